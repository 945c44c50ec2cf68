# A header whose check vectors are another model's does not compile, and says how far each sample is off: cmake -DTOOL=… -DCOMPILER=… -DBOOST=… -DSOURCES=…
# -DFOLDER=… -P wrong.cmake. With its own it does.
file(MAKE_DIRECTORY ${FOLDER})
foreach(outputs mlp_relu mlp_tanh)
  execute_process(COMMAND ${TOOL} ${SOURCES}/tests/tools/models/mlp_relu.onnx --output ${FOLDER}/${outputs}.hpp --check
    ${SOURCES}/tests/tools/models/mlp_relu_input.npy ${SOURCES}/tests/tools/models/${outputs}_output.npy COMMAND_ERROR_IS_FATAL ANY)
  file(WRITE ${FOLDER}/${outputs}.cpp "#include \"${outputs}.hpp\"\n")
  execute_process(COMMAND ${COMPILER} -std=c++20 -fsyntax-only -I${SOURCES}/include -idirafter ${BOOST} ${FOLDER}/${outputs}.cpp
    RESULT_VARIABLE status_${outputs} ERROR_VARIABLE error_${outputs})
endforeach()
if(NOT status_mlp_relu EQUAL 0)
  message(FATAL_ERROR "the right outputs do not compile: ${error_mlp_relu}")
endif()
if(status_mlp_tanh EQUAL 0 OR NOT error_mlp_tanh MATCHES
   "samples<4>::are_wrong_of_which<4>::says<constprop::errors::sample<0>::output<[0-3]>::is_off_by<[0-9]+, constprop::errors::millionths>,")
  message(FATAL_ERROR "wrong outputs compile, or their error says something else: ${error_mlp_tanh}")
endif()
