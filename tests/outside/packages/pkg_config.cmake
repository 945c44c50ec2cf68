# Compiles and runs a program with the flags that pkg-config gives for the package in FOLDER/deb:
#
#     cmake -DPKG_CONFIG=… -DCOMPILER=… -DFOLDER=… -DVERSION=1.2.3 -DMAIN=main.cpp -P pkg_config.cmake
cmake_minimum_required(VERSION 3.25)
set(ENV{PKG_CONFIG_PATH} ${FOLDER}/deb/usr/share/pkgconfig)
execute_process(COMMAND ${PKG_CONFIG} --modversion constprop OUTPUT_VARIABLE version OUTPUT_STRIP_TRAILING_WHITESPACE
                COMMAND_ERROR_IS_FATAL ANY)
if(NOT version STREQUAL VERSION)
  message(FATAL_ERROR "pkg-config says version ${version}; expected ${VERSION}")
endif()
execute_process(COMMAND ${PKG_CONFIG} --cflags constprop OUTPUT_VARIABLE flags COMMAND_ERROR_IS_FATAL ANY)
separate_arguments(flags UNIX_COMMAND "${flags}")
execute_process(COMMAND ${COMPILER} -std=c++20 ${MAIN} ${flags} -o ${FOLDER}/user COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${FOLDER}/user COMMAND_ERROR_IS_FATAL ANY)
