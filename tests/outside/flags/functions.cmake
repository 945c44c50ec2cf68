# Builds functions.cpp with ordinary flags, then with each of a list of others, and compares what the two compute. With ALL
# every flag meets every level of optimization, vectors and plain loops, the least processor of its kind and this one.
set(here ${CMAKE_CURRENT_LIST_DIR})
file(MAKE_DIRECTORY ${BINARY})
set(build ${COMPILER} -std=c++20 -w -I${SOURCE}/include)
if(BOOST)
  list(APPEND build -isystem ${BOOST})
endif()

function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE said ERROR_VARIABLE said)
  if(NOT result EQUAL 0)
    list(JOIN ARGN " " command)
    message(FATAL_ERROR "${command}\n${said}")
  endif()
endfunction()

run(${build} -O1 ${here}/compare.cpp -o ${BINARY}/compare)
run(${build} -O1 ${here}/functions.cpp -o ${BINARY}/ordinary)
run(${BINARY}/ordinary ${BINARY}/ordinary.values)

set(associative "-fassociative-math -fno-signed-zeros -fno-trapping-math")
set(plain -DCONSTPROP_PLAIN_KERNELS)
if(ALL)
  foreach(level -O1 -O2 -O3 -Ofast)
    foreach(flags -ffast-math -funsafe-math-optimizations "${associative}" -freciprocal-math -ffinite-math-only
            "-funsafe-math-optimizations -ffinite-math-only -fno-math-errno" "-ffast-math -fno-finite-math-only")
      foreach(kernels "" " ${plain}")
        foreach(processor "" " -march=native")
          list(APPEND kinds "${level} ${flags}${kernels}${processor}")
        endforeach()
      endforeach()
    endforeach()
  endforeach()
else()
  # Each flag at different levels, with vectors and plain loops, with fused multiply-adds and without.
  set(kinds
    "-Ofast" "-Ofast -march=native" "-Ofast ${plain} -march=native"
    "-O1 -ffast-math ${plain}" "-O3 -ffast-math -fno-finite-math-only"
    "-O2 -funsafe-math-optimizations ${plain} -march=native" "-O3 -funsafe-math-optimizations"
    "-O2 ${associative}" "-O3 ${associative} ${plain} -march=native"
    "-O2 -freciprocal-math -march=native" "-O1 -ffinite-math-only"
    "-O3 -funsafe-math-optimizations -ffinite-math-only -fno-math-errno -march=native")
endif()

set(wrong "")
foreach(kind IN LISTS kinds)
  set(rules "")
  if(kind MATCHES "-ffinite|-Ofast|-ffast" AND NOT kind MATCHES "-fno-finite")
    set(rules finite)
  endif()
  separate_arguments(flags UNIX_COMMAND "${kind}")
  run(${build} ${flags} ${here}/functions.cpp -o ${BINARY}/other)
  run(${BINARY}/other ${BINARY}/other.values)
  execute_process(COMMAND ${BINARY}/compare ${BINARY}/ordinary.values ${BINARY}/other.values ${rules}
                  RESULT_VARIABLE result OUTPUT_VARIABLE said)
  if(NOT result EQUAL 0)
    string(APPEND wrong "${kind}\n${said}\n")
  endif()
endforeach()
if(wrong)
  message(FATAL_ERROR "${wrong}")
endif()
