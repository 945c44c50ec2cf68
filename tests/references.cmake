# What is not kept here: CONSTPROP_REFERENCES is a folder with int8/ops.json, reference values of int8 arithmetic, and models/, models
# of TensorFlow Lite with their answers.
include_guard(GLOBAL)
set(CONSTPROP_REFERENCES ${PROJECT_SOURCE_DIR}/../shared CACHE PATH "Folder with reference values of int8 arithmetic, and models")

# A test in place of one that needs what is not there.
function(constprop_skip_test name missing)
  add_test(NAME "${name}" COMMAND ${CMAKE_COMMAND} -E echo "skipped: there is no ${missing}; set CONSTPROP_REFERENCES")
  set_tests_properties("${name}" PROPERTIES SKIP_REGULAR_EXPRESSION "^skipped")
endfunction()

# Sets `result` to those of the models that are there, and can be imported.
function(constprop_models_there result)
  set(there "")
  set(importer constprop_import)
  if(CMAKE_CROSSCOMPILING AND EXISTS ${CONSTPROP_REFERENCES}/models)
    _constprop_import_for_host(${PROJECT_SOURCE_DIR})
    find_program(FLATC flatc NO_CMAKE_FIND_ROOT_PATH)
    find_path(FLATBUFFERS_INCLUDE_DIR flatbuffers/flatbuffers.h PATHS /usr/include NO_CMAKE_FIND_ROOT_PATH)
    set(importer constprop_import_for_host)
  endif()
  if(NOT TARGET ${importer} OR NOT FLATC OR NOT FLATBUFFERS_INCLUDE_DIR)
    message(STATUS "Without a constprop-import that reads .tflite files models of TensorFlow Lite are not tested")
    set(ARGN "")
  endif()
  foreach(name IN LISTS ARGN)
    if(EXISTS ${CONSTPROP_REFERENCES}/models/${name}/${name}.tflite)
      list(APPEND there ${name})
    endif()
  endforeach()
  set(${result} ${there} PARENT_SCOPE)
endfunction()
