# What runs on the machine that builds, when CMake compiles for another one.

include_guard(GLOBAL)

# Sets CONSTPROP_HOST_CXX to that machine's compiler; `me` says who needs it.
macro(_constprop_need_host_compiler me)
  find_program(CONSTPROP_HOST_CXX NAMES c++ g++ clang++ DOC "The compiler of programs for the machine that builds"
               NO_CMAKE_FIND_ROOT_PATH)
  if(NOT CONSTPROP_HOST_CXX)
    message(FATAL_ERROR "${me} builds a program for the machine that builds, and finds no compiler for it: set "
                        "CONSTPROP_HOST_CXX")
  endif()
endmacro()

# Defines the target constprop_import_for_host, whose property LOCATION_ON_HOST is constprop-import: built from constprop's
# sources in a folder of its own, with nothing of this build's compiler, flags and toolchain. Where a library is missing,
# defines none; the global property CONSTPROP_IMPORT_MISSING then says which.
function(_constprop_import_for_host sources)
  if(TARGET constprop_import_for_host)
    return()
  endif()
  _constprop_need_host_compiler("constprop_add_model")
  set(folder ${CMAKE_BINARY_DIR}/constprop_host)
  set(environment ${CMAKE_COMMAND} -E env)
  foreach(variable CC CXX CFLAGS CXXFLAGS CPPFLAGS LDFLAGS CMAKE_TOOLCHAIN_FILE CMAKE_GENERATOR CMAKE_BUILD_TYPE)
    list(APPEND environment --unset=${variable})
  endforeach()
  set(make_program)
  if(CMAKE_MAKE_PROGRAM)
    set(make_program -DCMAKE_MAKE_PROGRAM=${CMAKE_MAKE_PROGRAM})
  endif()
  message(STATUS "Configuring constprop-import for the machine that builds")
  execute_process(
    COMMAND ${environment} ${CMAKE_COMMAND} -S ${sources} -B ${folder} -G ${CMAKE_GENERATOR} ${make_program}
            -DCMAKE_CXX_COMPILER=${CONSTPROP_HOST_CXX} -DCMAKE_BUILD_TYPE=Release -DCONSTPROP_TESTS=OFF
            -DCONSTPROP_EXAMPLES=OFF -DCONSTPROP_BENCH=OFF -DCONSTPROP_INSTALL=OFF
            -DCMAKE_RUNTIME_OUTPUT_DIRECTORY=${folder}/bin -DCMAKE_RUNTIME_OUTPUT_DIRECTORY_RELEASE=${folder}/bin
    RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "constprop-import cannot be configured for the machine that builds:\n${output}")
  endif()
  string(REGEX MATCH "There is no constprop-import: ([^\n]+)" missing "${output}")
  set(missing "${CMAKE_MATCH_1}")
  set_property(GLOBAL PROPERTY CONSTPROP_IMPORT_MISSING "${missing}")
  if(missing)
    return()
  endif()
  set(tool ${folder}/bin/constprop-import)
  if(CMAKE_HOST_WIN32)
    string(APPEND tool .exe)
  endif()
  add_custom_target(constprop_import_for_host
    COMMAND ${environment} ${CMAKE_COMMAND} --build ${folder} --config Release --target constprop_import
    BYPRODUCTS ${tool} COMMENT "Building constprop-import for the machine that builds" VERBATIM)
  set_target_properties(constprop_import_for_host PROPERTIES LOCATION_ON_HOST ${tool})
endfunction()
