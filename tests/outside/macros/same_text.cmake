# Compares what a compiler makes of a file with and without -DFOREIGN: but for empty lines, the preprocessed text is the same.
#
#     cmake "-DPREPROCESS=c++;-E;-P;file.cpp" -P same_text.cmake
cmake_minimum_required(VERSION 3.25)

execute_process(COMMAND ${PREPROCESS} -o plain.ii COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${PREPROCESS} -o foreign.ii -DFOREIGN COMMAND_ERROR_IS_FATAL ANY)
foreach(text plain foreign)
  file(READ ${text}.ii ${text})
  string(REGEX REPLACE "\n\n+" "\n" ${text} "${${text}}")
  string(LENGTH "${${text}}" size)
  if(size LESS 100000)
    message(FATAL_ERROR "${size} bytes are not the text of all headers")
  endif()
endforeach()
if(NOT plain STREQUAL foreign)
  execute_process(COMMAND diff --ignore-blank-lines plain.ii foreign.ii)
  message(FATAL_ERROR "Foreign macros change the text of the headers")
endif()
