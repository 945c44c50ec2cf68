# What constprop_add_model and constprop_add_weights have in common.

include_guard(GLOBAL)

# Stops at a call that has arguments beside those expected, or a target that is not there. Reads the caller's arg_….
function(_constprop_check_call me target expected)
  if(arg_UNPARSED_ARGUMENTS OR arg_KEYWORDS_MISSING_VALUES)
    message(FATAL_ERROR "${me}: ${arg_UNPARSED_ARGUMENTS} ${arg_KEYWORDS_MISSING_VALUES} cannot be understood; expected "
                        "${expected}.")
  endif()
  if(NOT TARGET ${target})
    message(FATAL_ERROR "${me}: there is no such target; expected one that is defined above this call.")
  endif()
endfunction()

# Sets `variable` to the stem of a file's name, as an identifier.
function(_constprop_identifier variable file)
  get_filename_component(stem ${file} NAME_WLE)
  string(REGEX REPLACE "[^A-Za-z0-9]+" "_" name ${stem})
  string(REGEX REPLACE "^_|_$" "" name "${name}")
  string(REGEX REPLACE "^([0-9])" "model_\\1" name "${name}")
  if(name STREQUAL "")
    set(name model)
  endif()
  set(${variable} ${name} PARENT_SCOPE)
endfunction()

# Appends `--check input output` for each pair of files to the variable that `options_of` names, and the files' full paths
# to that of `files_of`.
function(_constprop_check_files me options_of files_of)
  set(all ${ARGN})
  set(check_options)
  set(check_files)
  while(all)
    list(LENGTH all count)
    if(count LESS 2)
      message(FATAL_ERROR "${me}: CHECK has an odd number of files; expected inputs and outputs in pairs.")
    endif()
    list(POP_FRONT all input output)
    foreach(file input output)
      get_filename_component(${file} ${${file}} ABSOLUTE BASE_DIR ${CMAKE_CURRENT_SOURCE_DIR})
    endforeach()
    list(APPEND check_options --check ${input} ${output})
    list(APPEND check_files ${input} ${output})
  endwhile()
  set(${options_of} ${${options_of}} ${check_options} PARENT_SCOPE)
  set(${files_of} ${${files_of}} ${check_files} PARENT_SCOPE)
endfunction()
