# Looks for what firmware must not contain, among all symbols of a program: a heap, exceptions, unwinding, run-time type
# information, guards of static variables, the mathematical library, arithmetic of doubles; the last among instructions,
# too.
#
#     cmake -DPROGRAM=….elf -DNM=… -DOBJDUMP=… -P symbols.cmake
cmake_minimum_required(VERSION 3.25)
execute_process(COMMAND ${NM} ${PROGRAM} OUTPUT_VARIABLE symbols ERROR_VARIABLE error RESULT_VARIABLE result)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "${NM} ${PROGRAM}: ${result} ${error}")
endif()
if(NOT symbols MATCHES " T run\n")
  message(FATAL_ERROR "${PROGRAM} shows no symbols:\n${symbols}")
endif()
set(heap "_?(malloc|calloc|realloc|free|sbrk)(_r)?|_Zn[wa][^\n]*|_Zd[la][^\n]*")
set(exceptions "__cxa_[^\n]*|_Unwind[^\n]*|__aeabi_unwind[^\n]*|__gxx_personality[^\n]*|_ZSt9terminatev|abort|__register_frame[^\n]*")
set(library "(a?(cos|sin|tan)h?|exp[2m]?1?|log(10|2|1p)?|pow|sqrt|erfc?|fmax|fmin|fabs|fma|floor|ceil|round)f?l?")
# The names of ARM's run-time library, and those of GCC's own.
set(doubles "__aeabi_(d(add|r?sub|mul|div|neg|cmp[a-z]+|2u?[il]z|2f)|cd[a-z]+|f2d|u?[il]2d)|__[a-z]+df[a-z0-9]*")
string(REGEX MATCHALL " (${heap}|${exceptions}|_ZT[ISV][^\n]*|${library}|${doubles})\n" found "${symbols}")
execute_process(COMMAND ${OBJDUMP} -d ${PROGRAM} OUTPUT_VARIABLE instructions COMMAND_ERROR_IS_FATAL ANY)
if(NOT instructions MATCHES "<run>:")
  message(FATAL_ERROR "${PROGRAM} shows no instructions:\n${instructions}")
endif()
# A register copied to another moves any eight bytes, two floats among them.
string(REGEX REPLACE "\tvmov[.]f64\td[0-9]+, d[0-9]+" "" instructions "${instructions}")
string(REGEX MATCHALL "\tv[a-z]+[.a-z0-9]*[.]f64|\tf[a-z]+[.a-z]*[.]d" double_instructions "${instructions}")
list(REMOVE_DUPLICATES double_instructions)
string(REPLACE "\t" " " double_instructions "${double_instructions}")
list(APPEND found ${double_instructions})
if(found)
  string(REGEX REPLACE "[;\n ]+" " " found "${found}")
  message(NOTICE "found:${found}")
  message(FATAL_ERROR "${PROGRAM} contains what it must not")
endif()
