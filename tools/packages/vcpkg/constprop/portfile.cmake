# An overlay port, inside of the sources that it installs. A registry's port takes them by vcpkg_from_github instead.
set(SOURCE_PATH "${CURRENT_PORT_DIR}/../../../..")
set(VCPKG_BUILD_TYPE release)  # there are headers alone

vcpkg_cmake_configure(
  SOURCE_PATH "${SOURCE_PATH}"
  OPTIONS -DCONSTPROP_TESTS=OFF -DCONSTPROP_EXAMPLES=OFF -DCONSTPROP_BENCH=OFF -DCMAKE_DISABLE_FIND_PACKAGE_ONNX=ON)
vcpkg_cmake_install()
vcpkg_cmake_config_fixup(CONFIG_PATH share/cmake/constprop)
vcpkg_fixup_pkgconfig()
vcpkg_install_copyright(FILE_LIST "${SOURCE_PATH}/LICENSE")
file(INSTALL "${CURRENT_PORT_DIR}/usage" DESTINATION "${CURRENT_PACKAGES_DIR}/share/${PORT}")
