# What compiling a header of 265,864 weights takes with each compiler that is at hand: seconds, the compiler's own and those
# that pass, and memory, which is at most 1 GB.
# cmake -DFOLDER=… -DSOURCES=… -DBOOST=… -P measure.cmake
find_program(TIME time NO_CACHE REQUIRED)
file(WRITE ${FOLDER}/use.cpp "#include \"autoencoder.hpp\"
autoencoder::model::output_type run(const autoencoder::model::input_type& x) { return autoencoder::net(x); }
")
file(SIZE ${FOLDER}/autoencoder.hpp size)
message("autoencoder.hpp: ${size} bytes")
foreach(name g++ clang++-14 clang++-19)
  unset(compiler)
  find_program(compiler ${name} NO_CACHE)
  if(NOT compiler)
    message("${name}: not at hand")
    continue()
  endif()
  execute_process(COMMAND ${TIME} -f "%U %e %M" ${compiler} -std=c++20 -O2 -I${SOURCES}/include -idirafter ${BOOST} -c
    ${FOLDER}/use.cpp -o ${FOLDER}/use.o RESULT_VARIABLE status ERROR_VARIABLE said)
  if(NOT status EQUAL 0 OR NOT said MATCHES "([0-9.]+) ([0-9.]+) ([0-9]+)\n$")
    string(SUBSTRING "${said}" 0 300 said)
    message(FATAL_ERROR "${name}: ${said}")
  endif()
  math(EXPR megabytes "${CMAKE_MATCH_3} / 1024")
  message("${name}: ${CMAKE_MATCH_1} s of its own, ${CMAKE_MATCH_2} s in all, ${megabytes} MB")
  if(megabytes GREATER 1024)
    message(FATAL_ERROR "expected at most 1024 MB")
  endif()
endforeach()
