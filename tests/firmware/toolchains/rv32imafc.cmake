set(FIRMWARE_CPU "-march=rv32imafc -mabi=ilp32f")
include(${CMAKE_CURRENT_LIST_DIR}/riscv.cmake)
