# Simulates the blocks of blocks.cpp and writes a table of cycles:
#
#     cmake -DMODELS=TARGET|PROCESSOR;… -DBLOCKS=TARGET|ASSEMBLY;… -DLLVM_MCA=… -DCOMPILER=… -DINTO=ports.md -P simulate.cmake
cmake_minimum_required(VERSION 3.25)

set(names "4-16-16-2, forward" "4-16-16-2, a step of SGD" "tanh of 16 numbers" "a GRU's step, 16 units" "an LSTM's step, 20 units"
    "Adam, 16 parameters")
list(LENGTH names expected)

# simulate(<processor> <assembly> <how often>): sets instructions, cycles and ports, each a list with a value for every block.
function(simulate processor assembly iterations)
  execute_process(COMMAND ${LLVM_MCA} -mcpu=${processor} -iterations=${iterations} -instruction-info=0
                          -resource-pressure=0 ${assembly}
                  OUTPUT_VARIABLE said ERROR_VARIABLE error RESULT_VARIABLE result)
  string(REGEX MATCHALL "Instructions: +[0-9]+" instructions "${said}")
  string(REGEX MATCHALL "Total Cycles: +[0-9]+" cycles "${said}")
  string(REGEX MATCHALL "Block RThroughput: [0-9]+" ports "${said}")
  list(LENGTH cycles blocks)
  if(NOT result EQUAL 0 OR NOT blocks EQUAL expected OR error MATCHES "call instruction")
    message(FATAL_ERROR "${LLVM_MCA}: ${blocks} blocks in ${assembly} rather than ${expected} without calls. ${error}")
  endif()
  foreach(list instructions cycles ports)
    list(TRANSFORM ${list} REPLACE "[^0-9]+" "")
    set(${list} ${${list}} PARENT_SCOPE)
  endforeach()
endfunction()

set(rows "")
foreach(model IN LISTS MODELS)
  string(REGEX MATCH "^(.*)\\|(.*)$" unused "${model}")
  set(target ${CMAKE_MATCH_1})
  set(processor ${CMAKE_MATCH_2})
  foreach(block IN LISTS BLOCKS)
    if(block MATCHES "^${target}\\|(.*)$")
      set(assembly ${CMAKE_MATCH_1})
    endif()
  endforeach()
  simulate(${processor} ${assembly} 1)
  set(alone ${cycles})
  set(count ${instructions})
  simulate(${processor} ${assembly} 100)
  set(k -1)
  foreach(name IN LISTS names)
    math(EXPR k "${k} + 1")
    foreach(list count ports cycles alone)
      list(GET ${list} ${k} value_of_${list})
    endforeach()
    math(EXPR overlapping "(${value_of_cycles} + 50) / 100")
    string(APPEND rows "| ${name} | ${target} | ${processor} | ${value_of_count} | ${value_of_ports} | ${overlapping} | ${value_of_alone} |\n")
  endforeach()
endforeach()

execute_process(COMMAND ${LLVM_MCA} --version OUTPUT_VARIABLE version)
string(REGEX MATCH "LLVM version ([0-9.]+)" unused "${version}")
string(REPLACE "GNU" "g++" COMPILER "${COMPILER}")
file(WRITE ${INTO} "# What bounds what is small

Written by `cmake --build build/bench --target ports`: [the code that is timed](ports/blocks.cpp) at batch 1, compiled by ${COMPILER}
with -O3, and simulated by llvm-mca ${CMAKE_MATCH_1}, which has models of processors. Cycles: by the busiest port alone, were there nothing
to wait for; with a hundred times the same, none depending on another, as many under way as the processor's queues hold; and once
alone, first instruction to last.

| | compiled for | processor | instructions | ports alone | overlapping | once alone |
| --- | --- | --- | ---: | ---: | ---: | ---: |
${rows}
zen4 is x86-64-v4 with -mtune=znver3, as which g++ 12 knows a Zen 4. It has kernels of its own: it spreads factors by shuffles, and adds
lanes in vectors of 32 bytes, where other processors with AVX-512 load factors, and add lanes in whole vectors.

Forward passes that are timed overlap; steps of training do not, as each waits for the weights of the one before. 16-64-64-4
computes tanh of 128 numbers, eight times as many. The steps of a GRU and of an LSTM, here without their products with the input, wait
for the state of the step before. With AVX-512, 48 of a GRU's instructions multiply for the product, 100 of the LSTM's; most others
are gates and tanh, each a rational function with one division. The LSTM's 20 units are a vector of 16 and one of 4, each of
which needs five functions.

Adam divides and takes a root for each parameter, and an Intel processor has one unit for both: with AVX-512 that is 22 cycles for 16
parameters, however the rest is written. An implementation that estimates roots needs less, and has other bits.
")
