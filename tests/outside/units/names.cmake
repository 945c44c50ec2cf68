# Flags that make other code have other names, and those that do not have the same.
#
#     cmake -DCOMPILER=… -DINCLUDE=… -P names.cmake
cmake_minimum_required(VERSION 3.25)

file(WRITE target.cpp "#include <constprop/kernels/target.hpp>\nCONSTPROP_TARGET\n")
function(name_of out)
  execute_process(COMMAND ${COMPILER} -std=c++20 -I${INCLUDE} ${ARGN} -E -P target.cpp OUTPUT_VARIABLE text
                  COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX MATCH "[^\n]+\n?$" name "${text}")
  string(STRIP "${name}" name)
  message(STATUS "${ARGN}: ${name}")
  set(${out} ${name} PARENT_SCOPE)
endfunction()

set(names "")
foreach(flags -march=x86-64 -msse3 -mssse3 -msse4.1 -msse4.2 -mavx -mavx2 "-mavx -mfma" "-mavx2 -mfma" "-mavx2 -mbmi2" "-mlzcnt"
              "-mavx2 -mfma -mf16c -mbmi" -march=x86-64-v3 "-march=x86-64-v3 -mavx512f" -march=x86-64-v4
              "-march=x86-64-v4 -mavx512vnni" "-march=x86-64-v4 -mavx512vnni -mgfni" -DCONSTPROP_PLAIN_KERNELS
              "-march=x86-64-v3 -DCONSTPROP_PLAIN_KERNELS" -DCONSTPROP_UNROLL_BUDGET=0 -DCONSTPROP_UNROLL_BUDGET=4096
              -ffast-math -ffinite-math-only "-mavx2 -ffast-math")
  separate_arguments(flags)
  name_of(name ${flags})
  if(name IN_LIST names OR NOT name MATCHES "^[a-z][a-z0-9_]*$")
    message(FATAL_ERROR "${flags} have the name ${name}, which others have, or is none")
  endif()
  list(APPEND names ${name})
endforeach()
foreach(flags -O0 -O3 -Os -ffp-contract=off -fno-exceptions "-march=x86-64 -g")
  separate_arguments(flags)
  name_of(name ${flags})
  if(NOT name STREQUAL "sse2")
    message(FATAL_ERROR "${flags} have the name ${name}; expected sse2")
  endif()
endforeach()

# On small cores code for size, and code without optimization, has kernels of its own.
find_program(arm arm-none-eabi-g++)
if(arm)
  set(COMPILER ${arm} -mcpu=cortex-m4 -mthumb)
  name_of(fast -O2)
  name_of(small -Os)
  name_of(unoptimized -O0)
  if(fast STREQUAL small OR fast STREQUAL unoptimized OR small STREQUAL unoptimized)
    message(FATAL_ERROR "-O2, -Os and -O0 have the names ${fast}, ${small} and ${unoptimized}; expected three")
  endif()
  foreach(flags -O1 -O3 -Og)
    name_of(name ${flags})
    if(NOT name STREQUAL fast)
      message(FATAL_ERROR "${flags} have the name ${name}; expected that of -O2, ${fast}")
    endif()
  endforeach()
endif()
