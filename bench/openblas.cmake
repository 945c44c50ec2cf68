# Sets openblas_environment, for `cmake -E env`. OpenBLAS, which libtorch, dlib and PyTorch use, chooses its kernels by the
# processor, and an environment must not overrule it, with one exception: it takes an Intel processor that is newer than itself
# for one of 2004, which makes its products several times slower. With AVX-512 they are all alike.
set(openblas_environment --unset=OPENBLAS_CORETYPE --unset=OPENBLAS_L2_SIZE)
if(EXISTS /proc/cpuinfo)
  file(STRINGS /proc/cpuinfo openblas_processor REGEX "^(vendor_id|flags)")
  if(openblas_processor MATCHES "GenuineIntel" AND openblas_processor MATCHES " avx512dq ")
    list(APPEND openblas_environment OPENBLAS_CORETYPE=SkylakeX)
  endif()
endif()
