"""Reads the module's Kconfig as Zephyr does, beside the symbols of Zephyr's that it and the sample use:

    python3 kconfig.py REPOSITORY
"""
import os
import sys
import tempfile

import kconfiglib

root = sys.argv[1]
of_zephyr = """
config CPP
	bool "C++ support"
config REQUIRES_FULL_LIBCPP
	bool
choice
	prompt "C++ standard"
	default STD_CPP11
	depends on CPP
config STD_CPP11
	bool "C++11"
config STD_CPP20
	bool "C++20"
endchoice
config CBPRINTF_FP_SUPPORT
	bool "Floating point formatting"
config MAIN_STACK_SIZE
	int "Size of stack for main"
	default 1024
"""
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "Kconfig")
    with open(path, "w") as file:
        file.write(of_zephyr + f'source "{os.path.join(root, "zephyr", "Kconfig")}"\n')
    kconfig = kconfiglib.Kconfig(path, warn_to_stderr=False)
    if kconfig.syms["CONSTPROP"].str_value != "n":
        sys.exit("CONSTPROP is on by itself")
    kconfig.load_config(os.path.join(root, "examples", "zephyr", "prj.conf"))
    for symbol in ("CPP", "STD_CPP20", "CONSTPROP", "REQUIRES_FULL_LIBCPP"):
        if kconfig.syms[symbol].str_value != "y":
            sys.exit(f"{symbol} is off in the sample")
    if kconfig.warnings:
        sys.exit("\n".join(kconfig.warnings))
