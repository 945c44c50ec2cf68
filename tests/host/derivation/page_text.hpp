#ifndef CONSTPROP_TESTS_HOST_DERIVATION_PAGE_TEXT_HPP
#define CONSTPROP_TESTS_HOST_DERIVATION_PAGE_TEXT_HPP

#include <cstddef>
#include <string>

/// What tests ask of a page's text.
namespace page_text {

inline bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

inline std::size_t count(const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; at += part.size()) ++found;
    return found;
}

}  // namespace page_text

#endif  // CONSTPROP_TESTS_HOST_DERIVATION_PAGE_TEXT_HPP
