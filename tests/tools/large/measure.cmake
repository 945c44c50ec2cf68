# What compiling a header of 265,864 weights takes: at most 10 s and 1 GB with each compiler that is at hand. Other programs
# on the machine do not count: the time is the compiler's own.
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
  execute_process(COMMAND ${TIME} -f "%U %M" ${compiler} -std=c++20 -O2 -I${SOURCES}/include -idirafter ${BOOST} -c
    ${FOLDER}/use.cpp -o ${FOLDER}/use.o RESULT_VARIABLE status ERROR_VARIABLE said)
  if(NOT status EQUAL 0 OR NOT said MATCHES "([0-9]+)(\\.[0-9]+) ([0-9]+)\n$")
    string(SUBSTRING "${said}" 0 300 said)
    message(FATAL_ERROR "${name}: ${said}")
  endif()
  set(seconds ${CMAKE_MATCH_1}${CMAKE_MATCH_2})
  math(EXPR megabytes "${CMAKE_MATCH_3} / 1024")
  message("${name}: ${seconds} s, ${megabytes} MB")
  if(seconds GREATER 10 OR megabytes GREATER 1024)
    message(FATAL_ERROR "expected at most 10 s and 1024 MB")
  endif()
endforeach()
