# A Cortex-M0+, which has no floating-point unit. QEMU's microbit has a Cortex-M0, with the same instructions.
set(BOARD microbit)
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR arm)
set(CMAKE_C_COMPILER arm-none-eabi-gcc)
set(CMAKE_CXX_COMPILER arm-none-eabi-g++)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)  # there is no program without a memory map
foreach(language C CXX)
  set(CMAKE_${language}_FLAGS_INIT "-mthumb -mcpu=cortex-m0plus")
endforeach()
