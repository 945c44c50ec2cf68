# The programs that bench/firmware/account.cmake measures: account_<network>_<level>_<what>. DIGITS_HEADER is the header of
# the trained network.
set(DIGITS_HEADER "" CACHE FILEPATH "The header of the network that is trained on digits, pruned_0.hpp")
set(networks
  "4-8-3|MODEL=cp::network<cp::linear<4,8>,cp::relu,cp::linear<8,3>>"
  "4-16-16-2|MODEL=cp::network<cp::linear<4,16>,cp::relu,cp::linear<16,16>,cp::relu,cp::linear<16,2>>"
  "64-32-10|MODEL=cp::network<cp::linear<64,32>,cp::relu,cp::linear<32,10>>"
  "digits|DIGITS=\"${DIGITS_HEADER}\"")
add_custom_target(account)
# The digits in each form, at -O2.
add_custom_target(account_forms)
foreach(form float half bfloat16 scaled_int8 int8 int4 q16 q5)
  foreach(what nothing infer)
    set(program account_${form}_${what})
    string(TOUPPER ACCOUNT_${what} upper)
    add_executable(${program} EXCLUDE_FROM_ALL account.cpp $<TARGET_OBJECTS:firmware>)
    add_dependencies(account_forms ${program})
    target_link_libraries(${program} PRIVATE firmware)
    target_compile_definitions(${program} PRIVATE DIGITS="${DIGITS_HEADER}" FORM=in_${form} ${upper})
    target_compile_options(${program} PRIVATE -O2 -fcallgraph-info=su)
    set_target_properties(${program} PROPERTIES SUFFIX .elf)
  endforeach()
endforeach()
# Networks with a state, one step, at -O2; those of bench/sequences.
set(streams
  "gru|cp::network<cp::gru<1,16>,cp::linear<16,1>>"
  "lstm|cp::network<cp::lstm<1,20>,cp::linear<20,1>>"
  "convolutions|cp::network<cp::causal_conv1d<16,16,cp::kernel<3>>,cp::relu,cp::causal_conv1d<16,16,cp::kernel<3>,cp::dilation<2>>,cp::relu,cp::causal_conv1d<16,16,cp::kernel<3>,cp::dilation<4>>,cp::relu,cp::causal_conv1d<16,16,cp::kernel<3>,cp::dilation<8>>,cp::relu>")
add_custom_target(account_streams)
foreach(stream IN LISTS streams)
  string(REGEX MATCH "^([^|]+)[|](.+)$" parts "${stream}")
  foreach(what nothing infer)
    set(program account_${CMAKE_MATCH_1}_${what})
    string(TOUPPER ACCOUNT_${what} upper)
    add_executable(${program} EXCLUDE_FROM_ALL account.cpp $<TARGET_OBJECTS:firmware>)
    add_dependencies(account_streams ${program})
    target_link_libraries(${program} PRIVATE firmware)
    target_compile_definitions(${program} PRIVATE STREAM=${CMAKE_MATCH_2} ${upper})
    target_compile_options(${program} PRIVATE -O2 -fcallgraph-info=su)
    set_target_properties(${program} PROPERTIES SUFFIX .elf)
  endforeach()
endforeach()
foreach(network IN LISTS networks)
  string(REGEX MATCH "^([^|]+)[|](.+)$" parts "${network}")
  set(name ${CMAKE_MATCH_1})
  set(definition ${CMAKE_MATCH_2})
  foreach(level Os O2 O3)
    foreach(what nothing infer train)
      set(program account_${name}_${level}_${what})
      string(TOUPPER ACCOUNT_${what} upper)
      add_executable(${program} EXCLUDE_FROM_ALL account.cpp $<TARGET_OBJECTS:firmware>)
      add_dependencies(account ${program})
      target_link_libraries(${program} PRIVATE firmware)
      target_compile_definitions(${program} PRIVATE ${definition} ${upper})
      target_compile_options(${program} PRIVATE -${level} -fcallgraph-info=su)
      set_target_properties(${program} PROPERTIES SUFFIX .elf)
    endforeach()
  endforeach()
endforeach()
