# Defines constprop::boost: the folder of Boost's headers, of which constprop needs Boost.Hana. For the machine that builds
# that is Boost's own target. A cross compiler must not search a folder of the host's, such as /usr/include, whose other
# headers are not its own: it is given a folder that holds Boost's and nothing else.
#
# CMake's usual ways to say where Boost is work here, too: CMAKE_PREFIX_PATH, Boost_ROOT, Boost_DIR.

if(TARGET constprop::boost)
  return()
endif()
# CMake's own FindBoost is gone from 3.30 on; Boost's configuration file serves everywhere.
if(POLICY CMP0167)
  cmake_policy(SET CMP0167 NEW)
endif()
find_package(Boost 1.74 QUIET)

# Sets `folder` to the one that holds boost/, on the host where the target's own files have none.
function(_constprop_find_boost_headers folder)
  if(TARGET Boost::headers)
    get_target_property(candidates Boost::headers INTERFACE_INCLUDE_DIRECTORIES)
  endif()
  find_path(CONSTPROP_BOOST_INCLUDE_DIR boost/hana.hpp HINTS ${candidates} ${Boost_ROOT} ENV Boost_ROOT PATH_SUFFIXES include
            PATHS /usr/include /usr/local/include /opt/homebrew/include /opt/local/include NO_CMAKE_FIND_ROOT_PATH
            DOC "The folder that holds boost/, for a cross compiler")
  mark_as_advanced(CONSTPROP_BOOST_INCLUDE_DIR)
  set(${folder} ${CONSTPROP_BOOST_INCLUDE_DIR} PARENT_SCOPE)
  if(NOT CONSTPROP_BOOST_INCLUDE_DIR)
    return()
  endif()
  file(STRINGS ${CONSTPROP_BOOST_INCLUDE_DIR}/boost/version.hpp version REGEX "^#define BOOST_VERSION [0-9]+")
  string(REGEX MATCH "[0-9]+" version "${version}")
  if(version LESS 107400)
    set(${folder} NOTFOUND PARENT_SCOPE)
  endif()
endfunction()

set(constprop_boost_missing "constprop needs Boost's headers, 1.74 or later, for Boost.Hana: apt-get install libboost-dev")
if(CMAKE_CROSSCOMPILING AND NOT CMAKE_DISABLE_FIND_PACKAGE_Boost)
  _constprop_find_boost_headers(constprop_boost_folder)
  if(constprop_boost_folder)
    unset(constprop_boost_missing)
    set(constprop_boost_only ${CMAKE_BINARY_DIR}/constprop_boost)
    file(MAKE_DIRECTORY ${constprop_boost_only})
    file(CREATE_LINK ${constprop_boost_folder}/boost ${constprop_boost_only}/boost SYMBOLIC RESULT constprop_boost_link)
    if(NOT constprop_boost_link STREQUAL "0")  # where there are no links
      file(COPY ${constprop_boost_folder}/boost DESTINATION ${constprop_boost_only})
    endif()
    add_library(constprop::boost INTERFACE IMPORTED)
    set_target_properties(constprop::boost PROPERTIES INTERFACE_INCLUDE_DIRECTORIES ${constprop_boost_only})
  endif()
elseif(TARGET Boost::headers)
  unset(constprop_boost_missing)
  add_library(constprop::boost INTERFACE IMPORTED)
  set_target_properties(constprop::boost PROPERTIES INTERFACE_LINK_LIBRARIES Boost::headers)
endif()
