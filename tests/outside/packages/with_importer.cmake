# Packs the build of constprop in BUILD, which has the importer, and runs what is in the package:
#
#     cmake -DBUILD=… -DFOLDER=… -P with_importer.cmake
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE ${FOLDER})
get_filename_component(bin ${CMAKE_COMMAND} DIRECTORY)
execute_process(COMMAND ${bin}/cpack -G DEB -B ${FOLDER} WORKING_DIRECTORY ${BUILD} COMMAND_ERROR_IS_FATAL ANY)
file(GLOB package ${FOLDER}/libconstprop-dev_*.deb)
execute_process(COMMAND dpkg-deb --field ${package} Architecture Depends OUTPUT_VARIABLE fields COMMAND_ERROR_IS_FATAL ANY)
if(fields MATCHES "Architecture: all" OR NOT fields MATCHES "Depends: .*libc6.*libprotobuf[0-9]")
  message(FATAL_ERROR "${package} has a program and these fields:\n${fields}")
endif()
execute_process(COMMAND dpkg-deb --extract ${package} ${FOLDER}/deb COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${FOLDER}/deb/usr/bin/constprop-import --help OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
