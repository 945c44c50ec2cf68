# Copies all headers that a device's program needs, beside the standard library's, to one folder:
#
#     cmake -DINCLUDES=… -DBOOST=… -DLICENSE=… -DFOLDER=… -P device_headers.cmake
cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/headers.cmake)
constprop_copy_headers(${FOLDER} ${INCLUDES} ${BOOST})
file(COPY ${LICENSE} DESTINATION ${FOLDER})  # Boost's is the same
