# What belongs to a layer: for each public header of layers/, which is one that constprop.hpp includes, this test asks for all that
# docs/CONTRIBUTING.md lists, or for a reason.
#
#     cmake -DSOURCES=<repository> -P layers.cmake
cmake_minimum_required(VERSION 3.25)

# Lists of files, one of which has to name the layer.
set(reference "tests/reference/*.hpp;tests/reference/*.cpp")
set(derivation "include/constprop/host/derivation/*.hpp;tests/host/derivation/*.cpp")
set(exporter "include/constprop/host/onnx/*.hpp")
set(importer "tools/import/*.cpp;tools/import/tflite/*.cpp")
set(documentation "docs/[a-qs-z]*.md")  # without reference.md, which has a row for each
set(row "docs/reference.md")

# Why a layer is without one: header, what is missing, reason.
set(opaque "its derivation is that of any layer: a function with Jacobian matrices, whose numbers come from its own code")
set(state "ONNX's operators have no state between two calls")
set(folded "an imported model has it folded into a neighbor, or as scale or channel_scale")
set(trains "it is there while a network trains: quantize makes the one that is written to files")
set(sequences "recurrent layers are written as networks of sequences")
set(made "nobody writes it: another function of the library makes it")
set(exceptions
  "batch_norm importer: ${folded}"
  "causal_average_pool1d derivation: ${opaque}"
  "causal_average_pool1d importer: ${state}"
  "causal_conv1d derivation: ${opaque}"
  "causal_max_pool1d derivation: ${opaque}"
  "causal_max_pool1d importer: ${state}"
  "channel_scale test: importers make it, and tests/host/onnx/ and tests/tools/ test it"
  "channel_scale reference: importers make it, and tests/tools/ has the outputs of their models"
  "channel_scale derivation: ${opaque}"
  "cumulative_max derivation: ${opaque}"
  "cumulative_mean derivation: ${opaque}"
  "delay reference: PyTorch has none, and its test compares it with a shifted sequence"
  "delay derivation: ${opaque}"
  "delay importer: ${state}"
  "dropout reference: its random bits are the library's own, and its test compares their statistics"
  "dropout importer: an exported model has none"
  "fixed_statistics test: ${made}, and tests/deploy/freeze_statistics_test.cpp tests it"
  "fixed_statistics reference: it computes what batch_norm does in evaluation, which is compared"
  "fixed_statistics derivation: ${opaque}"
  "fixed_statistics importer: ${folded}"
  "frozen test: ${made}, and tests/deploy/freeze_test.cpp tests it"
  "frozen reference: it computes what its original does"
  "frozen importer: files do not tell what is frozen"
  "from_channels_first reference: it moves values, and its test has all of them"
  "from_channels_first derivation: ${opaque}"
  "over_time reference: it computes what a sequence does, and its test compares both"
  "over_time exporter: ${sequences}"
  "pad derivation: ${opaque}"
  "frozen row: ${made}"
  "rounded_values row: ${made}"
  "rounded_weights row: ${made}"
  "reverse_sequence reference: two of them make a layer bidirectional, which is compared"
  "reverse_sequence derivation: ${opaque}"
  "rounded_values reference: tests/int8/fake_quantized_test.cpp compares it with the integers"
  "rounded_values derivation: ${opaque}"
  "rounded_values exporter: ${trains}"
  "rounded_values importer: ${trains}"
  "rounded_weights reference: tests/int8/fake_quantized_test.cpp compares it with the integers"
  "rounded_weights derivation: ${opaque}"
  "rounded_weights exporter: ${trains}"
  "rounded_weights importer: ${trains}"
  "scale reference: PyTorch has none, and its test has all of its values and gradients"
  "slice reference: it copies values, and its test has all of them"
  "slice derivation: ${opaque}"
  "transposed_conv derivation: ${opaque}"
  "upsample derivation: ${opaque}"
)
file(STRINGS ${SOURCES}/include/constprop/constprop.hpp headers REGEX "^#include <constprop/layers/")
list(TRANSFORM headers REPLACE "^#include <constprop/layers/(.*)[.]hpp>" "\\1")
list(LENGTH headers count)
if(count LESS 25)
  message(FATAL_ERROR "constprop.hpp includes ${count} headers of layers/, which are not all")
endif()

function(expect header what found)
  set(reason "")
  foreach(exception IN LISTS exceptions)
    if(exception MATCHES "^${header} ${what}: (.+)")
      set(reason "${CMAKE_MATCH_1}")
    endif()
  endforeach()
  if(found AND NOT reason STREQUAL "")
    message(SEND_ERROR "layers/${header}.hpp: ${what} is there; remove its exception from tests/contributing/layers.cmake")
  elseif(NOT found AND reason STREQUAL "")
    message(SEND_ERROR "layers/${header}.hpp: ${what} is missing: add it as docs/CONTRIBUTING.md says, or a reason to "
                       "tests/contributing/layers.cmake")
  endif()
endfunction()

foreach(what reference derivation exporter importer documentation row)
  list(TRANSFORM ${what} PREPEND ${SOURCES}/)
  file(GLOB files ${${what}})
  set(text_of_${what} "")
  foreach(file IN LISTS files)
    file(READ ${file} text)
    string(APPEND text_of_${what} "${text}")
  endforeach()
endforeach()
# What the files call a layer: by its header's name, by that of its layer for one axis or two, or by that of what several share.
foreach(header IN LISTS headers)
  set(family_of_${header} "${header}(1d|2d|_with|_layer)?")
endforeach()
foreach(header conv1d conv2d depthwise_conv)
  list(APPEND family_of_${header} is_convolution Conv)
endforeach()
list(APPEND family_of_transposed_conv ConvTranspose)

foreach(header IN LISTS headers)
  set(found FALSE)
  if(EXISTS ${SOURCES}/tests/layers/${header}_test.cpp)
    set(found TRUE)
  endif()
  expect(${header} test ${found})
  foreach(what reference derivation exporter importer documentation row)
    set(found FALSE)
    list(JOIN family_of_${header} "|" names)
    set(before "[^a-z0-9_]")
    if(what MATCHES "documentation|row")  # pages have names of layers in code, and words of English that are equal to them
      set(before "[`:]")
    endif()
    if(text_of_${what} MATCHES "${before}(${names})[^a-z0-9_]")
      set(found TRUE)
    endif()
    expect(${header} ${what} ${found})
  endforeach()
endforeach()
foreach(exception IN LISTS exceptions)
  string(REGEX MATCH "^[a-z0-9_]+" header "${exception}")
  if(NOT header IN_LIST headers)
    message(SEND_ERROR "tests/contributing/layers.cmake has an exception for ${header}, which is no public header of layers/")
  endif()
endforeach()

# The reference has a row for whatever else a network is made of and trained by.
file(STRINGS ${SOURCES}/include/constprop/constprop.hpp parts
  REGEX "^#include <constprop/(activations|branches|losses|optimizers)/")
list(TRANSFORM parts REPLACE "^#include <constprop/(.*)[.]hpp>" "\\1")
foreach(part IN LISTS parts)
  file(READ ${SOURCES}/include/constprop/${part}.hpp text)
  # A header that declares nothing of the name it has is about several, such as schedules, or about none.
  string(REGEX REPLACE ".*/" "" name ${part})
  if(text MATCHES "\n(struct|class|using|inline constexpr [a-z_]+) (CONSTPROP_TAGGED )?${name}[^a-z0-9_]"
     AND NOT part MATCHES "/(activation|loss|rule|optimizer)$" AND NOT text_of_row MATCHES "`${name}[^a-z0-9_]")
    message(SEND_ERROR "${part}.hpp: docs/reference.md has no row for ${name}")
  endif()
endforeach()
