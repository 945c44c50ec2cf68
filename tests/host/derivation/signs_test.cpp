#include <constprop/constprop.hpp>
#include <constprop/host/derivation.hpp>

#include <array>
#include <cctype>
#include <cstddef>
#include <ratio>
#include <string>
#include <vector>

#include "catch.hpp"
#include "page_text.hpp"

namespace {

namespace cp = constprop;
namespace host = constprop::host;
using page_text::contains;

using small = cp::network<cp::linear<2, 3>, cp::tanh, cp::linear<3, 2>, cp::sigmoid>;

/// z or a part of it.
template <class Part> struct mixed_with : cp::activation<mixed_with<Part>> {
    template <class T> static constexpr T value(T z) noexcept { return z < T(0) ? z / T(Part::den) : z; }
    template <class T> static constexpr T slope(T z, T /*a*/) noexcept { return z < T(0) ? T(1) / T(Part::den) : T(1); }
};

}  // namespace

TEST_CASE("Derivations: what the letters of a loss stand for") {
    using one = cp::network<cp::linear<2, 1>>;
    using three = cp::network<cp::linear<2, 3>>;
    const auto means = [](const std::string& page, const std::string& sign, const std::string& meaning) {
        const std::size_t at = page.find("\n  " + sign + ' ', page.find("\nSigns\n"));
        REQUIRE(at != std::string::npos);
        const std::string row = page.substr(at + 1, page.find('\n', at + 1) - at - 1);
        CHECK(row.substr(row.find_first_not_of(' ', sign.size() + 2)) == meaning);
    };
    means(host::derivation<one, cp::mse>::text(), "K", "the number of outputs, 1");
    means(host::derivation<one, cp::mse>::text(), "N", "the number of samples in a batch");
    means(host::derivation<one, cp::huber>::text(), "huber(a)",
          "a²/2 where |a| ≤ d, else d (|a| − d/2); of each element");
    means(host::derivation<one, cp::huber>::text(), "d", "delta of the loss");
    CHECK(contains(host::derivation<one, cp::huber>::latex(), "a$^{2}$/2 where $|$a$|$ $\\le$ d"));
    means(host::derivation<three, cp::weighted<cp::mse, 3>>::text(), "w",
          "the weight of each output in the loss; a parameter, where the rule has it");
    const std::string classes = host::derivation<three, cp::weighted<cp::cross_entropy, 3>>::text();
    means(classes, "y",
          "the target: 1 at the sample's class, 0 elsewhere, or its probabilities; with label_smoothing q, (1 − q) of "
          "that "
          "and q shared by all outputs");
    means(classes, "s", "the weights of the samples' classes, summed, or N where y are probabilities");
}

namespace {

/// Every sign on a page that is neither of arithmetic nor of a number: what is not ASCII, and every function.
std::vector<std::string> signs_on(const std::string& page) {
    const std::string plain = "−·×≤≥←√π→…₀₁₂₃₄₅₆₇₈₉⁰¹⁴⁵⁶⁷⁸⁹⁽⁾ᵗ⎡⎢⎣⎤⎥⎦";
    std::vector<std::string> signs;
    bool above = false;
    for (std::size_t at = 0, size = 1; at < page.size(); at += size) {
        size = 1;
        const auto is_name = [&](std::size_t k_) {
            return std::islower(static_cast<unsigned char>(page[k_])) || page[k_] == '_';
        };
        if (is_name(at)) {
            while (is_name(at + size)) ++size;
            if (size > 1 && page[at + size] == '(') signs.push_back(page.substr(at, size) + '(');
        } else if (static_cast<unsigned char>(page[at]) >= 0x80U) {
            while ((static_cast<unsigned char>(page[at + size]) & 0xC0U) == 0x80U) ++size;
            const std::string one = page.substr(at, size);
            if (one == "⁽") above = true;
            if (one == "⁾") above = false;
            if (plain.find(one) == std::string::npos && !(above && (one == "²" || one == "³"))) signs.push_back(one);
        }
    }
    return signs;
}

void check_signs(const std::string& page, const std::string& letters) {
    const std::size_t at = page.find("\nSigns\n");
    REQUIRE(at != std::string::npos);
    const std::string before = page.substr(0, at);
    std::string column = "\n";  // the signs that are explained
    for (const std::string& line : host::detail::lines_of(page.substr(at + 8)))
        column += line.substr(0, line.find("  ", 2)) + '\n';
    INFO(page);
    for (const std::string& sign : signs_on(before)) {
        CAPTURE(sign);
        // A function is explained, or said to be something.
        const std::string name = sign.substr(0, sign.size() - 1);
        const bool is_said = sign.back() == '(' && (before.find("\n" + sign) != std::string::npos ||
                                                    before.find("  " + sign) != std::string::npos);
        CHECK((contains(column, sign) || contains(column, "\n  " + name + '\n') || is_said));
    }
    for (const char letter : letters) {
        CAPTURE(letter);
        CHECK(contains(column, std::string{"\n  "} + letter + '\n'));
    }
}

}  // namespace

TEST_CASE("Derivations: every sign on a page is explained on it") {
    using classes = cp::network<cp::linear<2, 3>, cp::gelu, cp::linear<3, 2>>;
    check_signs(host::derivation<classes, cp::cross_entropy, cp::adam>::text(), "xXzZpyYNgmvtw");
    check_signs(host::derivation<classes, cp::weighted<cp::cross_entropy, 2>, cp::rmsprop>::text(), "swgv");
    check_signs(host::derivation<cp::network<cp::linear<2, 3>, cp::silu>, cp::l1>::text(), "KN");
    check_signs(host::derivation<cp::network<cp::linear<2, 3>, cp::softmax>, cp::mse>::text(), "KN");
    check_signs(host::derivation<cp::network<cp::linear<2, 3>, cp::hard_swish>, cp::huber, cp::sgd>::text(), "KNdgvw");
    check_signs(host::derivation<cp::network<cp::linear<2, 3>, cp::log_softmax>, cp::nll>::text(), "INy");
    check_signs(host::derivation<cp::network<cp::linear<2, 3>, cp::scale<3>, mixed_with<std::ratio<1, 2>>>,
                                 cp::bce_with_logits>::text(),
                "KNp");
    const auto net = cp::initialized<small>(cp::torch_default{});
    check_signs(
        host::derivation<small, cp::bce>::with_numbers(net, cp::bce{}, {0.5f, -1.5f}, std::array{0.0f, 1.0f}).text(),
        "xzyKwg");
    check_signs(host::derivation<small, cp::bce, cp::adam>::with_numbers(
                    net, cp::bce{}, std::array<small::input_type, 2>{}, std::array<small::output_type, 2>{})
                    .text(),
                "XZYKNwgmvt");
    const std::string softsign = host::derivation<cp::network<cp::linear<2, 3>, cp::softsign>, cp::mse>::text();
    CHECK_FALSE(contains(softsign, "\n  sign(a)"));
    CHECK(contains(host::derivation<cp::network<cp::linear<2, 3>, cp::gelu>, cp::mse>::latex(),
                   "$\\Phi(a)$ & the standard normal distribution function"));
}

TEST_CASE("Derivations: names of activations with arguments, of one's own in a namespace") {
    using third = cp::network<cp::linear<2, 3>, cp::elu_with<std::ratio<1, 3>>, mixed_with<std::ratio<1, 2>>>;
    const std::string text = host::derivation<third, cp::mse>::text();
    CHECK(contains(text, "Linear₁ → elu → mixed_with → mse\n"));
    CHECK(contains(text, "elu(z₁) = max(z₁, 0) + (1/3)(exp(min(z₁, 0)) − 1)\n"));
    CHECK(contains(text, "  ∂ŷ/∂z₂   diag(mixed_with′(z₂)), 3×3"));
}
