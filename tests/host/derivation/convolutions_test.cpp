#include <constprop/constprop.hpp>
#include <constprop/host/derivation.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <string>

#include "../formula/notations.hpp"
#include "../formula/read_sum.hpp"
#include "catch.hpp"
#include "page_text.hpp"
#include "read_again.hpp"

// Convolutions as sums over the kernel, and their three gradients.
namespace {

namespace cp = constprop;
namespace host = constprop::host;
using host::notation;
using host::calculus::convolution_sum;
using host::formula::text_of;
using host::symbols::of;
using page_text::contains;
using page_text::count;
using read_again::check;

template <class... Layers> using net = cp::basic_network<double, Layers...>;
using simple = net<cp::image<5, 4, 2>, cp::conv2d<2, 3, cp::kernel<3>>, cp::tanh, cp::flatten, cp::linear<18, 2>>;
using strided = net<cp::image<6, 5, 2>, cp::tanh,
                    cp::conv2d<2, 3, cp::kernel<3, 2>, cp::stride<2, 1>, cp::padding<2, 1>, cp::dilation<1, 2>>,
                    cp::relu, cp::conv2d<3, 2, cp::kernel<2>, cp::same, cp::no_bias>, cp::flatten, cp::linear<40, 2>>;
using over_time = net<cp::signal<9, 2>, cp::conv1d<2, 3, cp::kernel<3>, cp::stride<2>, cp::padding<1>>, cp::sigmoid,
                      cp::flatten, cp::linear<15, 2>>;

template <class Row, std::size_t Rows> std::array<Row, Rows> drawn(std::uint64_t seed) {
    cp::random draw(seed);
    std::array<Row, Rows> rows{};
    for (Row& row : rows)
        for (auto& value : row) value = draw.uniform(typename Row::value_type(1));
    return rows;
}

/// The sums of layer K, read as they are printed, give the values and gradients of the library's own passes.
template <std::size_t K, class Network> void check_sums() {
    using sums = host::calculus::convolution_sums<Network, K>;
    constexpr cp::extent in = Network::taken_by(K - 1), out = Network::given_by(K - 1);
    const auto of = cp::initialized<Network>(cp::torch_default{.seed = 3});
    const auto x = drawn<typename Network::input_type, 1>(1);
    const auto y = drawn<typename Network::output_type, 1>(2);
    const host::calculus::numbers numbers(of, cp::mse{}, x, y);
    const auto gradient = cp::differentiate(of, cp::mse{}, x, y).gradient;

    const auto inside = [](long k, std::size_t size) { return k >= 0 && k < static_cast<long>(size); };
    const auto at = [](long k) { return static_cast<std::size_t>(k); };
    // Of an image [channel, row, column], of a signal [channel, position].
    const auto values = [=](const host::matrix<double>& row, const cp::extent& extent) {
        return [=](const sum_reader::indices& k) {
            const long i = sums::is_image ? k[1] : 0, j = k.back();
            if (!inside(i, extent.height) || !inside(j, extent.width)) return 0.0;
            return row(0, (at(i) * extent.width + at(j)) * extent.channels + at(k[0]));
        };
    };
    const auto parameter = [=](auto get) {
        return [=](const sum_reader::indices& k) {
            const std::size_t u = sums::is_image ? at(k[2]) : 0, v = at(k.back());
            return get(((at(k[0]) * sums::sizes.inputs + at(k[1])) * sums::sizes.rows.size + u) *
                           sums::sizes.columns.size +
                       v);
        };
    };
    const auto text = [](auto formula) { return std::string{text_of<notation::unicode>(formula)}; };
    using formulas = host::calculus::chain<Network, cp::mse>;
    sum_reader reader;
    reader.arrays[text(formulas::template z<K - 1>)] = values(numbers.values(K - 1), in);
    reader.arrays[text(formulas::template z<K>)] = values(numbers.values(K), out);
    reader.arrays[text(formulas::template delta<K - 1>)] = values(numbers.delta(K - 1), in);
    reader.arrays[text(formulas::template delta<K>)] = values(numbers.delta(K), out);
    const std::string W = text(formulas::template W<K>);
    const auto& layer = of.template layer<K - 1>();
    const auto& slopes = gradient.template layer<K - 1>();
    constexpr std::size_t weights = Network::shape_of(K - 1).weights;
    reader.arrays[W] = parameter([&layer](std::size_t k) { return layer.parameter(k); });
    reader.arrays["(∂ℓ/∂" + W + ")"] = parameter([&slopes](std::size_t k) { return slopes.parameter(k); });
    if constexpr (sums::has_biases) {
        const std::string b = text(formulas::template b<K>);
        reader.arrays[b] = [&](const sum_reader::indices& k) { return layer.parameter(weights + at(k[0])); };
        reader.arrays["(∂ℓ/∂" + b + ")"] = [&](const sum_reader::indices& k) {
            return slopes.parameter(weights + at(k[0]));
        };
    }
    const auto size = [](std::size_t n) { return static_cast<long>(n); };
    reader.sizes = {{'o', size(sums::sizes.outputs)}, {'c', size(sums::sizes.inputs)}};
    const std::array<std::size_t, 2> places{out.height, out.width},
        taps{sums::sizes.rows.size, sums::sizes.columns.size}, positions{in.height, in.width};
    constexpr std::size_t first = sums::is_image ? 0 : 1;
    for (std::size_t axis = first; axis < 2; ++axis) {
        reader.sizes["ij"[axis - first]] = size(places[axis]);
        reader.sizes["uv"[axis - first]] = size(taps[axis]);
        reader.sizes["hk"[axis - first]] = size(positions[axis]);
    }
    const auto read = [&](std::string_view line, std::string_view latex, std::string_view html, std::size_t expected) {
        INFO(line);
        std::size_t found = 0;
        double largest = 0;
        reader.read(line, [&](double left, double right) {
            CHECK(std::abs(left - right) < 1e-12);
            largest = std::max(largest, std::abs(left));
            ++found;
        });
        CHECK(found == expected);
        CHECK(largest > 1e-3);
        CHECK(notations::from_latex(std::string{latex}) == notations::compact(std::string{line}));
        CHECK(notations::from_html(std::string{html}) == notations::compact(std::string{line}));
    };
    const auto in_all = [&]<convolution_sum Which>(std::size_t expected) {
        read(sums::template text<Which, notation::unicode>(), sums::template text<Which, notation::latex>(),
             sums::template text<Which, notation::html>(), expected);
    };
    in_all.template operator()<convolution_sum::value>(out.size());
    in_all.template operator()<convolution_sum::of_input>(in.size());
    in_all.template operator()<convolution_sum::of_weights>(weights);
    if constexpr (sums::has_biases) in_all.template operator()<convolution_sum::of_biases>(sums::sizes.outputs);
}

}  // namespace

TEST_CASE("Derivations: a convolution as a sum over the kernel") {
    using sums = host::calculus::convolution_sums<strided, 2>;
    static_assert(sums::text<convolution_sum::value, notation::unicode>() ==
                  "z₂[o, i, j] = Σ_c Σ_u Σ_v W⁽¹⁾[o, c, u, v] z₁[c, 2 i + u − 2, j + 2 v − 1] + b⁽¹⁾[o]");
    static_assert(sums::text<convolution_sum::of_weights, notation::unicode>() ==
                  "(∂ℓ/∂W⁽¹⁾)[o, c, u, v] = Σ_i Σ_j δ₂[o, i, j] z₁[c, 2 i + u − 2, j + 2 v − 1]");
    static_assert(sums::text<convolution_sum::of_biases, notation::unicode>() == "(∂ℓ/∂b⁽¹⁾)[o] = Σ_i Σ_j δ₂[o, i, j]");
    using of_signal = host::calculus::convolution_sums<over_time, 1>;
    static_assert(of_signal::text<convolution_sum::of_input, notation::unicode>() ==
                  "δ₀[c, h] = Σ_o Σ_i Σ_u W⁽¹⁾[o, c, u] δ₁[o, i] 1[h = 2 i + u − 1]");
    using formulas = host::derivation<simple, cp::mse>::formulas;
    static_assert(text_of<notation::unicode>(formulas::forward<1>()) == "conv₁(W⁽¹⁾, x) + b⁽¹⁾");
    static_assert(text_of<notation::unicode>(formulas::backward<0>()) == "convT₁(W⁽¹⁾, δ₁)");
    static_assert(text_of<notation::unicode>(formulas::weight_gradient<1, of::batch>()) == "correlation₁(Δ₁, X)");
    static_assert(text_of<notation::unicode>(formulas::bias_gradient<1>()) == "sum₁(δ₁)");
}

TEST_CASE("Derivations: the sums of a convolution, as they are printed, are its values and gradients") {
    check_sums<1, simple>();
    check_sums<2, strided>();
    check_sums<4, strided>();
    check_sums<1, over_time>();
}

TEST_CASE("Derivations: of convolutions, too, what is printed says what is computed") {
    check<simple>(cp::mse{});
    CHECK(check<strided, 3>(cp::cross_entropy{}, 2) >= 20);
    CHECK(check<over_time, 1>(cp::mse{}, 1) >= 20);
}

TEST_CASE("Derivations: with numbers of convolutions; the sums are on every page, with every sign") {
    const auto numbers = host::derivation<strided, cp::mse>::with_numbers(cp::initialized<strided>(cp::torch_default{}),
                                                                          cp::mse{}, drawn<strided::input_type, 2>(1),
                                                                          drawn<strided::output_type, 2>(2));
    CHECK(numbers.from_differentiate() < 1e-12);
    CHECK(numbers.from_central_differences() < 1e-8);
    const auto of_sample = host::derivation<over_time, cp::mse>::with_numbers(
        cp::initialized<over_time>(cp::torch_default{}), cp::mse{}, drawn<over_time::input_type, 1>(1)[0],
        drawn<over_time::output_type, 1>(2)[0]);
    CHECK(of_sample.from_differentiate() < 1e-12);
    CHECK(of_sample.from_central_differences() < 1e-8);
    const std::string page = host::derivation<strided, cp::mse, cp::adam>::text();
    for (const std::string& text : {page, numbers.text()}) {
        CHECK(contains(text, "  conv2d₁  z₂[o, i, j] = Σ_c Σ_u Σ_v W⁽¹⁾[o, c, u, v]"));
        CHECK(count(text, " = Σ_") == 7);  // four of the first, three of the second, which has no biases
        for (const char* sign : {"\n  Σ_c W[o, c] ", "\n  convₖ(W, a) ", "\n  correlationₖ(δ, a) ", "\n  sumₖ(a) "}) {
            INFO(sign);
            CHECK(contains(text, sign));
        }
        CHECK_FALSE(contains(text, "the probabilities that the loss makes"));
    }
    CHECK_FALSE(contains(host::derivation<simple, cp::mse>::text(), "\n  v  "));  // an index is no sign of the rule
    CHECK(contains(host::derivation<simple, cp::mse>::html(), "Σ<sub><i>c</i></sub> Σ<sub><i>u</i></sub> "));
}
