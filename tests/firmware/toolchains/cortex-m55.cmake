set(FIRMWARE_CPU "-mcpu=cortex-m55 -mfloat-abi=hard")
set(FIRMWARE_MACHINE mps3-an547)
set(FIRMWARE_FLASH 0x00000000)
set(FIRMWARE_FLASH_SIZE 512K)
# Not the memory beside the processor, at 0x20000000: what all layers of a model give is more.
set(FIRMWARE_RAM 0x21000000)
set(FIRMWARE_RAM_SIZE 2M)
include(${CMAKE_CURRENT_LIST_DIR}/arm.cmake)
