set(FIRMWARE_CPU "-mcpu=cortex-m0")
# Its processor, with more memory: all that is counted, the buffers of Adam, and what all layers of a model give, are more than
# a microbit has.
set(FIRMWARE_MACHINE microbit -global nrf51-soc.flash-size=0x100000 -global nrf51-soc.sram-size=0x100000)
set(FIRMWARE_FLASH 0x00000000)
set(FIRMWARE_FLASH_SIZE 1M)
set(FIRMWARE_RAM 0x20000000)
set(FIRMWARE_RAM_SIZE 1M)
include(${CMAKE_CURRENT_LIST_DIR}/arm.cmake)
