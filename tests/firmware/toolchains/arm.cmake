# What the Cortex-M toolchains share: Debian's gcc-arm-none-eabi, or any other of that name.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR arm)
set(CMAKE_CXX_COMPILER arm-none-eabi-g++)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
set(CMAKE_CXX_FLAGS_INIT "-mthumb ${FIRMWARE_CPU}")
set(FIRMWARE_ENTRY run)
set(FIRMWARE_EMULATOR qemu-system-arm -M ${FIRMWARE_MACHINE})
