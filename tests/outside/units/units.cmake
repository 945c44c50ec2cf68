# Links units that are compiled for several machines into one program, in both orders, and looks whether each still does what
# it does alone, and reaches nothing that its machine does not have.
#
#     cmake -DCOMPILER=… "-DFLAGS=-O2;-I…" -DREACH=… -DSOURCES=… -P units.cmake
cmake_minimum_required(VERSION 3.25)

# Each unit: its name, for what `reach` takes it, and its flags.
set(units sse2 avx2 x86_v4 plain)
set(sse2 sse2 -march=x86-64)
set(avx2 avx2 -march=x86-64 -mavx2 -mfma)
set(x86_v4 avx512 -march=x86-64-v4)
set(plain sse2 -march=x86-64 -DCONSTPROP_PLAIN_KERNELS)

set(failures "")
function(compile object)
  execute_process(COMMAND ${COMPILER} -std=c++20 ${FLAGS} ${ARGN} -c -o ${object} COMMAND_ERROR_IS_FATAL ANY)
endfunction()
function(link program)
  execute_process(COMMAND ${COMPILER} ${ARGN} -o ${program} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

compile(main.o ${SOURCES}/main.cpp -march=x86-64)
foreach(unit IN LISTS units)
  list(SUBLIST ${unit} 1 -1 flags)
  compile(${unit}.o ${SOURCES}/unit.cpp ${flags} -DUNIT=run_${unit})
  link(${unit}_alone main.o ${unit}.o)

  # Functions and variables that any unit may define.
  execute_process(COMMAND nm --defined-only ${unit}.o OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX MATCHALL " [VWuvw] [^\n]+" symbols_${unit} "${symbols}")
  if(symbols MATCHES "CONSTPROP_TARGET")
    string(APPEND failures "A header opens CONSTPROP_TARGET without kernels/target.hpp\n")
  endif()
endforeach()

# The library's own have the name of their target. What is left is the standard library's.
set(shared 0)
foreach(unit IN LISTS units)
  foreach(other IN LISTS units)
    if(unit STRLESS other)
      foreach(symbol IN LISTS symbols_${unit})
        if(symbol MATCHES "constprop" AND NOT symbol MATCHES "^ . _ZN?K?St" AND symbol IN_LIST symbols_${other})
          math(EXPR shared "${shared} + 1")
          if(shared LESS 10)
            string(APPEND failures "${unit} and ${other} both define${symbol}\n")
          endif()
        endif()
      endforeach()
    endif()
  endforeach()
endforeach()

if(shared GREATER 0)
  string(APPEND failures "${shared} symbols of the library are shared by units for different machines\n")
endif()

link(forwards main.o sse2.o avx2.o x86_v4.o plain.o)
link(backwards main.o plain.o x86_v4.o avx2.o sse2.o)
foreach(program forwards backwards)
  execute_process(COMMAND objdump -d --no-show-raw-insn ${program} OUTPUT_FILE ${program}.txt COMMAND_ERROR_IS_FATAL ANY)
  foreach(unit IN LISTS units)
    list(GET ${unit} 0 machine)
    string(LENGTH run_${unit} length)
    execute_process(COMMAND ${REACH} _Z${length}run_${unit}PfPm ${machine} INPUT_FILE ${program}.txt
                    OUTPUT_VARIABLE said RESULT_VARIABLE result)
    message(STATUS "${program}: ${said}")
    if(NOT result EQUAL 0)
      string(APPEND failures "${program}, ${unit}: ${said}")
    endif()
    execute_process(COMMAND ./${unit}_alone ${unit} OUTPUT_VARIABLE alone RESULT_VARIABLE result)
    execute_process(COMMAND ./${program} ${unit} OUTPUT_VARIABLE linked RESULT_VARIABLE linked_result)
    if(result EQUAL 77)
      message(STATUS "This machine cannot run ${unit}")
    elseif(NOT result EQUAL 0 OR NOT linked_result EQUAL 0 OR NOT alone STREQUAL linked)
      string(APPEND failures "${program}: ${unit} finds other numbers than alone\n")
    endif()
  endforeach()
endforeach()

if(NOT failures STREQUAL "")
  message(FATAL_ERROR "${COMPILER} ${FLAGS}\n${failures}")
endif()
