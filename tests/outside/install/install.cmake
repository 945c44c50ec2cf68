# Configures constprop in FOLDER and installs it, without building it first, in FOLDER/prefix; without one of the importer's
# libraries, or then imports MODEL, and makes FOLDER/without_tool, a copy that has lost the tool:
#
#     cmake -DSOURCES=… -DFOLDER=… -DGENERATOR=… -DCOMPILER=… [-DWITHOUT=ONNX | -DMODEL=file] -P install.cmake
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE ${FOLDER})
set(without)
if(WITHOUT)
  set(without -DCMAKE_DISABLE_FIND_PACKAGE_${WITHOUT}=ON)
endif()
execute_process(COMMAND ${CMAKE_COMMAND} -S ${SOURCES} -B ${FOLDER}/build -G ${GENERATOR} -DCMAKE_CXX_COMPILER=${COMPILER}
                        -DCONSTPROP_TESTS=OFF -DCONSTPROP_EXAMPLES=OFF -DCONSTPROP_BENCH=OFF ${without}
                OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${CMAKE_COMMAND} --install ${FOLDER}/build --prefix ${FOLDER}/prefix COMMAND_ERROR_IS_FATAL ANY)
if(MODEL)
  execute_process(COMMAND ${FOLDER}/prefix/bin/constprop-import ${MODEL} --output ${FOLDER}/model.hpp
                  COMMAND_ERROR_IS_FATAL ANY)
  file(COPY ${FOLDER}/prefix/ DESTINATION ${FOLDER}/without_tool)
  file(REMOVE_RECURSE ${FOLDER}/without_tool/bin)
endif()
