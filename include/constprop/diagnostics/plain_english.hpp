#ifndef CONSTPROP_DIAGNOSTICS_PLAIN_ENGLISH_HPP
#define CONSTPROP_DIAGNOSTICS_PLAIN_ENGLISH_HPP

#include <cstddef>
#include <type_traits>

#if defined(__cpp_static_assert) && __cpp_static_assert >= 202306L
#include <string_view>
#endif

/// A sentence made of types, in plain English, for compilers that accept a computed message.
namespace constprop::errors {

/// The empty sentence: there is no error.
struct nothing;

/// A text as a template argument.
template <std::size_t Size> struct text {
    char characters[Size]{};
    consteval text(const char (&from_)[Size]) noexcept {
        for (std::size_t k = 0; k < Size; ++k) characters[k] = from_[k];
    }
};

#if defined(__cpp_static_assert) && __cpp_static_assert >= 202306L

/// The sentence as the compiler spells it.
template <class Sentence> consteval auto spelled() noexcept {
    std::string_view name = __PRETTY_FUNCTION__;
    name.remove_prefix(name.find("Sentence = ") + 11);
    return name.substr(0, name.rfind(']'));
}

/// layer<2, linear<9, 1>>::expects<9> and a remedy become "Layer 2, linear<9, 1>, expects 9. …": underscores, colons and
/// the outermost angle brackets become spaces; types stay unchanged.
template <class Sentence, text Remedy> class in_words {
    char characters_[spelled<Sentence>().size() + sizeof(Remedy) + 2]{};
    std::size_t size_ = 0;

    consteval void say(char c) noexcept { characters_[size_++] = c; }

 public:
    consteval in_words() noexcept {
        std::size_t depth = 0;
        bool several = false;
        for (std::string_view rest = spelled<Sentence>(); !rest.empty();) {
            std::size_t taken = 1;
            const char c = rest[0];
            if (rest.starts_with("constprop::errors::")) {
                taken = 19;
            } else if (rest.starts_with("constprop::")) {
                taken = 11;
            } else if (depth == 0 && rest.starts_with("::")) {
                say(' '), taken = 2;
            } else if (depth == 0 && (c == '_' || c == '<')) {
                say(' '), depth = c == '<' ? 1 : 0, several = false;
            } else if (depth == 1 && c == '>') {
                depth = 0;
                if (several && rest.size() > 1) say(',');
            } else if (!rest.starts_with(" >")) {
                several = several || (depth == 1 && c == ',');
                depth = depth + (depth > 0 && c == '<' ? 1 : 0) - (depth > 1 && c == '>' ? 1 : 0);
                say(size_ == 0 && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
            }
            rest.remove_prefix(taken);
        }
        say('.'), say(' ');
        for (const char c : std::string_view(Remedy.characters)) say(c);
    }
    constexpr const char* data() const noexcept { return characters_; }
    constexpr std::size_t size() const noexcept { return size_; }
};

#endif

/// True if the sentence is empty, so that the rule holds. Compilers that accept computed messages report a broken rule here;
/// the function then also returns true, so that there is only one error.
template <class Sentence, text Remedy> consteval bool holds() noexcept {
    if constexpr (std::is_same_v<Sentence, nothing>) {
        return true;
    } else {
#if defined(__cpp_static_assert) && __cpp_static_assert >= 202306L
        static_assert(false, in_words<Sentence, Remedy>());
        return true;
#else
        return false;
#endif
    }
}

}  // namespace constprop::errors

#endif  // CONSTPROP_DIAGNOSTICS_PLAIN_ENGLISH_HPP
