# Counts the instructions and the bytes of inferences, and writes them as JSON:
#
#     cmake -DFORMS=NAME|PERCENT|OBJECT|PROGRAM;… -DDATA=digits.csv -DVALGRIND=… -DSIZE=… -DFLAGS=… -DCOMPILER=… -DINTO=… -P count.cmake
#
# Instructions are those of one call of `infer`, the mean over the held-back digits, as valgrind's callgrind counts them.
# Bytes are the sections of the object file that hold code and constants.
cmake_minimum_required(VERSION 3.25)

function(run out)
  execute_process(COMMAND ${ARGN} OUTPUT_VARIABLE text ERROR_VARIABLE error RESULT_VARIABLE result)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "${ARGN}: ${result} ${error}")
  endif()
  set(${out} "${text}${error}" PARENT_SCOPE)
endfunction()

set(entries)
foreach(form IN LISTS FORMS)
  string(REPLACE "|" ";" form "${form}")
  list(GET form 0 name)
  list(GET form 1 percent)
  list(GET form 2 object)
  list(GET form 3 program)

  run(said ${VALGRIND} --tool=callgrind --toggle-collect=infer --callgrind-out-file=/dev/null ${program} ${DATA})
  if(NOT said MATCHES "([0-9]+) of ([0-9]+), ([0-9]+) multiply-adds")
    message(FATAL_ERROR "${program} does not say what it did: ${said}")
  endif()
  set(right ${CMAKE_MATCH_1})
  set(digits ${CMAKE_MATCH_2})
  set(multiply_adds ${CMAKE_MATCH_3})
  if(NOT said MATCHES "Collected : ([0-9]+)")
    message(FATAL_ERROR "${VALGRIND} does not say how many instructions it collected: ${said}")
  endif()
  set(instructions ${CMAKE_MATCH_1})

  run(sections ${SIZE} -A ${object})
  set(code 0)
  set(constants 0)
  string(REGEX MATCHALL "\\.(text|rodata|data\\.rel\\.ro)[^ ]* +[0-9]+" lines "${sections}")
  foreach(line IN LISTS lines)
    string(REGEX MATCH "^\\.(text|rodata|data).* ([0-9]+)$" unused "${line}")
    if(CMAKE_MATCH_1 STREQUAL "text")
      math(EXPR code "${code} + ${CMAKE_MATCH_2}")
    else()
      math(EXPR constants "${constants} + ${CMAKE_MATCH_2}")
    endif()
  endforeach()
  list(APPEND entries
       "    {\"form\": \"${name}\", \"percent\": ${percent}, \"right\": ${right}, \"digits\": ${digits}, \"multiply_adds\": ${multiply_adds}, \"instructions\": ${instructions}, \"code\": ${code}, \"constants\": ${constants}}")
endforeach()
list(JOIN entries ",\n" entries)
file(WRITE ${INTO} "{\n  \"compiler\": \"${COMPILER}\",\n  \"flags\": \"${FLAGS}\",\n  \"forms\": [\n${entries}\n  ]\n}\n")
