"""A recipe for Conan 2: conan create tools/packages/conan"""
import os
import re

from conan import ConanFile
from conan.tools.build import check_min_cppstd
from conan.tools.files import copy, load


class Constprop(ConanFile):
    name = "constprop"
    description = "Neural networks whose size is fixed at compile time: backpropagation as a constant expression"
    license = "BSL-1.0"
    topics = ("neural-network", "machine-learning", "embedded", "header-only")
    package_type = "header-library"
    settings = "os", "arch", "compiler", "build_type"
    no_copy_source = True
    default_options = {"boost/*:header_only": True}

    @property
    def _repository(self):
        return os.path.join(self.recipe_folder, "..", "..", "..")

    def set_version(self):
        cmake = load(self, os.path.join(self._repository, "CMakeLists.txt"))
        self.version = re.search(r"project\(constprop VERSION ([0-9.]+)", cmake).group(1)

    def export_sources(self):
        for pattern in ("LICENSE", "include/*.hpp"):
            copy(self, pattern, src=self._repository, dst=self.export_sources_folder)

    def requirements(self):
        self.requires("boost/[>=1.74 <2]", transitive_headers=True)

    def validate(self):
        check_min_cppstd(self, 20)

    def package_id(self):
        self.info.clear()

    def package(self):
        copy(self, "LICENSE", src=self.source_folder, dst=os.path.join(self.package_folder, "licenses"))
        copy(self, "*.hpp", src=os.path.join(self.source_folder, "include"), dst=os.path.join(self.package_folder, "include"))

    def package_info(self):
        self.cpp_info.bindirs = []
        self.cpp_info.libdirs = []
        self.cpp_info.requires = ["boost::headers"]
