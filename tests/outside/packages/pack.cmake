# Configures constprop in FOLDER without the importer, and packs it as people do: FOLDER/packages/ has a .deb, an archive of what is
# installed and one of the sources; FOLDER/deb/ and FOLDER/tgz/ have what is in the first two.
#
#     cmake -DSOURCES=… -DFOLDER=… -DGENERATOR=… -DCOMPILER=… -DVERSION=1.2.3 -P pack.cmake
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE ${FOLDER})
set(build ${FOLDER}/build)
execute_process(COMMAND ${CMAKE_COMMAND} -S ${SOURCES} -B ${build} -G ${GENERATOR} -DCMAKE_CXX_COMPILER=${COMPILER}
                        -DCONSTPROP_TESTS=OFF -DCONSTPROP_EXAMPLES=OFF -DCONSTPROP_BENCH=OFF -DCMAKE_DISABLE_FIND_PACKAGE_ONNX=ON
                OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
get_filename_component(bin ${CMAKE_COMMAND} DIRECTORY)
foreach(options "-G;DEB" "-G;TGZ" "--config;CPackSourceConfig.cmake")
  execute_process(COMMAND ${bin}/cpack ${options} -B ${FOLDER}/packages WORKING_DIRECTORY ${build} COMMAND_ERROR_IS_FATAL ANY)
endforeach()
set(package ${FOLDER}/packages/libconstprop-dev_${VERSION}_all.deb)

# What Debian's tools say of the package.
foreach(field Package Version Architecture Section Depends Maintainer Description)
  execute_process(COMMAND dpkg-deb --field ${package} ${field} OUTPUT_VARIABLE found OUTPUT_STRIP_TRAILING_WHITESPACE
                  COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX REPLACE "\n.*" "" found "${found}")
  set(expected_of_Package "libconstprop-dev")
  set(expected_of_Version "${VERSION}")
  set(expected_of_Architecture "all")
  set(expected_of_Section "libdevel")
  set(expected_of_Depends "libboost-dev \\(>= 1[.]74\\)")
  set(expected_of_Maintainer ".+")
  set(expected_of_Description "Neural networks .+")
  if(NOT found MATCHES "^${expected_of_${field}}$")
    message(FATAL_ERROR "${package}: ${field} is '${found}'; expected ${expected_of_${field}}")
  endif()
endforeach()
execute_process(COMMAND dpkg-deb --extract ${package} ${FOLDER}/deb COMMAND_ERROR_IS_FATAL ANY)
file(ARCHIVE_EXTRACT INPUT ${FOLDER}/packages/constprop-${VERSION}-Linux.tar.gz DESTINATION ${FOLDER}/tgz)
execute_process(COMMAND ${CMAKE_COMMAND} -E tar tf ${FOLDER}/packages/constprop-${VERSION}.tar.gz OUTPUT_VARIABLE sources
                COMMAND_ERROR_IS_FATAL ANY)
if(NOT sources MATCHES "constprop-${VERSION}/[.]gitignore\n" OR sources MATCHES "constprop-${VERSION}/([.]git|build)(/|\n)")
  message(FATAL_ERROR "The archive of the sources has a build, or git's folder, or not all of the sources")
endif()

# Nothing tells where it was built, and each file is where others look for it.
file(GLOB_RECURSE files RELATIVE ${FOLDER}/deb/usr ${FOLDER}/deb/usr/*)
foreach(file IN LISTS files)
  file(READ ${FOLDER}/deb/usr/${file} text)
  string(FIND "${text}" ${FOLDER} at)
  if(NOT at EQUAL -1)
    message(FATAL_ERROR "${file} names the folder that it was built in")
  endif()
endforeach()
foreach(file include/constprop/constprop.hpp share/cmake/constprop/constprop-config.cmake share/pkgconfig/constprop.pc
        share/doc/libconstprop-dev/copyright)
  if(NOT file IN_LIST files)
    message(FATAL_ERROR "${package} has no usr/${file}")
  endif()
endforeach()
