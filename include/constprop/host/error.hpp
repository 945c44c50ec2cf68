#ifndef CONSTPROP_HOST_ERROR_HPP
#define CONSTPROP_HOST_ERROR_HPP

#include <constprop/kernels/target.hpp>

#include <stdexcept>
#include <string>

namespace constprop::inline CONSTPROP_TARGET::host {

/// The exception of everything in constprop/host. Its text has four parts: which file, what was found there, what was
/// expected, and what to do:
///
///     digits.npz: tensor '0.weight' has shape (32, 63); expected (32, 64), for layer 0, constprop::linear<64, 32>.
///     Load the file into a network of its own shapes, or save it with these.
class error : public std::runtime_error {
 public:
    error(const std::string& where, const std::string& found, const std::string& expected, const std::string& remedy)
        : std::runtime_error(where + ": " + found + "; expected " + expected + ". " + remedy) {}
    /// An error whose text is composed from those of other errors.
    explicit error(const std::string& text) : std::runtime_error(text) {}
};

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_ERROR_HPP
