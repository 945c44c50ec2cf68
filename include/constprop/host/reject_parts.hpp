#ifndef CONSTPROP_HOST_REJECT_PARTS_HPP
#define CONSTPROP_HOST_REJECT_PARTS_HPP

#include <constprop/diagnostics/errors.hpp>
#include <constprop/int8/mixed_network.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>

namespace constprop::errors {

template <std::size_t Parts> struct network_with_parts {
    struct has_no_form_in_one_file;
};

template <class Sentence> inline constexpr bool file_has_one_part = holds<Sentence, "Save each part: net.part<0>().">();

}  // namespace constprop::errors

namespace constprop::inline CONSTPROP_TARGET::host::detail {

/// Says that a mixed network is not written to one file of other programs.
template <class... Networks> constexpr void reject_parts(const mixed_network<Networks...>& /*net*/) noexcept {
    static_assert(
        errors::file_has_one_part<typename errors::network_with_parts<sizeof...(Networks)>::has_no_form_in_one_file>,
        "A file has one network, of floats or of integers. Save each part of a mixed one, net.part<0>() and the "
        "others, or the network of floats that it was made from.");
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::detail

#endif  // CONSTPROP_HOST_REJECT_PARTS_HPP
