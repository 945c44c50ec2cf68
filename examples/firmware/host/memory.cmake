# Says what memory a program takes, and fails where a constant of it does not lie in flash, or where it takes more RAM than it
# may, beside the stack:
#
#     cmake -DPROGRAM=….elf -DOBJDUMP=… -DCONSTANT=digits_model::net -DRAM=bytes -P memory.cmake
cmake_minimum_required(VERSION 3.25)
execute_process(COMMAND ${OBJDUMP} -h ${PROGRAM} OUTPUT_VARIABLE sections COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${OBJDUMP} -t -C ${PROGRAM} OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)

foreach(section text rodata data bss)
  if(NOT sections MATCHES " \\.${section} +([0-9a-f]+) ")
    message(FATAL_ERROR "${PROGRAM} has no section .${section}:\n${sections}")
  endif()
  set(${section} 0x${CMAKE_MATCH_1})
endforeach()
math(EXPR flash "${text} + ${rodata} + ${data}")
math(EXPR ram "${data} + ${bss}")

# A line of objdump: address, seven letters, section, size, name. An inline namespace and a tag in it name the processor.
function(find_symbol name section size)
  string(REGEX REPLACE "([()])" "\\\\\\1" pattern "${name}")
  string(REPLACE "::" "::([a-z0-9_]+::)?" pattern "${pattern}")
  if(NOT symbols MATCHES "\n[0-9a-f]+ ....... ([^ \t]+)[ \t]+([0-9a-f]+) ${pattern}(\\[abi:[a-z0-9_]+\\])?\n")
    message(FATAL_ERROR "${PROGRAM} has no symbol ${name}:\n${symbols}")
  endif()
  set(${section} ${CMAKE_MATCH_1} PARENT_SCOPE)
  math(EXPR bytes "0x${CMAKE_MATCH_2}")
  set(${size} ${bytes} PARENT_SCOPE)
endfunction()
find_symbol("${CONSTANT}" constant_section constant_bytes)
find_symbol(sensor_pixels section pixels)
find_symbol(sensor_digits section digits)

math(EXPR sensor "${pixels} + ${digits}")
math(EXPR flash "${flash} - ${sensor}")
message(NOTICE "${flash} bytes of flash beside the sensor's ${sensor}; ${CONSTANT} of ${constant_bytes} lies in ${constant_section}")
message(NOTICE "${ram} bytes of RAM and the stack")
if(NOT constant_section STREQUAL ".rodata")
  message(FATAL_ERROR "${CONSTANT} lies in ${constant_section}; it should in .rodata, in flash")
endif()
if(ram GREATER RAM)
  message(FATAL_ERROR "${PROGRAM} takes ${ram} bytes of RAM; it may use ${RAM}")
endif()
