# Compiles one file of the catalogue with WRONG defined. It has to fail with what the comments at its head promise:
#
#     // says: …      in the error line, or in g++'s note right below it; names without their namespaces
#     // notes: …     there, or in a note that says it, for mistakes that only constant evaluation meets
#     // plainly: …   in the error line of compilers with messages of C++26, in place of `says`
#     // errors: n    so many errors, no more and no fewer
#     // lines: n     the whole log is no longer, but for those compilers
#
# cmake -DFILE=… -DCOMPILER=… -DFLAGS=… -DPLAIN=… -DMESSAGE=… -P check.cmake
#
# runs where the paths in FILE and FLAGS begin, and writes what the compiler said to MESSAGE. That the file compiles
# without WRONG is for CMakeLists.txt to try, all of them at once.
cmake_minimum_required(VERSION 3.25)

# Names without the library's namespaces, and brackets as clang writes them.
function(simplify text out)
  string(REGEX REPLACE "constprop::|errors::" "" text "${text}")
  while(text MATCHES "> >")
    string(REPLACE "> >" ">>" text "${text}")
  endwhile()
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

set(failures "")
macro(fail what)
  string(APPEND failures "${what}\n")
endmacro()

# Lines that hold semicolons or brackets would not survive as a list.
file(READ ${FILE} source)
string(REGEX MATCHALL "// [a-z]+: [^\n]+" promises "${source}")
foreach(kind says notes plainly errors lines)
  set(${kind} "")
endforeach()
foreach(promise IN LISTS promises)
  if(promise MATCHES "^// (says|notes|plainly): (.*)$")
    list(APPEND ${CMAKE_MATCH_1} "${CMAKE_MATCH_2}")
  elseif(promise MATCHES "^// (errors|lines): ([0-9]+)$")
    set(${CMAKE_MATCH_1} ${CMAKE_MATCH_2})
  endif()
endforeach()
if(errors STREQUAL "" OR (says STREQUAL "" AND notes STREQUAL ""))
  fail("promises nothing: it needs at least `errors` and `says` or `notes`")
endif()
if(PLAIN AND NOT plainly STREQUAL "")
  set(says "${plainly}")
endif()

execute_process(COMMAND ${CMAKE_COMMAND} -E env LC_ALL=C ${COMPILER} ${FLAGS} -fsyntax-only -DWRONG ${FILE}
                OUTPUT_VARIABLE log ERROR_VARIABLE log RESULT_VARIABLE result)
if(result EQUAL 0)
  fail("the mistake compiles")
endif()

# What is said: the error line, and the note right below it in which g++ spells out the condition.
set(count 0)
set(length 0)
set(message "")
set(rest "${log}")
while(rest MATCHES "^([^\n]*)\n")
  set(line "${CMAKE_MATCH_1}")
  string(LENGTH "${line}\n" taken)
  string(SUBSTRING "${rest}" ${taken} -1 rest)
  math(EXPR length "${length} + 1")
  if(line MATCHES "(^|: )(fatal )?(error: .*)$")
    math(EXPR count "${count} + 1")
    string(APPEND message "${CMAKE_MATCH_3}\n")
  elseif(line MATCHES "(note: '.*' evaluates to false)$")
    string(APPEND message "${CMAKE_MATCH_1}\n")
  else()
    foreach(text IN LISTS notes)
      string(FIND "${line}" "${text}" at)
      if(line MATCHES "(note: .*|in 'constexpr' expansion of .*)$" AND NOT at EQUAL -1)
        string(APPEND message "${CMAKE_MATCH_1}\n")
      endif()
    endforeach()
  endif()
endwhile()

if(NOT count EQUAL errors)
  fail("${count} errors, where ${errors} is promised:\n${log}")
endif()
if(NOT lines STREQUAL "" AND NOT PLAIN AND length GREATER lines)
  fail("${length} lines, where at most ${lines} are promised:\n${log}")
endif()
simplify("${message}" said)
foreach(text IN LISTS says notes)
  string(FIND "${said}" "${text}" at)
  if(at EQUAL -1)
    fail("does not say \"${text}\" but\n${said}")
  endif()
endforeach()

file(WRITE ${MESSAGE} "${length} lines\n${message}")
if(NOT failures STREQUAL "")
  message(FATAL_ERROR "${FILE}, ${COMPILER} ${FLAGS}\n${failures}")
endif()
