# The programs that bench/firmware/account.cmake measures: account_<network>_<level>_<what>. DIGITS_HEADER is the header of
# the trained network.
set(DIGITS_HEADER "" CACHE FILEPATH "The header of the network that is trained on digits, pruned_0.hpp")
set(networks
  "4-8-3|MODEL=cp::network<cp::linear<4,8>,cp::relu,cp::linear<8,3>>"
  "4-16-16-2|MODEL=cp::network<cp::linear<4,16>,cp::relu,cp::linear<16,16>,cp::relu,cp::linear<16,2>>"
  "64-32-10|MODEL=cp::network<cp::linear<64,32>,cp::relu,cp::linear<32,10>>"
  "digits|DIGITS=\"${DIGITS_HEADER}\"")
add_custom_target(account)
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
