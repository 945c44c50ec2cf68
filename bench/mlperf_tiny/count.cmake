# Imports the models of TensorFlow Lite in a folder, builds the programs of tests/firmware/project/models.cmake for each core,
# runs them in QEMU, which compares all that they compute, and writes what they count as JSON for the report:
#
#     cmake -DSOURCE=repository -DBUILD=folder -DCORES=cortex-m0;… -DMODELS=folder -DIMPORT=constprop-import
#           -DBOOST=/usr/include -DPLUGIN=libcount.so -DGENERATOR=Ninja -DINTO=mlperf_tiny.json -P count.cmake
cmake_minimum_required(VERSION 3.25)

function(run result)
  execute_process(COMMAND ${ARGN} OUTPUT_VARIABLE output ERROR_VARIABLE error RESULT_VARIABLE failed)
  if(failed)
    list(JOIN ARGN " " command)
    message(FATAL_ERROR "${command}\n${output}${error}")
  endif()
  set(${result} "${output}" PARENT_SCOPE)
endfunction()

# Those in integers that are chains of layers.
set(names "")
set(left_out "")
file(GLOB files ${MODELS}/*/*.tflite)
foreach(file IN LISTS files)
  cmake_path(GET file STEM name)
  set(header ${BUILD}/${name}.hpp)
  execute_process(COMMAND ${IMPORT} ${file} --output ${header} ERROR_VARIABLE error OUTPUT_QUIET RESULT_VARIABLE refused)
  if(refused)
    string(REGEX REPLACE "^.*\\.tflite: |; expected.*$" "" error "${error}")
    string(REGEX REPLACE "[\\\\\"\n]" "" error "${error}")
    list(APPEND left_out "\"${name}: ${error}\"")
    continue()
  endif()
  file(STRINGS ${header} integers REGEX "int8_network" LIMIT_COUNT 1)
  if(integers)
    list(APPEND names ${name})
  endif()
endforeach()
if(NOT names)
  message(FATAL_ERROR "There is no int8 model in ${MODELS}; expected folders NAME with NAME.tflite and its answers.")
endif()
list(JOIN names "," list_of_names)

set(entries "")
set(compilers "")
foreach(core IN LISTS CORES)
  message(STATUS "${core}: building")
  set(folder ${BUILD}/${core})
  run(ignored ${CMAKE_COMMAND} -S ${SOURCE}/tests/firmware/project -B ${folder} -G ${GENERATOR}
      -DCMAKE_TOOLCHAIN_FILE=${SOURCE}/tests/firmware/toolchains/${core}.cmake -DBOOST_HEADERS=${BOOST}/boost
      -DMODELS=${MODELS} -DMODEL_NAMES=${list_of_names} -DCONSTPROP_IMPORT=${IMPORT})
  run(ignored ${CMAKE_COMMAND} --build ${folder} --target models)
  set(tools arm-none-eabi)
  if(core MATCHES "^rv32")
    set(tools riscv64-unknown-elf)
  endif()
  run(compiler ${tools}-g++ -dumpfullversion)
  string(STRIP "${tools}-g++ ${compiler}" compiler)
  list(APPEND compilers ${compiler})

  message(STATUS "${core}: counting")
  foreach(name IN LISTS names)
    set(program ${folder}/model_${name})
    run(ignored ${CMAKE_COMMAND} -DPROGRAM=${program}_check.elf -DINFER=${program}_infer.elf
        -DNOTHING=${folder}/model_nothing.elf -DANSWERS=${MODELS}/${name} -DEMULATOR=${folder}/emulator.txt
        -DPLUGIN=${PLUGIN} -DNM=${tools}-nm -DSIZE=${tools}-size -DINTO=${program}.json
        -P ${SOURCE}/tests/firmware/model.cmake)
    file(READ ${program}.json counted)
    list(APPEND entries " {\"model\": \"${name}\", \"core\": \"${core}\", \"counted\": ${counted}}")
  endforeach()
endforeach()
list(REMOVE_DUPLICATES compilers)
list(JOIN compilers ", " compilers)
list(JOIN entries ",\n" entries)
list(JOIN left_out ", " left_out)
file(WRITE ${INTO} "{\"compilers\": \"${compilers}\", \"left_out\": [${left_out}], \"programs\": [\n${entries}\n]}\n")
