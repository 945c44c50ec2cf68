# Trains every implementation for every task, and writes a file of JSON for each training:
#
#     cmake -DMATERIAL=FOLDER "-DPROGRAMS=NAME|COMMAND|ARGUMENT…,…" -DINTO=FOLDER -P run.cmake
#
# Rounds are interleaved, so that a machine's moods strike each implementation alike. What takes long has one round.
cmake_minimum_required(VERSION 3.25)

string(REPLACE "," ";" PROGRAMS "${PROGRAMS}")

set(rounds_of_xor 3)
set(rounds_of_digits 3)
set(rounds_of_parity 3)
set(rounds_of_fashion_perceptron 3)
set(rounds_of_fashion_convolutions 1)

# All run on one core.
set(ENV{OPENBLAS_NUM_THREADS} 1)
set(ENV{OMP_NUM_THREADS} 1)
include(${CMAKE_CURRENT_LIST_DIR}/../openblas.cmake)

file(REMOVE_RECURSE ${INTO})
file(MAKE_DIRECTORY ${INTO})
# The files' names are in the order of the report.
foreach(round RANGE 1 3)
  set(place 0)
  foreach(task xor digits parity fashion_perceptron fashion_convolutions)
    math(EXPR place "${place} + 1")
    if(NOT EXISTS ${MATERIAL}/${task} OR round GREATER rounds_of_${task})
      continue()
    endif()
    set(number 0)
    foreach(program IN LISTS PROGRAMS)
      math(EXPR number "${number} + 1")
      string(REPLACE "|" ";" command "${program}")
      list(POP_FRONT command name)
      message("${task}, round ${round}: ${name}")
      execute_process(COMMAND ${CMAKE_COMMAND} -E env ${openblas_environment} ${command} ${MATERIAL} ${task} ${INTO}/${place}${number}_${task}_${name}_${round}.json
                      RESULT_VARIABLE result ERROR_VARIABLE error)
      if(NOT result EQUAL 0)
        message(WARNING "${task} has no time of ${name}: ${result} ${error}")
      endif()
    endforeach()
  endforeach()
endforeach()
