#include <constprop/constprop.hpp>
#include <constprop/host/check_gradient.hpp>
#include <constprop/host/derivation.hpp>

#include <cmath>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../formula/read_formula.hpp"
#include "catch.hpp"
#include "page_text.hpp"

// A recurrent layer step by step, and its gradient through time, as printed.
namespace {

namespace cp = constprop;
namespace host = constprop::host;
using host::notation;
using page_text::contains;
using matrix = host::matrix<double>;

template <class... Layers> using net = cp::basic_network<double, Layers...>;

constexpr std::size_t steps = 4, inputs = 3, hidden = 2;

/// The printed lines of layer K, read and computed for all steps.
template <class Network, std::size_t K> class reader {
    using traits = host::calculus::recurrent_traits<typename Network::template layer_type<K - 1>>;
    static constexpr std::size_t gates = traits::kind == host::calculus::recurrent_kind::rnn   ? 1
                                         : traits::kind == host::calculus::recurrent_kind::gru ? 3
                                                                                               : 4;
    const host::calculus::recurrent_lines lines_ = host::calculus::lines_of<Network, K>();
    formula_reader read_;
    std::map<std::string, std::vector<matrix>> values_;  ///< by name, at each step; "z₁", "δ_h"

    static std::string shown(std::string_view line) {
        return host::calculus::translation_of<notation::unicode, Network, K>()(line);
    }
    /// A step's own values, and those of its neighbors, which are 0 beyond the ends.
    void go_to(std::size_t t) {
        for (const auto& [name, of_name] : values_) {
            const std::vector<matrix>& all = of_name;
            const auto at = [&](bool is_there, std::size_t step) {
                return is_there && step < all.size() ? all[step] : matrix(all[0].rows(), 1);
            };
            read_.symbols.insert_or_assign(name + "[t]", at(true, t));
            read_.symbols.insert_or_assign(name + "[t − 1]", at(t > 0, t - 1));
            read_.symbols.insert_or_assign(name + "[t + 1]", at(t + 1 < steps, t + 1));
        }
    }
    /// Splits "left = right", or "left = left = right".
    static std::pair<std::string, std::string> sides(const std::string& line) {
        const std::size_t first = line.find(" = "), last = line.rfind(" = ");
        return {line.substr(0, first), line.substr(last + 3)};
    }
    void compute(std::string_view line, std::size_t t) {
        const auto [left, right] = sides(shown(line));
        const std::string name = left.substr(0, left.find('['));
        if (!values_.contains(name)) values_[name].assign(steps, matrix(name == shown("{p}") ? inputs : hidden, 1));
        go_to(t);
        values_[name][t] = read_.read(right);
    }

 public:
    std::vector<double> parameters;  ///< the gradient, in the order of the network

    matrix value(std::string_view name, std::size_t t) const { return values_.at(shown(name))[t]; }

    reader(const std::vector<double>& theta, const std::vector<matrix>& x, const std::vector<matrix>& dy) {
        using formula = formula_reader;
        read_.functions["tanh("] = formula::each([](double a) { return std::tanh(a); });
        read_.functions["σ("] = formula::each([](double a) { return 1 / (1 + std::exp(-a)); });
        read_.functions["relu("] = formula::each([](double a) { return a > 0 ? a : 0.0; });
        read_.functions["relu′("] = formula::each([](double a) { return a > 0 ? 1.0 : 0.0; });
        read_.functions["tanh′("] = formula::each([](double a) { return 1 - std::tanh(a) * std::tanh(a); });
        const std::string letters = gates == 1 ? "h" : gates == 3 ? "rzn" : "ifgo";
        const auto add = [&](const std::string& kind, std::size_t columns, std::size_t first) {
            for (std::size_t g = 0; g < gates; ++g) {
                matrix one(hidden, columns);
                for (std::size_t k = 0; k < hidden * columns; ++k)
                    one(k / columns, k % columns) = theta[first + g * hidden * columns + k];
                read_.symbols.insert_or_assign(kind + letters.substr(g, 1), one);
            }
        };
        add("W_i", inputs, 0);
        add("W_h", hidden, gates * hidden * inputs);
        if (traits::has_biases) add("b_i", 1, gates * hidden * (inputs + hidden));
        if (traits::has_biases) add("b_h", 1, gates * hidden * (inputs + hidden + 1));
        values_[shown("{x}")] = x;
        values_[shown("{q}")] = dy;
        values_[shown("{y}")].assign(steps, matrix(hidden, 1));
        if (gates == 4) values_["c"].assign(steps, matrix(hidden, 1));
        for (std::size_t t = 0; t < steps; ++t)
            for (const std::string& line : lines_.step()) compute(line, t);
        // On the way back a line may need a value of the next step that a later line gives.
        for (const std::string& line : lines_.back()) {
            const std::string name = sides(shown(line)).first;
            values_[name.substr(0, name.find('['))].assign(steps, matrix(line.starts_with("{p}") ? inputs : hidden, 1));
        }
        for (std::size_t t = steps; t-- > 0;)
            for (const std::string& line : lines_.back()) compute(line, t);
        read_parameters(letters);
    }

 private:
    /// "∂ℓ/∂W_ir = Σ_t …": the sum over all steps.
    void read_parameters(const std::string& letters) {
        std::map<std::string, matrix> sums;
        for (const std::string& line : lines_.parameters()) {
            const auto [left, right] = sides(shown(line));
            REQUIRE(right.starts_with("Σ_t "));
            matrix sum(0.0);
            for (std::size_t t = 0; t < steps; ++t) {
                go_to(t);
                const matrix term = read_.read(right.substr(std::string_view{"Σ_t "}.size()));
                sum = t == 0 ? term : map(sum, term, [](double a, double b) { return a + b; });
            }
            const std::string partial = "∂ℓ/∂";
            for (std::string names = shown(line).substr(0, shown(line).find(" = Σ")); !names.empty();) {
                const std::string name = names.substr(partial.size(), 4);
                sums.insert_or_assign(name, sum);
                names = names.size() > partial.size() + 7 ? names.substr(partial.size() + 4 + 3) : "";
            }
        }
        for (const std::string kind : {"W_i", "W_h", "b_i", "b_h"})
            for (std::size_t g = 0; g < gates; ++g)
                if (const auto found = sums.find(kind + letters.substr(g, 1)); found != sums.end())
                    for (const double value : found->second.values()) parameters.push_back(value);
    }
};

/// The printed formulas give the outputs and the gradients of the library's own passes.
template <class Layer> void check() {
    using alone = net<Layer>;
    const auto of = cp::initialized<alone>(cp::torch_default{.seed = 5});
    cp::random draw(7);
    cp::sequence<typename alone::input_type, steps> x{};
    cp::sequence<typename alone::output_type, steps> y{};
    for (auto& row : x.steps)
        for (double& value : row) value = draw.uniform(1.0);
    for (auto& row : y.steps)
        for (double& value : row) value = draw.uniform(1.0);
    const auto outputs = of(x);
    const auto found = cp::differentiate(of, cp::mse{}, x, y);
    const auto dx = cp::differentiate_input(of, cp::mse{}, x, y).gradient;

    std::vector<matrix> columns, slopes;
    for (std::size_t t = 0; t < steps; ++t) {
        columns.emplace_back(inputs, 1), slopes.emplace_back(hidden, 1);
        for (std::size_t i = 0; i < inputs; ++i) columns[t](i, 0) = x[t][i];
        for (std::size_t k = 0; k < hidden; ++k) slopes[t](k, 0) = 2 * (outputs[t][k] - y[t][k]) / (hidden * steps);
    }
    const auto p = of.parameters();
    const reader<alone, 1> printed({p.begin(), p.end()}, columns, slopes);
    const auto gradient = found.gradient.parameters();
    REQUIRE(printed.parameters.size() == gradient.size());
    for (std::size_t k = 0; k < gradient.size(); ++k) CHECK(std::abs(printed.parameters[k] - gradient[k]) < 1e-14);
    for (std::size_t t = 0; t < steps; ++t) {
        for (std::size_t k = 0; k < hidden; ++k) CHECK(std::abs(printed.value("{y}", t)(k, 0) - outputs[t][k]) < 1e-14);
        for (std::size_t i = 0; i < inputs; ++i) CHECK(std::abs(printed.value("{p}", t)(i, 0) - dx[t][i]) < 1e-14);
    }
    // So do the numbers by which mistakes are found.
    const auto numbers = host::calculus::recurrence_of<alone, 1>(of);
    matrix rows(steps, inputs), back(steps, hidden);
    for (std::size_t t = 0; t < steps; ++t) {
        for (std::size_t i = 0; i < inputs; ++i) rows(t, i) = x[t][i];
        for (std::size_t k = 0; k < hidden; ++k) back(t, k) = slopes[t](k, 0);
    }
    const auto right = numbers.backward(rows, back, host::mistake::none);
    for (std::size_t k = 0; k < gradient.size(); ++k) CHECK(std::abs(right.parameters(k, 0) - gradient[k]) < 1e-14);
    for (std::size_t t = 0; t < steps; ++t)
        for (std::size_t i = 0; i < inputs; ++i) CHECK(std::abs(right.x(t, i) - dx[t][i]) < 1e-14);
}

}  // namespace

TEST_CASE("recurrent layers: the printed formulas give the library's outputs and gradients") {
    check<cp::rnn<inputs, hidden>>();
    check<cp::rnn<inputs, hidden, cp::relu, cp::no_bias>>();
    check<cp::gru<inputs, hidden>>();
    check<cp::gru<inputs, hidden, cp::reset_before>>();
    check<cp::gru<inputs, hidden, cp::no_bias>>();
    check<cp::lstm<inputs, hidden>>();
}

TEST_CASE("recurrent layers: a page has the step, the way back and the sums over steps, in every notation") {
    using model = cp::network<cp::linear<2, 3>, cp::rnn<3, 2>, cp::linear<2, 1>>;
    using derivation = host::derivation<model, cp::mse>;
    const std::string text = derivation::text();
    for (const char* const line :
         {"a[t] = W_ih z₁[t] + b_ih + W_hh z₂[t − 1] + b_hh", "z₂[t] = tanh(a[t])", "δ_h[t] = δ₂[t] + W_hhᵀ δ_a[t + 1]",
          "δ_a[t] = δ_h[t] ⊙ tanh′(a[t])", "δ₁[t] = W_ihᵀ δ_a[t]", "∂ℓ/∂W_hh = Σ_t δ_a[t] z₂[t − 1]ᵀ",
          "∂ℓ/∂b_ih = ∂ℓ/∂b_hh = Σ_t δ_a[t]", "Values before the first step"})
        CHECK(contains(text, line));
    const std::string latex = derivation::latex(), html = derivation::html();
    CHECK(contains(latex, "\\delta _{h}[t] = \\delta _{2}[t] + W_{hh}^{\\top}\\,\\delta _{a}[t + 1]"));
    CHECK(contains(latex, "\\textstyle\\sum_{t}\\delta _{a}[t]\\,z_{2}[t - 1]^{\\top}"));
    CHECK(contains(html, "<i>W</i><sub>hh</sub><sup>⊤</sup> <i>δ</i><sub>a</sub>[<i>t</i> + 1]"));
    CHECK(contains(html, "Σ<sub><i>t</i></sub> <i>δ</i><sub>a</sub>[<i>t</i>]"));
    // A network without such a layer has no such section.
    CHECK_FALSE(contains(host::derivation<cp::network<cp::linear<2, 1>>, cp::mse>::text(), "Recurrent layers"));
}
