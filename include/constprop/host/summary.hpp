#ifndef CONSTPROP_HOST_SUMMARY_HPP
#define CONSTPROP_HOST_SUMMARY_HPP

#include <constprop/branches/inside.hpp>
#include <constprop/checks/footprint.hpp>
#include <constprop/concept/extent.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/concept/place.hpp>
#include <constprop/host/derivation/layer_kind.hpp>
#include <constprop/host/formula/static_text.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
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
template <class Layer, class Out> constexpr void write_summary_name(Out& out, const layer_shape& shape) noexcept {
    using original = typename calculus::thawed<Layer>::type;
    if constexpr (!calculus::thawed<Layer>::learns) out << "frozen ";
    out << calculus::short_name<original>();
    if constexpr (calculus::is_linear<Layer>) {
        out << "<";
        write_decimal(out, shape.inputs);
        out << ", ";
        write_decimal(out, shape.outputs);
        out << ">";
    }
}

/// 26 x 26 x 8, height × width × channels; 100 x 8, length × channels; 32.
template <class Out> constexpr void write_extent(Out& out, const extent& of) noexcept {
    if (of.kind == rank::vector) return write_with_commas(out, of.size());
    if (of.kind == rank::image) {
        write_decimal(out, of.height);
        out << " x ";
    }
    write_decimal(out, of.width);
    out << " x ";
    write_decimal(out, of.channels);
}

/// Calls visit(Layer's type, its place, depth) for each of these layers of a chain, and for the layers that it holds.
template <class Visit, class... Layers>
constexpr void for_each_row(constprop::detail::layer_list<Layers...> /*chain*/, extent offered, std::size_t depth,
                            const Visit& visit) noexcept {
    using constprop::detail::layer_list, constprop::detail::inside_of;
    const auto one = [&]<class Layer>(std::type_identity<Layer> layer_) {
        const constprop::detail::place place = constprop::detail::place_of<Layer>(offered);
        visit(layer_, place, depth);
        if constexpr (constprop::detail::holds_chain<Layer>)
            for_each_row(typename inside_of<Layer>::chain{}, place.takes, depth + 1, visit);
        if constexpr (constprop::detail::holds_branches<Layer>)
            [&]<class... Branches>(layer_list<Branches...>) {
                (for_each_row(layer_list<Branches>{}, place.takes, depth + 1, visit), ...);
            }(typename inside_of<Layer>::branches{});
        offered = place.gives;
    };
    (one(std::type_identity<Layers>{}), ...);
}

/// The table of a network: a row for each layer, and the totals.
template <class Network> struct summary_writer {
    using scalar = typename Network::scalar;
    /// What is only stored is not trained.
    static constexpr bool is_trained = std::is_same_v<typename Network::stored, scalar>;
    static constexpr std::size_t columns = 3;
    static constexpr std::string_view headings[columns] = {"Parameters", "Multiply-adds", "Bytes"};
    using cells = std::array<std::size_t, columns>;

    template <class Layer>
    static constexpr std::size_t bytes_of_parameters(const constprop::detail::place& at) noexcept {
        using stored = typename Network::stored;
        if constexpr (kernels::is_scaled<stored>) return constprop::detail::bytes_of_scaled<Layer>(at.takes);
        else return at.shape.parameters() * sizeof(stored);
    }

    /// Calls visit(first, outputs, cells) for each row; `first` and `outputs` write what is in the first two columns.
    template <class Visit> static constexpr void each_row(const Visit& visit) noexcept {
        const auto layer = [&]<class Layer>(std::type_identity<Layer>, const constprop::detail::place& at_,
                                            std::size_t depth_) {
            const std::size_t trained = at_.shape.parameters();
            visit(
                [&](auto& out_) {
                    pad(out_, 0, 2 * depth_);
                    write_summary_name<Layer>(out_, at_.shape);
                },
                at_.gives,
                cells{trained, at_.shape.multiply_accumulates,
                      bytes_of_parameters<Layer>(at_) + at_.statistics * sizeof(scalar)});
        };
        [&]<std::size_t... K>(std::index_sequence<K...>) {
            for_each_row(constprop::detail::layer_list<typename Network::template layer_type<K>...>{},
                         Network::input_extent, 0, layer);
        }(std::make_index_sequence<Network::layer_count>{});
        visit([](auto& out_) { out_ << "Total"; }, Network::output_extent, sums());
    }
    static constexpr cells sums() noexcept {
        return {Network::parameter_count, footprint<Network>::multiply_accumulates,
                footprint<Network>::parameter_bytes};
    }

    static constexpr std::size_t width_of(const auto& write) noexcept {
        text_counter counter;
        write(counter);
        return counter.size;
    }
    static constexpr auto number(std::size_t value) noexcept {
        return [value](auto& out_) { write_with_commas(out_, value); };
    }
    static constexpr auto shape(const extent& of) noexcept {
        return [of](auto& out_) { write_extent(out_, of); };
    }

    struct widths {
        std::size_t first, outputs;
    };
    /// Of the first two columns.
    static constexpr widths widest = [] {
        widths most{std::string_view{"Layer"}.size(), std::string_view{"Outputs"}.size()};
        const auto at_least = [](std::size_t& width_, std::size_t needed_) {
            if (needed_ > width_) width_ = needed_;
        };
        each_row([&](const auto& first_, const extent& outputs_, const cells& /*values*/) {
            at_least(most.first, width_of(first_));
            at_least(most.outputs, width_of(shape(outputs_)));
        });
        return most;
    }();
    static constexpr std::size_t width_of_column(std::size_t c) noexcept {
        const std::size_t sum = width_of(number(sums()[c]));
        return sum < headings[c].size() ? headings[c].size() : sum;
    }

    template <class Out> static constexpr void pad(Out& out, std::size_t taken, std::size_t width) noexcept {
        for (; taken < width; ++taken) out << " ";
    }
    template <class Out> static constexpr void write_right(Out& out, const auto& write, std::size_t width) noexcept {
        pad(out, width_of(write), width);
        write(out);
    }

    template <class Out> static constexpr void write(Out& out) noexcept {
        out << "Layer";
        pad(out, 5, widest.first + 2);
        write_right(out, [](auto& out_) { out_ << "Outputs"; }, widest.outputs);
        for (std::size_t c = 0; c < columns; ++c) {
            out << "  ";
            write_right(out, [c](auto& out_) { out_ << headings[c]; }, width_of_column(c));
        }
        out << "\n";
        each_row([&](const auto& first_, const extent& outputs_, const cells& values_) {
            first_(out);
            pad(out, width_of(first_), widest.first + 2);
            write_right(out, shape(outputs_), widest.outputs);
            for (std::size_t c = 0; c < columns; ++c) {
                out << "  ";
                write_right(out, number(values_[c]), width_of_column(c));
            }
            out << "\n";
        });
        out << "Input: ";
        write_extent(out, Network::input_extent);
        out << ". Beside that, a forward pass has ";
        write_with_commas(out, footprint<Network>::inference_bytes);
        out << " bytes of values";
        if constexpr (is_trained) {
            out << ", a step of SGD ";
            write_with_commas(out, footprint<Network>::trace_bytes + footprint<Network>::backward_bytes);
        }
        if (Network::needs_whole_sequence) out << ", for each step of a sequence";
        out << (is_trained ? "; all that they take" : "; all that it takes");
        out << " of RAM depends on the processor: see footprint.\n";
    }
};

}  // namespace detail

/// A table of a network's layers with the extents of their outputs, parameters, multiply-adds of a forward pass, and bytes
/// of parameters and statistics, like Keras' model.summary(). The row of a layer that holds others has their sums; theirs
/// follow, indented. It is a constant.
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
