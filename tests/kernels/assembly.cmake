# Assembly that reads or writes memory says so: by an operand that is the memory ("m") or by the clobber "memory". Without
# either, a compiler may move a store over it that it would have to see.
#
#   cmake -DSOURCES=<repository> -P assembly.cmake

file(GLOB_RECURSE headers RELATIVE ${SOURCES} ${SOURCES}/include/constprop/kernels/*.hpp)
set(count 0)
foreach(header IN LISTS headers)
  file(READ ${SOURCES}/${header} text)
  # Comments end in no semicolon that counts, and lists of CMake do.
  string(REGEX REPLACE "//[^\n]*" "" text "${text}")
  string(REPLACE "[" "<" text "${text}")
  string(REPLACE "]" ">" text "${text}")
  string(REPLACE ";" "\n@\n" text "${text}")
  string(REGEX MATCHALL "asm(__)?( volatile)?\\([^@]*@" statements "${text}")
  foreach(statement IN LISTS statements)
    if(NOT statement MATCHES "<%|CONSTPROP_")  # an address is written in brackets; a macro may hold one
      continue()
    endif()
    math(EXPR count "${count} + 1")
    if(NOT statement MATCHES "\"memory\"|\"m\"\\(")
      string(REPLACE "<" "[" statement "${statement}")
      string(REPLACE ">" "]" statement "${statement}")
      message(SEND_ERROR "${header}: this assembly has an address, and no \"memory\" and no \"m\" operand:\n  ${statement}")
    endif()
  endforeach()
endforeach()
if(count LESS 30)
  message(SEND_ERROR "only ${count} pieces of assembly with addresses were found")
endif()
