"""Runs the recipe's methods as Conan 2 does, with a stand-in for its package of Python:

    python3 conan_recipe.py REPOSITORY VERSION
"""
import fnmatch
import importlib.util
import os
import shutil
import sys
import tempfile
import types

root, version = sys.argv[1:3]


def copy(_, pattern, src, dst):
    copied = []
    for folder, _, files in os.walk(src):
        for name in files:
            path = os.path.relpath(os.path.join(folder, name), src)
            if fnmatch.fnmatch(path, pattern):
                os.makedirs(os.path.dirname(os.path.join(dst, path)), exist_ok=True)
                shutil.copy(os.path.join(src, path), os.path.join(dst, path))
                copied.append(path)
    return copied


def load(_, path):
    with open(path) as file:
        return file.read()


standards, required = [], []
class Recipe:
    recipe_folder = os.path.join(root, "tools", "packages", "conan")

    def requires(self, reference, **_):
        required.append(reference)


for name, members in {"conan": {"ConanFile": Recipe}, "conan.tools": {},
                      "conan.tools.build": {"check_min_cppstd": lambda _, standard: standards.append(standard)},
                      "conan.tools.files": {"copy": copy, "load": load}}.items():
    module = types.ModuleType(name)
    for member, value in members.items():
        setattr(module, member, value)
    sys.modules[name] = module

spec = importlib.util.spec_from_file_location("conanfile", os.path.join(Recipe.recipe_folder, "conanfile.py"))
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
recipe = module.Constprop()
with tempfile.TemporaryDirectory() as folder:
    recipe.set_version()
    assert recipe.version == version, recipe.version
    recipe.export_sources_folder = recipe.source_folder = os.path.join(folder, "sources")
    recipe.package_folder = os.path.join(folder, "package")
    recipe.export_sources()
    recipe.requirements()
    recipe.validate()
    # In Conan's cache the recipe lies elsewhere, without its repository.
    recipe.recipe_folder = folder
    recipe.package()
    recipe.cpp_info = types.SimpleNamespace()
    recipe.package_info()
    for path in ("licenses/LICENSE", "include/constprop/constprop.hpp", "include/constprop/host/onnx/graph.hpp"):
        assert os.path.isfile(os.path.join(recipe.package_folder, path)), path
assert standards == [20] and [name.split("/")[0] for name in required] == ["boost"], (standards, required)
