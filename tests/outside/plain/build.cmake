# Configures and builds a plain checkout:
#
#     cmake -DSOURCES=… -DFOLDER=… -DTYPE=none|Debug|… -DCOMPILER=… -DGENERATOR=… -P build.cmake
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE ${FOLDER})
set(type -DCMAKE_BUILD_TYPE=${TYPE})
if(TYPE STREQUAL "none")
  set(type)
endif()
execute_process(COMMAND ${CMAKE_COMMAND} -S ${SOURCES} -B ${FOLDER} -G ${GENERATOR} -DCMAKE_CXX_COMPILER=${COMPILER} ${type}
                OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)

# Every target's commands.
file(GLOB_RECURSE files ${FOLDER}/build.ninja ${FOLDER}/flags.make)
set(warned FALSE)
foreach(file IN LISTS files)
  file(READ ${file} commands)
  if(commands MATCHES "-Werror")
    message(FATAL_ERROR "${file}: a plain build has -Werror")
  endif()
  if(commands MATCHES "-Wsign-conversion")
    set(warned TRUE)
  endif()
endforeach()
if(NOT warned)
  message(FATAL_ERROR "${FOLDER} has no commands")
endif()

# The importer where it can be, and programs of the library's.
set(targets two_units no_mistakes)
execute_process(COMMAND ${CMAKE_COMMAND} --build ${FOLDER} --target help OUTPUT_VARIABLE help COMMAND_ERROR_IS_FATAL ANY)
if(help MATCHES "constprop_import[: ]")
  list(APPEND targets constprop_import)
endif()
execute_process(COMMAND ${CMAKE_COMMAND} --build ${FOLDER} --target ${targets} COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${FOLDER}/tests/outside/package/two_units COMMAND_ERROR_IS_FATAL ANY)
