#!/bin/sh
# What Doxygen reads of a header: the inline namespace of the target, and marks of types, are nothing that users write. Each header
# has a page, and labels of a comment, such as "Shapes:", begin an item of a list. Lines keep their numbers.
exec sed -e '1s|^|/** @file */ |' -e 's/::inline CONSTPROP_TARGET//g' -e 's/CONSTPROP_TAGGED //g' \
  -e 's|^\( *\)/// \([A-Z][A-Za-z_ ,]*\):   *|\1/// - **\2:** |' -e 's|^\( *\)/// backward:   *|\1/// - **backward:** |' "$1"
