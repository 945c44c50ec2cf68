# Compares the headers in FOLDER with those that a compiler opens for constprop.hpp:
#
#     cmake "-DCOMPILER=g++;-march=…" -DFOLDER=… -P opened.cmake
cmake_minimum_required(VERSION 3.25)

execute_process(COMMAND ${COMPILER} -std=c++20 -M -I${FOLDER} -x c++ ${FOLDER}/constprop/constprop.hpp
                OUTPUT_VARIABLE rule COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "[^ \n]+/(constprop|boost)/[^ \n]+[.]hpp" opened "${rule}")
# Each of these brings thousands of lines that no device needs.
string(REGEX MATCH "/(iterator|string|streambuf|ostream|algorithm|functional|memory) " heavy "${rule}")
if(heavy)
  message(FATAL_ERROR "A device header includes <${CMAKE_MATCH_1}>, which the compiler then reads for every program")
endif()
list(REMOVE_DUPLICATES opened)
list(SORT opened)
file(GLOB_RECURSE there ${FOLDER}/*.hpp)
list(SORT there)
list(LENGTH there count)
if(count LESS 300)
  message(FATAL_ERROR "${FOLDER} holds ${count} headers, which is not the library")
endif()

set(missing ${opened})
list(REMOVE_ITEM missing ${there})
set(unused ${there})
list(REMOVE_ITEM unused ${opened})
if(missing OR unused)
  list(JOIN COMPILER " " compiler)
  message(FATAL_ERROR "${compiler} opens, outside of ${FOLDER}: ${missing}\nIt does not open: ${unused}")
endif()
