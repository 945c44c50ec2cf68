# Models of TensorFlow Lite, each imported by constprop_add_model and compiled once: model_<name>_check and model_<name>_infer,
# with model_nothing to compare with. MODELS is a folder with <name>/<name>.tflite, in_k.bin and out_k.bin for each of
# MODEL_NAMES; CONSTPROP_IMPORT is constprop-import on the machine that builds.
set(MODEL_NAMES "" CACHE STRING "Names of models in the folder MODELS, with commas between them")
string(REPLACE "," ";" names "${MODEL_NAMES}")
include(${CMAKE_CURRENT_SOURCE_DIR}/../../../cmake/constprop_add_model.cmake)

add_custom_target(models)
function(add_model_program name definition)
  add_executable(${name} model_main.cpp ${ARGN} $<TARGET_OBJECTS:firmware>)
  target_link_libraries(${name} PRIVATE firmware)
  target_compile_definitions(${name} PRIVATE ${definition})
  target_compile_options(${name} PRIVATE -O2)
  set_target_properties(${name} PROPERTIES SUFFIX .elf)
  add_dependencies(models ${name})
endfunction()

add_model_program(model_nothing NOTHING)
foreach(name IN LISTS names)
  set(samples)
  foreach(k 0 1 2)
    list(APPEND samples ${MODELS}/${name}/in_${k}.bin ${MODELS}/${name}/out_${k}.bin)
  endforeach()
  add_library(model_${name} OBJECT model.cpp)
  target_link_libraries(model_${name} PRIVATE firmware)
  # What Cortex-M0 multiplies by is searched for, which may take more steps than g++ allows by itself.
  target_compile_options(model_${name} PRIVATE -O2 -fconstexpr-ops-limit=200000000)
  constprop_add_model(model_${name} ${MODELS}/${name}/${name}.tflite NAME tested CHECK ${samples})
  add_model_program(model_${name}_check CHECK $<TARGET_OBJECTS:model_${name}>)
  add_model_program(model_${name}_infer INFER $<TARGET_OBJECTS:model_${name}>)
endforeach()
