# What the toolchains here have in common: Debian's cross compilers, and QEMU to run what they make. Before: `triple`, and
# QEMU's name for the architecture in `qemu`.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_CXX_COMPILER ${triple}-g++)
set(CMAKE_CROSSCOMPILING_EMULATOR qemu-${qemu} -L /usr/${triple})

# The headers of Boost, Catch2 and nlohmann-json are the same for every architecture, and Debian's cross compilers search
# /usr/include after their own folders. Boost's configuration file is in the folder of the architecture it came with.
file(GLOB Boost_DIR /usr/lib/*/cmake/Boost-*)

# The tests compare bits with constant evaluation, which fuses no multiplications and additions: here nothing does. The
# macros say that the target could, for which the tests would allow. Of ARM's calling convention, GCC tells at length what
# changed in GCC 10.
set(CMAKE_CXX_FLAGS_INIT "-ffp-contract=off -U__FP_FAST_FMA -U__FP_FAST_FMAF -Wno-psabi")
