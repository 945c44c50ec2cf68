# The target `bench`: times everything, measures what compiling takes, and writes results.md and its pictures here.
find_package(nlohmann_json QUIET)
if(NOT TARGET nlohmann_json::nlohmann_json)
  message(FATAL_ERROR "The report of constprop's benchmarks needs nlohmann-json: apt-get install nlohmann-json3-dev")
endif()
if(NOT TARGET bench_report)
  add_subdirectory(report)
endif()
add_subdirectory(compile_cost)
set(CONSTPROP_BENCH_COMPILE_REPETITIONS 3 CACHE STRING "How often each unit of the compile cost is compiled")
mark_as_advanced(CONSTPROP_BENCH_COMPILE_REPETITIONS)

# What is compiled with: this build's compiler, and the others that are at hand; the flags are this build's.
set(cost_compilers ${CMAKE_CXX_COMPILER})
foreach(name g++ clang++-14 clang++-19)
  string(MAKE_C_IDENTIFIER ${name} identifier)
  find_program(CONSTPROP_BENCH_COST_${identifier} ${name})
  mark_as_advanced(CONSTPROP_BENCH_COST_${identifier})
  if(CONSTPROP_BENCH_COST_${identifier})
    list(APPEND cost_compilers ${CONSTPROP_BENCH_COST_${identifier}})
  endif()
endforeach()
# One compiler may have several names.
set(cost_options)
set(cost_seen)
foreach(compiler IN LISTS cost_compilers)
  file(REAL_PATH ${compiler} resolved)
  if(NOT resolved IN_LIST cost_seen)
    list(APPEND cost_seen ${resolved})
    list(APPEND cost_options --compiler ${compiler})
  endif()
endforeach()

# The models of MLPerf Tiny, where they and an importer are, become headers. They are not kept here, and without them their
# rows are left out.
include(${PROJECT_SOURCE_DIR}/tests/references.cmake)
set(cost_models)
constprop_models_there(there ad01_int8 kws_ref_model pretrainedResnet_quant)
list(LENGTH there count)
if(TARGET constprop_import AND count EQUAL 3)
  set(cost_headers ${CMAKE_CURRENT_BINARY_DIR}/compile_cost/models)
  file(MAKE_DIRECTORY ${cost_headers})
  list(APPEND cost_options --models ${cost_headers})
  foreach(model ad01:ad01_int8 kws:kws_ref_model resnet8:pretrainedResnet_quant)
    string(REGEX MATCH "^(.*):(.*)$" unused "${model}")
    set(file ${CONSTPROP_REFERENCES}/models/${CMAKE_MATCH_2}/${CMAKE_MATCH_2}.tflite)
    add_custom_command(OUTPUT ${cost_headers}/${CMAKE_MATCH_1}.hpp
      COMMAND constprop_import ${file} -n ${CMAKE_MATCH_1} -o ${cost_headers}/${CMAKE_MATCH_1}.hpp
      DEPENDS constprop_import ${file} VERBATIM)
    list(APPEND cost_models ${cost_headers}/${CMAKE_MATCH_1}.hpp)
  endforeach()
endif()

string(TOUPPER "${CMAKE_BUILD_TYPE}" configuration)
separate_arguments(cost_flags UNIX_COMMAND "-std=c++20 ${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_${configuration}}")
list(APPEND cost_flags -I${PROJECT_SOURCE_DIR}/include)
find_package(Eigen3 QUIET NO_MODULE)
set(cost_libraries Boost::headers)
if(TARGET Eigen3::Eigen)
  list(APPEND cost_libraries Eigen3::Eigen)
  list(APPEND cost_options --eigen)
endif()
bench_include_options(cost_includes -I ${cost_libraries})
list(APPEND cost_flags ${cost_includes})

# How the program was built, for the report.
function(bench_json_string result text)
  string(REPLACE "\\" "\\\\" text "${text}")
  string(REPLACE "\"" "\\\"" text "${text}")
  set(${result} "\"${text}\"" PARENT_SCOPE)
endfunction()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  set(compiler_name "g++ ${CMAKE_CXX_COMPILER_VERSION}")
else()
  string(TOLOWER "${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}" compiler_name)
endif()
string(STRIP "${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_${configuration}}" flags_text)
bench_json_string(compiler_json "${compiler_name}")
bench_json_string(flags_json "${flags_text}")
set(versions_json)
function(bench_add_version name version)
  if(version)
    bench_json_string(name_json "${name}")
    bench_json_string(version_json "${version}")
    set(versions_json ${versions_json} "${name_json}: ${version_json}" PARENT_SCOPE)
  endif()
endfunction()
find_package(PkgConfig QUIET)
foreach(library Eigen:eigen3 libxsmm:libxsmm dlib:dlib-1 FANN:fann "Google Benchmark:benchmark")
  string(REGEX MATCH "^(.*):(.*)$" unused "${library}")
  set(name ${CMAKE_MATCH_1})
  if(PkgConfig_FOUND)
    execute_process(COMMAND ${PKG_CONFIG_EXECUTABLE} --modversion ${CMAKE_MATCH_2}
                    OUTPUT_VARIABLE version OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
    bench_add_version("${name}" "${version}")
  endif()
endforeach()
find_file(CONSTPROP_BENCH_TORCH_VERSION torch/version.h PATH_SUFFIXES torch/csrc/api/include)
mark_as_advanced(CONSTPROP_BENCH_TORCH_VERSION)
if(CONSTPROP_BENCH_TORCH_VERSION)
  file(STRINGS ${CONSTPROP_BENCH_TORCH_VERSION} lines REGEX "TORCH_VERSION_(MAJOR|MINOR|PATCH) [0-9]")
  string(REGEX MATCHALL "[0-9]+" numbers "${lines}")
  list(JOIN numbers "." version)
  bench_add_version(libtorch "${version}")
endif()
list(JOIN versions_json ", " versions_json)
set(build_json ${CMAKE_CURRENT_BINARY_DIR}/build.json)
file(CONFIGURE OUTPUT ${build_json} @ONLY CONTENT [[
{
  "command": "cmake --workflow --preset bench",
  "compiler": @compiler_json@,
  "flags": @flags_json@,
  "libraries": {@versions_json@}
}
]])

set(bench_pruned_json)
add_subdirectory(pruned)
add_subdirectory(accuracy)
add_subdirectory(firmware)
add_subdirectory(mlperf_tiny)
set(pruned_options)
if(bench_pruned_json)
  set(pruned_options --pruned ${bench_pruned_json})
endif()
set(accuracy_options)
if(bench_accuracy_runs)
  set(accuracy_options --accuracy ${bench_accuracy_runs})
endif()

# Rounds of all rows in random order, so that a machine's moods strike each alike; medians over them.
set(run_json ${CMAKE_CURRENT_BINARY_DIR}/run.json)
set(costs_json ${CMAKE_CURRENT_BINARY_DIR}/compile_cost.json)
include(openblas.cmake)
add_custom_target(bench
  COMMAND ${CMAKE_COMMAND} -E env ${openblas_environment} $<TARGET_FILE:constprop_bench>
          --benchmark_out=${run_json} --benchmark_out_format=json
          --benchmark_enable_random_interleaving=true --benchmark_repetitions=9 --benchmark_min_time=0.02
          --benchmark_report_aggregates_only=true
  ${bench_accuracy_commands}
  COMMAND constprop_compile_cost --into ${costs_json} --scratch ${CMAKE_CURRENT_BINARY_DIR}/compile_cost/units
          --repetitions ${CONSTPROP_BENCH_COMPILE_REPETITIONS} ${cost_options} -- ${cost_flags}
  COMMAND constprop_bench_report --benchmark ${run_json} --build ${build_json} --compile ${costs_json}
          ${pruned_options} ${accuracy_options}
          --into ${CMAKE_CURRENT_SOURCE_DIR}
  DEPENDS ${cost_models}
  USES_TERMINAL VERBATIM)
if(TARGET bench_pruned)
  add_dependencies(bench bench_pruned)
endif()
