# The same by target_precompile_headers, in a project of its own.
file(REMOVE_RECURSE ${FOLDER})
execute_process(COMMAND ${CMAKE_COMMAND} -S ${SOURCES} -B ${FOLDER} -G ${GENERATOR} -DCONSTPROP=${CONSTPROP}
                        -DCMAKE_CXX_COMPILER=${COMPILER} -DCMAKE_BUILD_TYPE=Release -DBoost_DIR=${BOOST}
                OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${CMAKE_COMMAND} --build ${FOLDER} --target build_time OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
file(GLOB_RECURSE made ${FOLDER}/CMakeFiles/build_time.dir/cmake_pch.hxx.?ch)
if(NOT made)
  message(FATAL_ERROR "There is no precompiled header in ${FOLDER}")
endif()
execute_process(COMMAND ${FOLDER}/build_time COMMAND_ERROR_IS_FATAL ANY)
