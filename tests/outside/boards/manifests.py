"""Checks what PlatformIO, ESP-IDF and Zephyr read, against the fields that their documentation names:

    python3 manifests.py REPOSITORY VERSION [FOLDER_OF_ARDUINO]
"""
import json
import os
import re
import sys

import yaml

root, version = sys.argv[1:3]


def expect(condition, message):
    if not condition:
        sys.exit(message)


def fields(path, found, known, needed):
    for name in found:
        expect(name in known, f"{path}: the field {name} is not documented")
    for name in needed:
        expect(name in found, f"{path}: there is no {name}")


def platformio(folder):
    path = os.path.join(folder, "library.json")
    with open(path) as file:
        manifest = json.load(file)
    fields(path, manifest,
           {"name", "version", "description", "keywords", "homepage", "repository", "authors", "license", "frameworks",
            "platforms", "headers", "examples", "dependencies", "export", "scripts", "build"},
           {"name", "version", "description", "keywords", "authors", "license", "frameworks", "platforms", "headers", "examples"})
    fields(path + ", build", manifest["build"],
           {"flags", "unflags", "includeDir", "srcDir", "srcFilter", "extraScript", "libArchive", "libLDFMode",
            "libCompatMode", "builder"}, {"includeDir"})
    expect(manifest["version"] == version, f"{path}: version is {manifest['version']}; expected {version}")
    expect(len(manifest["description"]) <= 255, f"{path}: the description is longer than 255 characters")
    header = os.path.join(folder, manifest["build"]["includeDir"], manifest["headers"])
    expect(os.path.isfile(header), f"{path}: there is no {header}")
    for keyword in manifest["keywords"].split(","):
        expect(re.fullmatch("[a-z0-9+. -]+", keyword.strip()), f"{path}: the keyword '{keyword}' has other signs than a-z, 0-9, -+.")
    for example in manifest["examples"]:
        fields(path + ", examples", example, {"name", "base", "files"}, {"name", "base", "files"})
        for name in example["files"]:
            there = os.path.join(folder, example["base"], name)
            expect(os.path.isfile(there), f"{path}: there is no {there}")
    for name in manifest.get("export", {}).get("include", []):
        expect(os.path.exists(os.path.join(folder, name)), f"{path}: there is no {name} to export")


def esp_idf():
    path = os.path.join(root, "idf_component.yml")
    with open(path) as file:
        manifest = yaml.safe_load(file)
    fields(path, manifest,
           {"version", "description", "license", "targets", "dependencies", "maintainers", "url", "repository", "repository_info",
            "documentation", "issues", "discussion", "tags", "files", "examples"}, {"version", "description", "license"})
    expect(manifest["version"] == version, f"{path}: version is {manifest['version']}; expected {version}")
    for example in manifest["examples"]:
        there = os.path.join(root, example["path"], "main", "CMakeLists.txt")
        expect(os.path.isfile(there), f"{path}: there is no {there}")


def zephyr():
    path = os.path.join(root, "zephyr", "module.yml")
    with open(path) as file:
        module = yaml.safe_load(file)
    fields(path, module, {"name", "build", "tests", "samples", "boards", "blobs"}, {"name", "build"})
    fields(path + ", build", module["build"],
           {"cmake", "kconfig", "cmake-ext", "kconfig-ext", "depends", "settings"}, {"cmake", "kconfig"})
    expect(os.path.isfile(os.path.join(root, module["build"]["cmake"], "CMakeLists.txt")), f"{path}: cmake has no CMakeLists.txt")
    expect(os.path.isfile(os.path.join(root, module["build"]["kconfig"])), f"{path}: there is no kconfig")
    for sample in module["samples"]:
        path = os.path.join(root, sample, "sample.yaml")
        with open(path) as file:
            description = yaml.safe_load(file)
        fields(path, description, {"sample", "tests", "common"}, {"sample", "tests"})
        fields(path + ", sample", description["sample"], {"name", "description"}, {"name"})


platformio(root)
for folder in sys.argv[3:]:
    platformio(folder)
esp_idf()
zephyr()
