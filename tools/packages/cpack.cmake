# Packages by `cpack -G DEB` and `cpack -G TGZ` in a build folder, and the sources by `cpack --config CPackSourceConfig.cmake`.
set(CPACK_PACKAGE_NAME constprop)
set(CPACK_PACKAGE_VENDOR constprop)
set(CPACK_PACKAGE_CONTACT "The authors of constprop")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)

set(CPACK_DEBIAN_PACKAGE_NAME libconstprop-dev)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libboost-dev (>= 1.74)")
if(constprop_import_missing)  # there are headers alone
  set(CPACK_DEBIAN_PACKAGE_ARCHITECTURE all)
else()
  set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
  set(CPACK_STRIP_FILES ON)
endif()
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/libconstprop-dev RENAME copyright)

set(CPACK_SOURCE_GENERATOR TGZ)
set(CPACK_SOURCE_PACKAGE_FILE_NAME constprop-${PROJECT_VERSION})
# Without builds and what git keeps for itself.
set(CPACK_SOURCE_IGNORE_FILES)
foreach(path ${PROJECT_SOURCE_DIR}/build ${PROJECT_SOURCE_DIR}/.git ${PROJECT_BINARY_DIR})
  string(REGEX REPLACE "([][+.*()^$?|\\\\])" "\\\\\\1" path ${path})
  list(APPEND CPACK_SOURCE_IGNORE_FILES "^${path}(/|$)")
endforeach()
set(CPACK_VERBATIM_VARIABLES ON)
include(CPack)
