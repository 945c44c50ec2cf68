#ifndef CONSTPROP_HOST_DERIVATION_CONVOLUTION_SUMS_HPP
#define CONSTPROP_HOST_DERIVATION_CONVOLUTION_SUMS_HPP

#include <constprop/host/derivation/convolution_formulas.hpp>
#include <constprop/kernels/axis.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <string_view>

/// A convolution of one sample element by element, as sums over the kernel:
///
///     z[o, i, j] = Σ_c Σ_u Σ_v W[o, c, u, v] a[c, s i + u − p, s j + v − p] + b[o]
///
/// and its three gradients, for stride s and padding p. o and c are channels of the output and the input, i and j a place in
/// the output, u and v one in the kernel, h and k one in the input; signals have i, u and h alone. Values outside of the input
/// are 0.
namespace constprop::inline CONSTPROP_TARGET::host::calculus {

enum class convolution_sum { value, of_input, of_weights, of_biases };

/// Writes the sums of layer K.
template <class Network, std::size_t K> struct convolution_sums {
    static constexpr kernels::convolution_sizes sizes = convolution_of<Network, K>.sizes;
    static constexpr bool is_image = Network::taken_by(K - 1).kind == rank::image;
    static constexpr bool has_biases = symbols::shape_of<Network, K>().biases > 0;
    using x = layer_value<Network, K - 1>;
    using y = layer_value<Network, K>;
    using W = symbols::weight<Network, K>;
    using b = symbols::bias<Network, K>;
    using dx = symbols::delta<Network, K - 1>;
    using dy = symbols::delta<Network, K>;

    /// An index, a letter.
    template <notation How, class Out> static constexpr void write_index(Out& out, std::string_view letter) noexcept {
        if (How == notation::html) out << "<i>";
        out << letter;
        if (How == notation::html) out << "</i>";
    }
    template <notation How, class Out> static constexpr void write_sum(Out& out, std::string_view letter) noexcept {
        out << (How == notation::latex ? "\\textstyle\\sum_{" : How == notation::html ? "Σ<sub>" : "Σ_");
        write_index<How>(out, letter);
        out << (How == notation::latex ? "}" : How == notation::html ? "</sub> " : " ");
    }
    /// "c, h, k", or "c, h" for a signal.
    template <notation How, class Out>
    static constexpr void write_indices(Out& out, std::string_view channels, std::string_view row,
                                        std::string_view column) noexcept {
        for (std::size_t k = 0; k < channels.size(); ++k) {
            write_index<How>(out, channels.substr(k, 1));
            if (k + 1 < channels.size() || !row.empty()) out << ", ";
        }
        if (!row.empty()) write_index<How>(out, row);
        if (!row.empty() && is_image) out << ", ", write_index<How>(out, column);
    }
    template <class Symbol, notation How, class Out>
    static constexpr void write_element(Out& out, std::string_view channels, std::string_view row = {},
                                        std::string_view column = {}) noexcept {
        Symbol::template write<How>(out);
        out << "[";
        write_indices<How>(out, channels, row, column);
        out << "]";
    }
    /// The position in the input: 2 i + u − 1.
    template <notation How, class Out>
    static constexpr void write_position(Out& out, const kernels::axis& along, std::string_view place,
                                         std::string_view tap) noexcept {
        const auto times = [&](std::size_t factor_, std::string_view letter_) {
            if (factor_ != 1) write_decimal(out, factor_), out << (How == notation::latex ? "\\," : " ");
            write_index<How>(out, letter_);
        };
        times(along.stride, place);
        out << signs::plus.in(How);
        times(along.dilation, tap);
        if (along.before > 0) out << signs::minus.in(How), write_decimal(out, along.before);
    }
    template <notation How, class Out> static constexpr void write_covered(Out& out) noexcept {
        x::template write<How>(out);
        out << "[";
        write_index<How>(out, "c");
        if (is_image) out << ", ", write_position<How>(out, sizes.rows, "i", "u");
        out << ", ";
        write_position<How>(out, sizes.columns, is_image ? "j" : "i", is_image ? "v" : "u");
        out << "]";
    }
    template <notation How, class Out> static constexpr void write_sums(Out& out, std::string_view letters) noexcept {
        for (std::size_t k = 0; k < letters.size(); ++k) write_sum<How>(out, letters.substr(k, 1));
    }
    /// Where a place and a tap cover a position of the input: 1[h = 2 i + u − 1].
    template <notation How, class Out>
    static constexpr void write_where(Out& out, std::string_view at, const kernels::axis& along, std::string_view place,
                                      std::string_view tap) noexcept {
        out << (How == notation::latex ? "\\,1[" : " 1[");
        write_index<How>(out, at);
        out << signs::equals.in(How);
        write_position<How>(out, along, place, tap);
        out << "]";
    }

    template <convolution_sum Which, notation How, class Out> static constexpr void write_left(Out& out) noexcept {
        if constexpr (Which == convolution_sum::value) return write_element<y, How>(out, "o", "i", "j");
        else if constexpr (Which == convolution_sum::of_input) return write_element<dx, How>(out, "c", "h", "k");
        else {
            using parameter = std::conditional_t<Which == convolution_sum::of_weights, W, b>;
            out << "(";
            symbols::derivative<symbols::loss<Network>, parameter>::template write<How>(out);
            out << ")[";
            if constexpr (Which == convolution_sum::of_weights) write_indices<How>(out, "oc", "u", "v");
            else write_index<How>(out, "o");
            out << "]";
        }
    }
    template <convolution_sum Which, notation How, class Out> static constexpr void write_right(Out& out) noexcept {
        constexpr std::string_view places = is_image ? "ij" : "i", taps = is_image ? "uv" : "u",
                                   space = How == notation::latex ? "\\," : " ";
        if constexpr (Which == convolution_sum::value) {
            write_sum<How>(out, "c");
            write_sums<How>(out, taps);
            write_element<W, How>(out, "oc", "u", "v");
            out << space;
            write_covered<How>(out);
            if constexpr (has_biases) out << signs::plus.in(How), write_element<b, How>(out, "o");
        } else if constexpr (Which == convolution_sum::of_input) {
            write_sum<How>(out, "o");
            write_sums<How>(out, places);
            write_sums<How>(out, taps);
            write_element<W, How>(out, "oc", "u", "v");
            out << space;
            write_element<dy, How>(out, "o", "i", "j");
            if (is_image) write_where<How>(out, "h", sizes.rows, "i", "u");
            write_where<How>(out, is_image ? "k" : "h", sizes.columns, is_image ? "j" : "i", is_image ? "v" : "u");
        } else {
            write_sums<How>(out, places);
            write_element<dy, How>(out, "o", "i", "j");
            if constexpr (Which == convolution_sum::of_weights) out << space, write_covered<How>(out);
        }
    }

    /// The texts, as constants: "z₁[o, i, j] = Σ_c …".
    template <convolution_sum Which, notation How> struct line {
        template <class Out> static constexpr void write(Out& out) noexcept {
            write_left<Which, How>(out);
            out << signs::equals.in(How);
            write_right<Which, How>(out);
        }
    };
    template <convolution_sum Which, notation How> static constexpr std::string_view text() noexcept {
        return text_by<line<Which, How>>;
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::host::calculus

#endif  // CONSTPROP_HOST_DERIVATION_CONVOLUTION_SUMS_HPP
