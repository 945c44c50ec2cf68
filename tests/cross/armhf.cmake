set(CMAKE_SYSTEM_PROCESSOR arm)
set(qemu arm)
set(triple arm-linux-gnueabihf)
include(${CMAKE_CURRENT_LIST_DIR}/linux.cmake)
