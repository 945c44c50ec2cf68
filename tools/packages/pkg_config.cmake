# Installs constprop.pc, which finds the headers from where it lies, so that an installation can be moved.
set(folder ${CMAKE_INSTALL_DATADIR}/pkgconfig)
cmake_path(RELATIVE_PATH CMAKE_INSTALL_PREFIX BASE_DIRECTORY ${CMAKE_INSTALL_PREFIX}/${folder} OUTPUT_VARIABLE constprop_prefix)
configure_file(${CMAKE_CURRENT_LIST_DIR}/constprop.pc.in ${PROJECT_BINARY_DIR}/constprop.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/constprop.pc DESTINATION ${folder})
