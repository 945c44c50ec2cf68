# constprop_add_model(TARGET MODEL.onnx
#     [NAME digits]                # of the namespace and of the header that is written; the file's stem by default
#     [SCALAR float|double]        # what the network computes in; float by default
#     [CHECK input.npy output.npy] # samples and expected outputs, in pairs of .npy or TensorProto (.pb) files, which the
#                                  # header checks whenever it is compiled
#     [TOLERANCE 1e-5]             # of these checks, relative to max(1, |expected|)
#     [SET input=value.npy])       # constant values for inputs of the graph
#
# At build time, writes NAME.hpp, which the target can then include: NAME::model, a type constprop::network<…>, and
# NAME::net, a constant with the model's weights. A file that is no chain of layers stops the build with one line. Call it
# in the folder that the target is defined in. Under their default limits g++ 12 compiles some 600,000 weights, clang 14 a
# million; -fconstexpr-ops-limit and -fconstexpr-steps raise them.
#
# The work is done by constprop-import, which runs on the machine that builds: built with constprop, or installed. When
# CMake cross-compiles, CONSTPROP_IMPORT says where one is.

include_guard(GLOBAL)
include(${CMAKE_CURRENT_LIST_DIR}/constprop_calls.cmake)

function(constprop_add_model target model)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "NAME;SCALAR;TOLERANCE" "CHECK;SET")
  set(me "constprop_add_model(${target})")
  _constprop_check_call("${me}" ${target} "NAME, SCALAR, CHECK, TOLERANCE or SET, and what follows it")
  get_filename_component(model ${model} ABSOLUTE BASE_DIR ${CMAKE_CURRENT_SOURCE_DIR})
  if(NOT arg_NAME)
    _constprop_identifier(arg_NAME ${model})
  endif()

  set(options --name ${arg_NAME})
  set(depends ${model})
  foreach(option SCALAR TOLERANCE)
    if(arg_${option})
      string(TOLOWER ${option} name)
      list(APPEND options --${name} ${arg_${option}})
    endif()
  endforeach()
  while(arg_CHECK)
    list(LENGTH arg_CHECK count)
    if(count LESS 2)
      message(FATAL_ERROR "${me}: CHECK has an odd number of files; expected inputs and outputs in pairs.")
    endif()
    list(POP_FRONT arg_CHECK input output)
    foreach(file input output)
      get_filename_component(${file} ${${file}} ABSOLUTE BASE_DIR ${CMAKE_CURRENT_SOURCE_DIR})
    endforeach()
    list(APPEND options --check ${input} ${output})
    list(APPEND depends ${input} ${output})
  endwhile()
  foreach(pair ${arg_SET})
    if(NOT pair MATCHES "^(.+)=([^=]+)$")
      message(FATAL_ERROR "${me}: SET has ${pair}; expected input=file.")
    endif()
    set(input ${CMAKE_MATCH_1})
    get_filename_component(file ${CMAKE_MATCH_2} ABSOLUTE BASE_DIR ${CMAKE_CURRENT_SOURCE_DIR})
    list(APPEND options --set ${input}=${file})
    list(APPEND depends ${file})
  endforeach()

  if(TARGET constprop_import)
    set(tool constprop_import)
  else()
    find_program(CONSTPROP_IMPORT constprop-import HINTS ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/../../../bin
                 DOC "constprop's importer of models")
    if(NOT CONSTPROP_IMPORT)
      message(FATAL_ERROR "${me}: there is no constprop-import, which is built where ONNX's schema is at hand: "
                          "apt-get install libonnx-dev libprotobuf-dev. When cross-compiling, set CONSTPROP_IMPORT to one "
                          "that runs on this machine.")
    endif()
    set(tool ${CONSTPROP_IMPORT})
  endif()

  set(folder ${CMAKE_CURRENT_BINARY_DIR}/constprop_models/${target})
  set(output ${folder}/${arg_NAME}.hpp)
  file(MAKE_DIRECTORY ${folder})
  add_custom_command(OUTPUT ${output} COMMAND ${tool} ${model} --output ${output} ${options} DEPENDS ${tool} ${depends}
                     COMMENT "Importing ${model}" VERBATIM)
  target_sources(${target} PRIVATE ${output})
  target_include_directories(${target} PRIVATE ${folder})
endfunction()
