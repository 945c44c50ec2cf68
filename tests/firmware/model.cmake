# Runs a program with a model on an emulated core, once, and counts its inferences. Fails where one gives other integers than
# the model's folder, at the end or between its operators; where it takes other memory than `footprint` says; or where it
# executes more instructions, takes more bytes beside its input and output, or has more code, than LIMITS says:
#
#     cmake -DPROGRAM=model_kws_check.elf -DINFER=model_kws_infer.elf -DNOTHING=model_nothing.elf -DANSWERS=folder
#           -DEMULATOR=file -DPLUGIN=….so -DNM=… -DSIZE=… ["-DLIMITS=3620000;10240;2048"] [-DINTO=kws.json] -P model.cmake
cmake_minimum_required(VERSION 3.25)
file(READ ${EMULATOR} emulator)
separate_arguments(emulator UNIX_COMMAND "${emulator}")
execute_process(COMMAND ${NM} ${PROGRAM} OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)
foreach(symbol infer stack_top bss_end)
  if(NOT symbols MATCHES "([0-9a-f]+) [A-Za-z] ${symbol}\n")
    message(FATAL_ERROR "${PROGRAM} has no symbol ${symbol}")
  endif()
  set(${symbol} 0x${CMAKE_MATCH_1})
endforeach()
math(EXPR stack_bytes "${stack_top} - ${bss_end}")
set(counts ${PROGRAM}.counts)
execute_process(COMMAND ${emulator} -nographic -monitor none -serial none -semihosting-config enable=on,target=native
                        -d plugin -D ${counts}
                        -plugin ${PLUGIN},function=${infer},stack_top=${stack_top},stack_bytes=${stack_bytes} -kernel ${PROGRAM}
                TIMEOUT 300 OUTPUT_VARIABLE said ERROR_VARIABLE said RESULT_VARIABLE result)
string(REPLACE "\n" ";" lines "${said}")
list(LENGTH lines length)
if(length LESS 6)
  message(FATAL_ERROR "${PROGRAM} ended with ${result} and printed\n${said}")
endif()
if(NOT result EQUAL 0)
  message(FATAL_ERROR "${PROGRAM} ended with ${result}: it gives other integers than the samples in ${ANSWERS}")
endif()
list(POP_FRONT lines footprint parameters multiply_adds)
foreach(number footprint parameters multiply_adds)
  math(EXPR ${number} "0x${${number}}")
endforeach()

set(failures "")
file(GLOB operators ${ANSWERS}/inter_2/op*.bin)
list(LENGTH operators count)
foreach(operator IN LISTS operators)
  file(READ ${operator} values HEX)
  if(NOT values IN_LIST lines)
    cmake_path(GET operator STEM name)
    list(APPEND failures "no layer gives what operator ${name} does")
  endif()
endforeach()
if(count EQUAL 0)
  list(APPEND failures "there are no operators in ${ANSWERS}/inter_2")
endif()

# The third inference, for the same input.
file(STRINGS ${counts} counted)
list(GET counted 2 counted)
string(REPLACE " " ";" counted "${counted}")
list(GET counted 0 instructions)
list(GET counted 3 stack)

# The bytes of a section beyond those of a program without a model.
function(bytes_of result section)
  set(${result} 0)
  foreach(program sign IN ZIP_LISTS ARGN signs)
    execute_process(COMMAND ${SIZE} -A ${program} OUTPUT_VARIABLE sizes COMMAND_ERROR_IS_FATAL ANY)
    if(sizes MATCHES "\n\\.${section} +([0-9]+)")
      math(EXPR ${result} "${${result}} ${sign} ${CMAKE_MATCH_1}")
    endif()
  endforeach()
  set(${result} ${${result}} PARENT_SCOPE)
endfunction()
set(signs + -)
bytes_of(text text ${INFER} ${NOTHING})
bytes_of(constants rodata ${INFER} ${NOTHING})
bytes_of(data data ${INFER} ${NOTHING})

message(NOTICE "${count} operators bit for bit; ${instructions} instructions, ${stack} bytes of stack, of which ${footprint} are "
               "values; ${text} bytes of code, ${constants} of constants")
if(DEFINED INTO)
  file(WRITE ${INTO} "{\"instructions\": ${instructions}, \"stack\": ${stack}, \"footprint\": ${footprint}, "
    "\"multiply_adds\": ${multiply_adds}, \"text\": ${text}, \"constants\": ${constants}, \"data\": ${data}}\n")
endif()
# What is no value are saved registers, those of vectors too, and what a kernel keeps in a frame of its own: as much as inferences
# in floats may take.
math(EXPR most_stack "${footprint} + 576")
if(stack LESS footprint OR stack GREATER most_stack)
  list(APPEND failures "an inference takes ${stack} bytes of stack, and footprint says ${footprint}")
endif()
if(NOT data EQUAL 0)
  list(APPEND failures "${data} bytes of constants are in RAM")
endif()
if(DEFINED LIMITS)
  list(GET LIMITS 0 most_instructions)
  list(GET LIMITS 1 most_bytes)
  list(GET LIMITS 2 most_text)
  if(instructions GREATER most_instructions OR footprint GREATER most_bytes OR text GREATER most_text)
    list(APPEND failures "it may take ${most_instructions} instructions, ${most_bytes} bytes of values and ${most_text} of code")
  endif()
endif()
if(failures)
  list(JOIN failures "; " failures)
  message(FATAL_ERROR "${PROGRAM}: ${failures}")
endif()
