# A Cortex-M4 with its floating-point unit, by Debian's gcc-arm-none-eabi or any other of that name. For another part, change
# what it is, and BOARD: QEMU's name, for `run`, and that of a map of the memory, BOARD.ld.
set(BOARD mps2-an386)
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR arm)
set(CMAKE_C_COMPILER arm-none-eabi-gcc)
set(CMAKE_CXX_COMPILER arm-none-eabi-g++)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)  # there is no program without a memory map
foreach(language C CXX)
  set(CMAKE_${language}_FLAGS_INIT "-mthumb -mcpu=cortex-m4 -mfloat-abi=hard -mfpu=fpv4-sp-d16")
endforeach()
