# Looks for what firmware must not contain, among all symbols of a program: a heap, exceptions, unwinding, run-time type
# information, guards of static variables, the mathematical library.
#
#     cmake -DPROGRAM=….elf -DNM=… -P symbols.cmake
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
string(REGEX MATCHALL " (${heap}|${exceptions}|_ZT[ISV][^\n]*|${library})\n" found "${symbols}")
if(found)
  string(REGEX REPLACE "[;\n ]+" " " found "${found}")
  message(NOTICE "found:${found}")
  message(FATAL_ERROR "${PROGRAM} contains what it must not")
endif()
