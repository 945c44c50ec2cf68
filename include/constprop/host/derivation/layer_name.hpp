#ifndef CONSTPROP_HOST_DERIVATION_LAYER_NAME_HPP
#define CONSTPROP_HOST_DERIVATION_LAYER_NAME_HPP

#include <constprop/host/derivation/symbols.hpp>
#include <constprop/host/document/page.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <string>
#include <type_traits>
#include <utility>

/// The layers of a chain one after the other, their names, and shapes as text.
namespace constprop::inline CONSTPROP_TARGET::host::calculus {

/// Calls each(std::integral_constant<std::size_t, K>) for K = 1 … Last, or from Last down to 1.
template <std::size_t Last> void for_each_layer(auto&& each) {
    [&]<std::size_t... K>(std::index_sequence<K...>) {
        (each(std::integral_constant<std::size_t, K + 1>{}), ...);
    }(std::make_index_sequence<Last>{});
}
template <std::size_t Last> void for_each_layer_backward(auto&& each) {
    [&]<std::size_t... K>(std::index_sequence<K...>) {
        (each(std::integral_constant<std::size_t, Last - K>{}), ...);
    }(std::make_index_sequence<Last>{});
}

/// "20×1", or "N×20" for a batch.
inline std::string shape_text(formula::shape shape) {
    const auto dimension = [](std::size_t size_) {
        return size_ == formula::any_number ? std::string{"N"} : std::to_string(size_);
    };
    return dimension(shape.rows) + "×" + dimension(shape.columns);
}
template <page Page> [[gnu::noinline]] std::string with_shape(const std::string& text, formula::shape shape) {
    return joined_text({text, ", ", Page::words(shape_text(shape))});
}
template <page Page, formula::formula Formula> std::string with_shape(const std::string& text, Formula) {
    return with_shape<Page>(text, Formula::size);
}

/// A layer's name: "Linear₁", "relu".
template <class Network, std::size_t K> struct layer_name {
    using layer = typename Network::template layer_type<K - 1>;
    template <notation How> struct writer {
        template <class Out> static constexpr void write(Out& out) noexcept {
            write_layer_name<How, layer>(out);
            if constexpr (symbols::parameters_of<Network, K>() > 0)
                write_subscript<How>(out, symbols::ordinal_of<Network, K>());
        }
    };
    template <notation How> static std::string shown_as() { return std::string{text_by<writer<How>>.view()}; }
    template <page Page> static std::string shown() { return Page::name(shown_as<Page::how>()); }
};

}  // namespace constprop::inline CONSTPROP_TARGET::host::calculus

#endif  // CONSTPROP_HOST_DERIVATION_LAYER_NAME_HPP
