# constprop_add_model(TARGET MODEL                # a file of ONNX or of TensorFlow Lite, told apart by what is in it
#     [NAME digits]                # of the header, NAME.hpp, and of the namespace, NAME_model; the file's stem by default
#     [SCALAR float|double]        # what the network computes in; float by default. ONNX only, as VERIFY and SET
#     [STORE half|bfloat16|scaled_int8] # stores a network's floats in half or a quarter of the bytes, rounded, to compute with in
#                                  # float
#     [CHECK input.npy output.npy] # samples and expected outputs, in pairs of .npy, .npz, TensorProto (.pb) or raw
#                                  # float32 (.bin) files, which the header checks whenever it is compiled
#     [OUTPUT action value]        # which output, where the model has several; of several, the layers that they share are
#                                  # NAME_trunk_model, and each output is a network that takes what they give, NAME_action_model;
#                                  # CHECK has a pair for each, in their order
#     [VERIFY]                     # runs the samples while importing, too: a table says how far each is off
#     [TOLERANCE 1e-5]             # of these checks, relative to max(1, |expected|); by default 0.01 with STORE half, 0.1 with
#                                  # the other two
#     [SET input=value.npy])       # constant values for inputs of the graph
#
# At build time, writes NAME.hpp, which the target can then include: NAME_model::model, a type constprop::network<…>, and
# NAME_model::net, a constant with the model's weights. A .tflite file in int8 becomes an int8_network<…>, whose samples are
# integers: arrays of them, or a byte each in .bin files. A file that is no chain of layers stops the build with one line. Call it
# in the folder that the target is defined in. For the target g++'s limit on constant evaluation becomes 100,000,000, unless it has
# -fconstexpr-ops-limit: that is for 1.5 million weights of floats. Under its default limit clang 14 compiles a million, and
# 240,000 with STORE scaled_int8; -fconstexpr-steps raises it.
#
# The work is done by constprop-import, which runs on the machine that builds: built with constprop, or installed. When CMake
# cross-compiles, constprop's sources build one by that machine's compiler. CONSTPROP_IMPORT is another one's path.

include_guard(GLOBAL)
include(${CMAKE_CURRENT_LIST_DIR}/constprop_calls.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/constprop_host.cmake)

function(constprop_add_model target model)
  cmake_parse_arguments(PARSE_ARGV 2 arg "VERIFY" "NAME;SCALAR;STORE;TOLERANCE" "CHECK;SET;OUTPUT")
  set(me "constprop_add_model(${target})")
  _constprop_check_call("${me}" ${target} "NAME, SCALAR, STORE, CHECK, OUTPUT, VERIFY, TOLERANCE or SET, and what follows it")
  get_filename_component(model ${model} ABSOLUTE BASE_DIR ${CMAKE_CURRENT_SOURCE_DIR})
  if(NOT arg_NAME)
    _constprop_identifier(arg_NAME ${model})
  endif()

  set(options --name ${arg_NAME})
  set(depends ${model})
  # Where an exporter put the weights beside the model.
  if(EXISTS ${model}.data)
    list(APPEND depends ${model}.data)
  endif()
  foreach(output ${arg_OUTPUT})
    list(APPEND options --output-name ${output})
  endforeach()
  if(arg_VERIFY)
    list(APPEND options --verify)
  endif()
  foreach(option SCALAR STORE TOLERANCE)
    if(arg_${option})
      string(TOLOWER ${option} name)
      list(APPEND options --${name} ${arg_${option}})
    endif()
  endforeach()
  _constprop_check_files("${me}" options depends ${arg_CHECK})
  foreach(pair ${arg_SET})
    if(NOT pair MATCHES "^(.+)=([^=]+)$")
      message(FATAL_ERROR "${me}: SET has ${pair}; expected input=file.")
    endif()
    set(input ${CMAKE_MATCH_1})
    get_filename_component(file ${CMAKE_MATCH_2} ABSOLUTE BASE_DIR ${CMAKE_CURRENT_SOURCE_DIR})
    list(APPEND options --set ${input}=${file})
    list(APPEND depends ${file})
  endforeach()

  _constprop_importer("${me}" ${CMAKE_CURRENT_FUNCTION_LIST_DIR})
  set(folder ${CMAKE_CURRENT_BINARY_DIR}/constprop_models/${target})
  set(output ${folder}/${arg_NAME}.hpp)
  file(MAKE_DIRECTORY ${folder})
  add_custom_command(OUTPUT ${output} COMMAND ${tool} ${model} --output ${output} ${options} DEPENDS ${tool} ${tool_target} ${depends}
                     COMMENT "Importing ${model}" VERBATIM)
  target_sources(${target} PRIVATE ${output})
  target_include_directories(${target} PRIVATE ${folder})
  # By itself g++ stops at the constants of some 350,000 weights in integers, and earlier if these are for a Cortex-M0.
  target_compile_options(${target} BEFORE PRIVATE $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-fconstexpr-ops-limit=100000000>)
endfunction()

# Sets `tool` to constprop-import, and `tool_target` to what builds it where that is no target of its own. `me` calls from
# the file in the folder `here`. Stops where there is none, and says whether it or what it is built with is missing.
function(_constprop_importer me here)
  set(tool_target)
  set(sources ${here}/..)
  get_property(missing GLOBAL PROPERTY CONSTPROP_IMPORT_MISSING)
  set(tool constprop_import)
  if(NOT TARGET constprop_import)
    find_program(CONSTPROP_IMPORT constprop-import HINTS ${here}/../../../bin NO_CMAKE_FIND_ROOT_PATH
                 DOC "constprop's importer of models")
    set(tool ${CONSTPROP_IMPORT})
    if(NOT tool AND CMAKE_CROSSCOMPILING AND EXISTS ${sources}/tools/constprop_import.cpp)
      _constprop_import_for_host(${sources})
      get_property(missing GLOBAL PROPERTY CONSTPROP_IMPORT_MISSING)
      if(NOT missing)
        set(tool_target constprop_import_for_host)
        get_target_property(tool ${tool_target} LOCATION_ON_HOST)
      endif()
    endif()
    if(NOT tool AND EXISTS ${sources}/tools/constprop_import.cpp)
      message(FATAL_ERROR "${me}: constprop-import is not built, because ${missing}.")
    elseif(NOT tool AND missing)
      message(FATAL_ERROR "${me}: constprop was installed without constprop-import, because ${missing}. Then install "
                          "constprop again.")
    elseif(NOT tool)
      message(FATAL_ERROR "${me}: constprop-import is not where constprop was installed, though no library was missing. "
                          "Install constprop again, or set CONSTPROP_IMPORT to its path.")
    endif()
  endif()
  set(tool ${tool} PARENT_SCOPE)
  set(tool_target ${tool_target} PARENT_SCOPE)
endfunction()
