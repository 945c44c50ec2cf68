# constprop_add_weights(TARGET
#     FILE weights.safetensors       # or .npz; or Keras's .h5, .weights.h5, .hdf5 or .keras
#     HEADER my_model.hpp            # what defines the type; needs no more than the target's include path
#     TYPE my::model                 # a constprop::network<…>
#     [NAME digits]                  # of the header, NAME.hpp, and of the namespace, NAME_model; the file's stem by default
#     [LAYERS encoder.0 encoder.2]   # the file's layers in the network's order, where their names do not say it
#     [ORIENTATION out_in|in_out]    # whether the file's matrices are (outputs, inputs), as PyTorch stores them, or (inputs,
#                                    # outputs), as Keras does; to be said where neither names nor shapes tell
#     [EPSILON 0.001]                # of the file's batch normalizations, which become scale layers
#     [STORE half|bfloat16|scaled_int8] # stores the floats in half or a quarter of the bytes, rounded, to compute with in float
#     [CHECK input.npy output.npy]   # samples and expected outputs, in pairs of .npy, .npz or raw float32 (.bin) files; for a
#                                    # network with a state, sequences: (sequences, steps, values), or (steps, values) of one
#     [TOLERANCE 1e-5])              # of these checks, relative to max(1, |expected|); when the header is compiled, by default
#                                    # 0.01 with STORE half, 0.1 with the other two
#
# At build time, writes NAME.hpp, which the target can then include: NAME_model::net, a constant with those weights,
# NAME_model::model, its type, and how the file's tensors were matched with the network's. A file that does not fit stops the build with one
# line, and samples that are too far off with a table of them. Call it in the folder that the target is defined in.
#
# The work is done by a program that is built for the machine that builds: when CMake cross-compiles, by the compiler
# CONSTPROP_HOST_CXX, which has to find JSON for Modern C++ or libzip without further options. HEADER then finds
# constprop and its own folder, not the target's include path.

include_guard(GLOBAL)
include(${CMAKE_CURRENT_LIST_DIR}/constprop_calls.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/constprop_host.cmake)

function(constprop_add_weights target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "FILE;HEADER;TYPE;NAME;ORIENTATION;EPSILON;STORE;TOLERANCE" "LAYERS;CHECK")
  set(me "constprop_add_weights(${target})")
  _constprop_check_call("${me}" ${target} "FILE, HEADER, TYPE and, where needed, NAME, LAYERS, ORIENTATION, EPSILON, STORE, CHECK, TOLERANCE")
  foreach(needed FILE HEADER TYPE)
    if(NOT arg_${needed})
      message(FATAL_ERROR "${me}: ${needed} is missing; expected FILE, HEADER and TYPE.")
    endif()
  endforeach()
  foreach(path FILE HEADER)
    get_filename_component(arg_${path} ${arg_${path}} ABSOLUTE BASE_DIR ${CMAKE_CURRENT_SOURCE_DIR})
    if(NOT EXISTS ${arg_${path}})
      message(FATAL_ERROR "${me}: there is no ${arg_${path}}; expected ${path}, relative to ${CMAKE_CURRENT_SOURCE_DIR}.")
    endif()
  endforeach()
  if(NOT arg_FILE MATCHES "\\.(safetensors|npz|h5|hdf5|keras)$")
    message(FATAL_ERROR "${me}: ${arg_FILE} ends in neither .safetensors nor .npz, .h5, .hdf5 or .keras; expected a file of one of "
                        "those formats. For an ONNX file there is constprop_add_model.")
  endif()
  string(REGEX REPLACE "^h5$" "hdf5" format ${CMAKE_MATCH_1})
  if(NOT arg_NAME)
    _constprop_identifier(arg_NAME ${arg_FILE})
  endif()

  set(options)
  if(DEFINED arg_ORIENTATION)
    if(NOT arg_ORIENTATION MATCHES "^(out_in|in_out)$")
      message(FATAL_ERROR "${me}: ORIENTATION is ${arg_ORIENTATION}; expected out_in, as PyTorch stores matrices, or in_out, as "
                          "Keras does.")
    endif()
    list(APPEND options --orientation ${arg_ORIENTATION})
  endif()
  set(stored)
  if(DEFINED arg_STORE)
    if(NOT arg_STORE MATCHES "^(half|bfloat16|scaled_int8)$")
      message(FATAL_ERROR "${me}: STORE is ${arg_STORE}; expected half, bfloat16 or scaled_int8.")
    endif()
    set(stored ", constprop::${arg_STORE}")
  endif()
  if(DEFINED arg_EPSILON)
    list(APPEND options --epsilon ${arg_EPSILON})
  endif()
  if(DEFINED arg_TOLERANCE)
    list(APPEND options --tolerance ${arg_TOLERANCE})
  endif()
  _constprop_check_files("${me}" options samples ${arg_CHECK})
  foreach(layer IN LISTS arg_LAYERS)
    list(APPEND options --layer ${layer})
  endforeach()
  # What the program reads, and what it is linked with.
  set(libraries ${format})
  if(format STREQUAL keras)  # a zip archive with an HDF5 file in it
    list(APPEND libraries npz hdf5)
  endif()
  set(arrays arrays)
  set(read read_numbers)
  if(samples MATCHES "\\.npz(;|$)")
    list(APPEND libraries npz)
    set(arrays npz)
    set(read read_numbers_or_npz)
  endif()

  get_filename_component(header_dir ${arg_HEADER} DIRECTORY)
  get_filename_component(header_name ${arg_HEADER} NAME)
  set(folder ${CMAKE_CURRENT_BINARY_DIR}/constprop_weights/${target})
  set(output ${folder}/${arg_NAME}.hpp)
  set(main ${folder}/${arg_NAME}.cpp)
  set(program constprop_weights_${target}_${arg_NAME})
  file(CONFIGURE OUTPUT ${main} @ONLY CONTENT [[
#include <constprop/host/weights/@format@.hpp>
#include <constprop/host/weights/program.hpp>
#include <constprop/host/samples/@arrays@.hpp>
#include "@header_name@"

int main(int argc, char** argv) {
    return constprop::host::weights_program<constprop::host::@format@_file, @arg_TYPE@@stored@>(argc, argv, constprop::host::@read@);
}
]])
  if(CMAKE_CROSSCOMPILING)
    _constprop_host_program(${folder}/${program} ${main} ${header_dir} "${libraries}")
  else()
    _constprop_own_program(${program} ${main} ${header_dir} "${libraries}" ${target})
  endif()
  add_custom_command(OUTPUT ${output}
    COMMAND ${command} ${arg_FILE} ${output} ${arg_NAME} ${header_name} ${options}
    DEPENDS ${depends} ${arg_FILE} ${samples} COMMENT "Reading the weights of ${arg_NAME}" VERBATIM)
  target_sources(${target} PRIVATE ${output})
  target_include_directories(${target} PRIVATE ${folder} ${header_dir})
endfunction()

# Sets `command` and `depends` to those of a program that CMake builds.
function(_constprop_own_program program main header_dir formats target)
  add_executable(${program} EXCLUDE_FROM_ALL ${main})
  target_link_libraries(${program} PRIVATE constprop::constprop)
  # Not the target's options: those of a device are no good here.
  target_include_directories(${program} PRIVATE ${header_dir} $<TARGET_PROPERTY:${target},INCLUDE_DIRECTORIES>)
  target_compile_definitions(${program} PRIVATE $<TARGET_PROPERTY:${target},COMPILE_DEFINITIONS>)
  if(npz IN_LIST formats)
    find_path(ZIP_INCLUDE_DIR zip.h)
    find_library(ZIP_LIBRARY zip)
    if(NOT ZIP_INCLUDE_DIR OR NOT ZIP_LIBRARY)
      message(FATAL_ERROR "constprop_add_weights needs libzip for .npz files: apt-get install libzip-dev")
    endif()
    target_include_directories(${program} PRIVATE ${ZIP_INCLUDE_DIR})
    target_link_libraries(${program} PRIVATE ${ZIP_LIBRARY})
  endif()
  if(hdf5 IN_LIST formats)
    _constprop_find_hdf5()
    target_include_directories(${program} PRIVATE ${CONSTPROP_HDF5_INCLUDE_DIR})
    target_link_libraries(${program} PRIVATE ${CONSTPROP_HDF5_LIBRARY})
  endif()
  if(safetensors IN_LIST formats)
    find_path(NLOHMANN_JSON_INCLUDE_DIR nlohmann/json.hpp)
    if(NOT NLOHMANN_JSON_INCLUDE_DIR)
      message(FATAL_ERROR "constprop_add_weights needs JSON for Modern C++ for .safetensors files: apt-get install "
                          "nlohmann-json3-dev")
    endif()
    target_include_directories(${program} PRIVATE ${NLOHMANN_JSON_INCLUDE_DIR})
  endif()
  set(command ${program} PARENT_SCOPE)
  set(depends ${program} PARENT_SCOPE)
endfunction()

# Where HDF5 is on the machine that builds. Not find_package(HDF5), which wants a compiler of C.
function(_constprop_find_hdf5)
  find_path(CONSTPROP_HDF5_INCLUDE_DIR hdf5.h PATHS /usr/include PATH_SUFFIXES hdf5/serial NO_CMAKE_FIND_ROOT_PATH)
  file(GLOB folders /usr/lib/*/hdf5/serial)
  find_library(CONSTPROP_HDF5_LIBRARY hdf5 NAMES hdf5 hdf5_serial PATHS ${folders} NO_CMAKE_FIND_ROOT_PATH)
  if(NOT CONSTPROP_HDF5_INCLUDE_DIR OR NOT CONSTPROP_HDF5_LIBRARY)
    message(FATAL_ERROR "constprop_add_weights needs HDF5 for .h5 and .keras files: apt-get install libhdf5-dev")
  endif()
endfunction()

# The same for a program that the host's compiler builds, without CMake's knowledge of the host.
function(_constprop_host_program executable main header_dir formats)
  _constprop_need_host_compiler("constprop_add_weights")
  set(include $<TARGET_PROPERTY:constprop::constprop,INTERFACE_INCLUDE_DIRECTORIES>)
  set(libraries)
  if(npz IN_LIST formats)
    set(libraries -lzip)
  endif()
  if(hdf5 IN_LIST formats)
    _constprop_find_hdf5()
    list(APPEND include ${CONSTPROP_HDF5_INCLUDE_DIR})
    list(APPEND libraries ${CONSTPROP_HDF5_LIBRARY})
  endif()
  get_filename_component(program ${executable} NAME)
  add_custom_command(OUTPUT ${executable}
    COMMAND ${CONSTPROP_HOST_CXX} -std=c++20 "-I$<JOIN:${include},;-I>" -I${header_dir} ${main} -o ${executable}
            -MD -MF ${executable}.d ${libraries}
    DEPENDS ${main} DEPFILE ${executable}.d COMMENT "Building ${program} for this machine" VERBATIM COMMAND_EXPAND_LISTS)
  set(command ${executable} PARENT_SCOPE)
  set(depends ${executable} PARENT_SCOPE)
endfunction()
