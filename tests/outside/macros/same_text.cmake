# Compares what a compiler makes of a file with and without -DMACRO: but for empty lines and
# the pragma of a system header, the preprocessed text is the same.
#
#     cmake "-DPREPROCESS=c++;-E;-P;file.cpp" -DMACRO=FOREIGN -P same_text.cmake
cmake_minimum_required(VERSION 3.25)

execute_process(COMMAND ${PREPROCESS} -o plain.ii COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${PREPROCESS} -o other.ii -D${MACRO} COMMAND_ERROR_IS_FATAL ANY)
foreach(text plain other)
  file(READ ${text}.ii ${text})
  string(REGEX REPLACE "\n\n+" "\n" ${text} "${${text}}")
  string(REPLACE "#pragma GCC system_header\n" "" ${text} "${${text}}")
  string(STRIP "${${text}}" ${text})
  string(LENGTH "${${text}}" size)
  if(size LESS 100000)
    message(FATAL_ERROR "${size} bytes are not the text of all headers")
  endif()
endforeach()
if(NOT plain STREQUAL other)
  execute_process(COMMAND diff --ignore-blank-lines plain.ii other.ii)
  message(FATAL_ERROR "${MACRO} changes the text of the headers")
endif()
