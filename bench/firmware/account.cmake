# Builds the programs of tests/firmware/project/account.cmake for each core, runs them in QEMU, and writes what they count
# as JSON for the report:
#
#     cmake -DSOURCE=repository -DBUILD=folder -DCORES=cortex-m0;… -DBOOST=/usr/include -DDIGITS=pruned_0.hpp
#           -DPLUGIN=libcount.so -DGENERATOR=Ninja -DINTO=firmware.json [-DONLY_FORMS=ON] -P account.cmake
#
# With ONLY_FORMS, only the forms of one network are counted, which is for cores of `cores_of_forms`.
cmake_minimum_required(VERSION 3.25)
set(networks 4-8-3 4-16-16-2 64-32-10 digits)
set(levels Os O2 O3)
set(forms float half bfloat16 int8 int4 q16 q5)
set(cores_of_forms cortex-m0 cortex-m4f cortex-m55)

function(run result)
  execute_process(COMMAND ${ARGN} OUTPUT_VARIABLE output ERROR_VARIABLE error RESULT_VARIABLE failed)
  if(failed)
    list(JOIN ARGN " " command)
    message(FATAL_ERROR "${command}\n${output}${error}")
  endif()
  set(${result} "${output}" PARENT_SCOPE)
endfunction()

# The bytes of a section, which a program need not have.
function(bytes_of result sizes section)
  set(${result} 0 PARENT_SCOPE)
  if(sizes MATCHES "\n\\.${section} +([0-9]+)")
    set(${result} ${CMAKE_MATCH_1} PARENT_SCOPE)
  endif()
endfunction()

# Adds what a program of the core counts, as JSON, to a list. `names` say what it is.
function(count list program names)
  set(path ${folder}/${program}.elf)
  run(symbols ${tools}-nm ${path})
  foreach(symbol measured stack_top bss_end)
    string(REGEX MATCH "([0-9a-f]+) [A-Za-z] ${symbol}\n" ignored "${symbols}")
    set(${symbol} 0x${CMAKE_MATCH_1})
  endforeach()
  # All that is left of RAM, so that what is written elsewhere is not taken for stack.
  math(EXPR stack_bytes "${stack_top} - ${bss_end}")
  run(ignored ${emulator} -nographic -monitor none -serial none
      -semihosting-config enable=on,target=native -d plugin -D ${path}.counts
      -plugin ${PLUGIN},function=${measured},stack_top=${stack_top},stack_bytes=${stack_bytes} -kernel ${path})
  # The second call's, when all that is done once is done.
  file(STRINGS ${path}.counts counts)
  list(GET counts 1 counts)
  string(REPLACE " " ", " counts "${counts}")
  run(sizes ${tools}-size -A ${path})
  foreach(section text rodata data bss)
    bytes_of(${section} "${sizes}" ${section})
  endforeach()
  set(graph ${folder}/CMakeFiles/${program}.dir/account.cpp.ci)
  set(${list} "${${list}},\n {\"core\": \"${core}\", ${names}, \"counts\": [${counts}], \"bytes\": [${text}, ${rodata}, ${data}, ${bss}], \"graph\": \"${graph}\"}" PARENT_SCOPE)
endfunction()

set(entries "")
set(of_forms "")
set(compilers "")
foreach(core IN LISTS CORES)
  message(STATUS "${core}: building")
  set(folder ${BUILD}/${core})
  run(ignored ${CMAKE_COMMAND} -S ${SOURCE}/tests/firmware/project -B ${folder} -G ${GENERATOR} -DACCOUNT=ON
      -DCMAKE_TOOLCHAIN_FILE=${SOURCE}/tests/firmware/toolchains/${core}.cmake -DBOOST_HEADERS=${BOOST}/boost
      -DDIGITS_HEADER=${DIGITS})
  set(targets account)
  if(ONLY_FORMS)
    set(targets "")
  endif()
  if(core IN_LIST cores_of_forms)
    list(APPEND targets account_forms)
  endif()
  run(ignored ${CMAKE_COMMAND} --build ${folder} --target ${targets})
  set(tools arm-none-eabi)
  if(core MATCHES "^rv32")
    set(tools riscv64-unknown-elf)
  endif()
  run(compiler ${tools}-g++ -dumpfullversion)
  string(STRIP "${tools}-g++ ${compiler}" compiler)
  list(APPEND compilers ${compiler})
  file(READ ${folder}/emulator.txt emulator)
  separate_arguments(emulator UNIX_COMMAND "${emulator}")

  message(STATUS "${core}: counting")
  if(NOT ONLY_FORMS)
    foreach(network IN LISTS networks)
      foreach(level IN LISTS levels)
        foreach(what nothing infer train)
          set(program account_${network}_${level}_${what})
          count(entries ${program} "\"network\": \"${network}\", \"level\": \"${level}\", \"what\": \"${what}\"")
        endforeach()
      endforeach()
    endforeach()
  endif()
  if(NOT core IN_LIST cores_of_forms)
    continue()
  endif()
  foreach(form IN LISTS forms)
    foreach(what nothing infer)
      count(of_forms account_${form}_${what} "\"form\": \"${form}\", \"what\": \"${what}\"")
    endforeach()
  endforeach()
endforeach()
list(REMOVE_DUPLICATES compilers)
list(JOIN compilers ", " compilers)
foreach(list entries of_forms)
  string(REGEX REPLACE "^,\n" "" ${list} "${${list}}")
endforeach()
file(WRITE ${INTO}
  "{\"compilers\": \"${compilers}\", \"programs\": [\n${entries}\n], \"forms\": [\n${of_forms}\n]}\n")
