# Builds a sketch of the library's folder as Arduino does, and runs it if the board is `host`:
#
#     cmake -DBUILDER=arduino-builder -DLIBRARY=… -DSKETCH=digits -DBOARD=m0plus -DPRINTS=regex -DFOLDER=… -P build.cmake
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE ${FOLDER})
file(MAKE_DIRECTORY ${FOLDER})
cmake_path(GET LIBRARY PARENT_PATH libraries)
get_filename_component(tools ${BUILDER} DIRECTORY)
execute_process(COMMAND ${BUILDER} -compile -hardware ${CMAKE_CURRENT_LIST_DIR}/hardware -hardware ${tools}/../share/arduino-builder
  -tools ${tools} -libraries ${libraries} -fqbn stand_in:any:${BOARD} -build-path ${FOLDER} -warnings all -quiet
  ${LIBRARY}/examples/${SKETCH}/${SKETCH}.ino COMMAND_ERROR_IS_FATAL ANY)
if(BOARD STREQUAL "host")
  execute_process(COMMAND ${FOLDER}/program OUTPUT_VARIABLE printed COMMAND_ERROR_IS_FATAL ANY)
  if(NOT printed MATCHES "${PRINTS}")
    message(FATAL_ERROR "The sketch ${SKETCH} prints\n${printed}where ${PRINTS} is expected")
  endif()
endif()
