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
