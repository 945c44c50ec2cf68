# Checks that the sources have the project's format:
#
#   cmake -DCLANG_FORMAT=clang-format-19 -P format.cmake
cmake_minimum_required(VERSION 3.25)

cmake_path(GET CMAKE_CURRENT_LIST_DIR PARENT_PATH top)
foreach(folder include tests tools examples bench)
  file(GLOB_RECURSE in_folder ${top}/${folder}/*.?pp)
  list(APPEND sources ${in_folder})
endforeach()
# A header that the library wrote has the library's format.
list(FILTER sources EXCLUDE REGEX "/digits_model.hpp$")
list(LENGTH sources count)
if(count LESS 500)
  message(FATAL_ERROR "${top} holds ${count} sources, which is not the project")
endif()
execute_process(COMMAND ${CLANG_FORMAT} --dry-run -Werror ${sources} COMMAND_ERROR_IS_FATAL ANY)
