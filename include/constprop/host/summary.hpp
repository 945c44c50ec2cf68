#ifndef CONSTPROP_HOST_SUMMARY_HPP
#define CONSTPROP_HOST_SUMMARY_HPP

#include <constprop/checks/footprint.hpp>
#include <constprop/host/derivation/layer_kind.hpp>
#include <constprop/host/formula/static_text.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

namespace constprop::inline CONSTPROP_TARGET::host {
namespace detail {

/// A number with a comma before every third digit.
template <class Out> constexpr void write_with_commas(Out& out, std::size_t number) noexcept {
    if (number >= 1000) {
        write_with_commas(out, number / 1000);
        out << ",";
        number %= 1000;
        if (number < 100) out << "0";
        if (number < 10) out << "0";
    }
    write_decimal(out, number);
}

/// linear<64, 32>, relu, softmax; equal for every compiler.
template <class Network, std::size_t K, class Out> constexpr void write_summary_name(Out& out) noexcept {
    using layer = typename Network::template layer_type<K>;
    using original = typename calculus::thawed<layer>::type;
    if constexpr (!calculus::thawed<layer>::learns) out << "frozen ";
    out << calculus::short_name<original>();
    if constexpr (calculus::is_linear<layer>) {
        out << "<";
        write_decimal(out, Network::shape_of(K).inputs);
        out << ", ";
        write_decimal(out, Network::shape_of(K).outputs);
        out << ">";
    }
}

/// The table of a network: a row for each layer, and the totals.
template <class Network> struct summary_writer {
    using scalar = typename Network::scalar;
    static constexpr std::size_t columns = 4, layers = Network::layer_count;
    static constexpr std::string_view headings[columns] = {"Outputs", "Parameters", "Multiply-adds", "Bytes"};
    using cells = std::array<std::size_t, columns>;

    static constexpr cells row(std::size_t k) noexcept {
        const layer_shape shape = Network::shape_of(k);
        return {shape.outputs, shape.parameters(), shape.multiply_accumulates, shape.parameters() * sizeof(scalar)};
    }
    static constexpr cells sums() noexcept {
        return {Network::output_size, Network::parameter_count, footprint<Network>::multiply_accumulates,
                footprint<Network>::parameter_bytes};
    }

    template <std::size_t K> struct name {
        template <class Out> static constexpr void write(Out& out) noexcept { write_summary_name<Network, K>(out); }
    };
    static constexpr std::size_t width_of(auto write) noexcept {
        text_counter counter;
        write(counter);
        return counter.size;
    }
    static constexpr std::size_t first_width() noexcept {
        std::size_t width = std::string_view{"Layer"}.size();
        [&]<std::size_t... K>(std::index_sequence<K...>) {
            ((width = text_by<name<K>>.view().size() > width ? text_by<name<K>>.view().size() : width), ...);
        }
        (std::make_index_sequence<layers>{});
        return width;
    }

    template <class Out> static constexpr void pad(Out& out, std::size_t taken, std::size_t width) noexcept {
        for (; taken < width; ++taken) out << " ";
    }
    template <class Out> static constexpr void line(Out& out, std::string_view first, const cells& values) noexcept {
        out << first;
        pad(out, first.size(), first_width());
        for (std::size_t c = 0; c < columns; ++c) {
            const auto number = [&](auto& to_) { write_with_commas(to_, values[c]); };
            const std::size_t widest = width_of([&](auto& to_) { write_with_commas(to_, sums()[c]); });
            const std::size_t most = widest < headings[c].size() ? headings[c].size() : widest;
            out << "  ";
            pad(out, width_of(number), c == 0 ? headings[0].size() : most);
            number(out);
        }
        out << "\n";
    }

    template <class Out> static constexpr void write(Out& out) noexcept {
        out << "Layer";
        pad(out, 5, first_width());
        for (std::size_t c = 0; c < columns; ++c) {
            const std::size_t widest = width_of([&](auto& to_) { write_with_commas(to_, sums()[c]); });
            out << "  ";
            pad(out, headings[c].size(), c == 0 ? 0 : widest);
            out << headings[c];
        }
        out << "\n";
        [&]<std::size_t... K>(std::index_sequence<K...>) { (line(out, text_by<name<K>>, row(K)), ...); }
        (std::make_index_sequence<layers>{});
        line(out, "Total", sums());
        out << "Input: ";
        write_with_commas(out, Network::input_size);
        out << ". Beside that, a forward pass has ";
        write_with_commas(out, footprint<Network>::inference_bytes);
        out << " bytes of values, a step of SGD ";
        write_with_commas(out, footprint<Network>::trace_bytes + footprint<Network>::backward_bytes);
        out << "; all that they take of RAM depends on the processor: see footprint.\n";
    }
};

}  // namespace detail

/// A table of a network's layers with their outputs, parameters, multiply-adds of a forward pass and bytes of
/// parameters, like Keras' model.summary(). It is a constant.
///
///     std::cout << summary<model>();
///     static_assert(summary<model>().find("2,410") != std::string_view::npos);
///
/// Source:      Keras' Model.summary, torchinfo
template <class Network> [[nodiscard]] constexpr std::string_view summary() noexcept {
    return text_by<detail::summary_writer<Network>>;
}

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_SUMMARY_HPP
