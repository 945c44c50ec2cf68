# Writes the library's folder for Arduino, which Arduino's IDE takes from its folder libraries/:
#
#     cmake -DINCLUDES=… -DBOOST=… -DLICENSE=… -DVERSION=1.2.3 -DURL=… -DEXAMPLES=… -DMANIFEST=library.json -DFOLDER=… -P arduino.cmake
cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/headers.cmake)
set(form ${CMAKE_CURRENT_LIST_DIR}/arduino)

file(REMOVE_RECURSE ${FOLDER})
constprop_copy_headers(${FOLDER}/src ${INCLUDES} ${BOOST})
file(COPY ${form}/constprop.h DESTINATION ${FOLDER}/src)
file(COPY ${form}/keywords.txt ${LICENSE} DESTINATION ${FOLDER})
configure_file(${form}/library.properties.in ${FOLDER}/library.properties @ONLY)

# A sketch is a folder that holds all its files.
foreach(sketch digits learn int8)
  file(COPY ${EXAMPLES}/arduino/${sketch} DESTINATION ${FOLDER}/examples)
endforeach()
foreach(sketch digits int8)
  file(COPY ${EXAMPLES}/arduino/digit_images.h ${EXAMPLES}/firmware/digits_model.hpp DESTINATION ${FOLDER}/examples/${sketch})
endforeach()

# PlatformIO reads its own manifest first, with any framework.
file(READ ${MANIFEST} manifest)
string(JSON manifest SET "${manifest}" description "\"Neural networks whose size is fixed at compile time, with the part of Boost.Hana that they need. Header-only, C++20.\"")
string(JSON manifest SET "${manifest}" headers "\"constprop.h\"")
string(JSON manifest SET "${manifest}" build includeDir "\"src\"")
string(JSON manifest SET "${manifest}" examples "[
  {\"name\": \"digits\", \"base\": \"examples/digits\", \"files\": [\"digits.ino\", \"digit_images.h\", \"digits_model.hpp\"]},
  {\"name\": \"learn\", \"base\": \"examples/learn\", \"files\": [\"learn.ino\"]},
  {\"name\": \"int8\", \"base\": \"examples/int8\", \"files\": [\"int8.ino\", \"digit_images.h\", \"digits_model.hpp\"]}]")
string(JSON manifest REMOVE "${manifest}" export)
file(WRITE ${FOLDER}/library.json "${manifest}\n")
