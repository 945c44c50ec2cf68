# What compiling a header takes with each compiler that is at hand: seconds, the compiler's own and those that pass, and memory,
# which is at most MOST megabytes.
# cmake -DFOLDER=… -DNAME=… -DMOST=… -DSOURCES=… -DBOOST=… -P measure.cmake
find_program(TIME time NO_CACHE REQUIRED)
file(READ ${FOLDER}/${NAME}.hpp text LIMIT 20000)
string(REGEX MATCH "namespace ([a-z_0-9]+)::inline" _ "${text}")
set(space ${CMAKE_MATCH_1})
file(WRITE ${FOLDER}/use_${NAME}.cpp "#include \"${NAME}.hpp\"
${space}::model::output_type run(const ${space}::model::input_type& x) { return ${space}::net(x); }
")
file(SIZE ${FOLDER}/${NAME}.hpp size)
message("${NAME}.hpp: ${size} bytes")
foreach(name g++ clang++-14 clang++-19)
  unset(compiler)
  find_program(compiler ${name} NO_CACHE)
  if(NOT compiler)
    message("${name}: not at hand")
    continue()
  endif()
  execute_process(COMMAND ${TIME} -f "%U %e %M" ${compiler} -std=c++20 -O2 -I${SOURCES}/include -idirafter ${BOOST} -c
    ${FOLDER}/use_${NAME}.cpp -o ${FOLDER}/use_${NAME}.o RESULT_VARIABLE status ERROR_VARIABLE said)
  if(NOT status EQUAL 0 OR NOT said MATCHES "([0-9.]+) ([0-9.]+) ([0-9]+)\n$")
    string(SUBSTRING "${said}" 0 300 said)
    message(FATAL_ERROR "${name}: ${said}")
  endif()
  math(EXPR megabytes "${CMAKE_MATCH_3} / 1024")
  message("${name}: ${CMAKE_MATCH_1} s of its own, ${CMAKE_MATCH_2} s in all, ${megabytes} MB")
  if(megabytes GREATER MOST)
    message(FATAL_ERROR "expected at most ${MOST} MB")
  endif()
endforeach()
