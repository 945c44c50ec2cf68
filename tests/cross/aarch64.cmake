set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(qemu aarch64)
set(triple aarch64-linux-gnu)
include(${CMAKE_CURRENT_LIST_DIR}/linux.cmake)
