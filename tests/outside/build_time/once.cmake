# One file compiles a network, and the others only call it: none of the library's functions is in their objects.
file(MAKE_DIRECTORY ${FOLDER})
foreach(level O0 O2)
  foreach(unit main digits learn)
    execute_process(COMMAND ${COMPILER} -std=c++20 -${level} ${FLAGS} -c ${SOURCES}/${unit}.cpp -o ${unit}.o
                    WORKING_DIRECTORY ${FOLDER} COMMAND_ERROR_IS_FATAL ANY)
    execute_process(COMMAND ${NM} -C --defined-only ${unit}.o WORKING_DIRECTORY ${FOLDER} OUTPUT_VARIABLE symbols_${unit}
                    COMMAND_ERROR_IS_FATAL ANY)
  endforeach()
  string(REGEX MATCH "[^\n]*constprop::[^\n]*(detail|kernels|hana)::[^\n]*" found "${symbols_main}")
  if(found)
    message(FATAL_ERROR "-${level}: main.cpp, which only calls the networks' functions, compiles ${found}")
  endif()
  # That the test would see them.
  foreach(unit digits learn)
    if(NOT symbols_${unit} MATCHES "constprop::[^\n]*detail::")
      message(FATAL_ERROR "-${level}: ${unit}.cpp has none of the library's functions:\n${symbols_${unit}}")
    endif()
  endforeach()
  execute_process(COMMAND ${COMPILER} main.o digits.o learn.o -o program WORKING_DIRECTORY ${FOLDER} COMMAND_ERROR_IS_FATAL ANY)
  execute_process(COMMAND ${FOLDER}/program COMMAND_ERROR_IS_FATAL ANY)
endforeach()
