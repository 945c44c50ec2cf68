# The catalogue as a page, README.md beside the files: each mistake with what each compiler said of it, as check.cmake
# wrote it down. What a compiler said that is not at hand here, or in another version, stays as the page has it.
#
# cmake -DCATALOGUE=… -DMESSAGES=… -DOUT=… -P page.cmake
#
# writes to OUT; fails where that is not the page itself and differs from it.
cmake_minimum_required(VERSION 3.25)

set(compilers "g++ 12.2" "clang++ 14.0" "clang++ 19.1" "clang++ 19.1, C++26")
set(page ${CATALOGUE}/README.md)
set(before "")
if(EXISTS ${page})
  file(READ ${page} before)
endif()

# What the page has for a file and a compiler.
function(kept name compiler out)
  set(${out} "" PARENT_SCOPE)
  string(FIND "${before}" "](${name}.cpp)" at)
  if(at EQUAL -1)
    return()
  endif()
  string(SUBSTRING "${before}" ${at} -1 section)
  string(FIND "${section}" "\n## " end)
  string(SUBSTRING "${section}" 0 ${end} section)
  string(FIND "${section}" "\n${compiler}: " at)
  if(at EQUAL -1)
    return()
  endif()
  math(EXPR at "${at} + 1")
  string(SUBSTRING "${section}" ${at} -1 block)
  if(block MATCHES "^[^\n]*\n(    [^\n]*\n)+")
    set(${out} "${CMAKE_MATCH_0}" PARENT_SCOPE)
  endif()
endfunction()

string(JOIN "" text
  "# Mistakes, and what compilers say of them\n\n"
  "Written by `cmake --build build/test --target errors_page` from what the compilers said; a test compares. Each file "
  "is right as it\nstands and wrong with `-DWRONG`, and says at its head what is promised of the one error. A compiler's "
  "name is followed by the\nlength of its whole log.\n")
file(GLOB files ${CATALOGUE}/*.cpp)
list(SORT files)
foreach(file IN LISTS files)
  cmake_path(GET file STEM name)
  file(READ ${file} source)
  string(REGEX MATCH "^// ([^\n]+)\\.\n" title "${source}")
  string(APPEND text "\n## ${CMAKE_MATCH_1}\n\n[${name}.cpp](${name}.cpp)\n\n```text\n")
  foreach(compiler IN LISTS compilers)
    if(EXISTS "${MESSAGES}/${compiler}/${name}.txt")
      file(READ "${MESSAGES}/${compiler}/${name}.txt" message)
      string(REGEX REPLACE "\n(.)" "\n    \\1" message "${message}")
      string(APPEND text "${compiler}: ${message}")
    else()
      kept(${name} "${compiler}" message)
      string(APPEND text "${message}")
    endif()
  endforeach()
  string(APPEND text "```\n")
endforeach()

file(WRITE ${OUT} "${text}")
if(NOT "${text}" STREQUAL "${before}" AND NOT OUT STREQUAL page)
  message(FATAL_ERROR "${page} is not what compilers say: compare it with ${OUT}, and write it anew with "
                      "cmake --build build/test --target errors_page")
endif()
