#include <constprop/constprop.hpp>
#include <constprop/host/derivation.hpp>
#include <constprop/host/summary.hpp>

#include <array>
#include <cstddef>
#include <string>

#include "catch.hpp"

namespace {

namespace cp = constprop;
namespace host = constprop::host;

using model = cp::network<cp::linear<2, 20>, cp::relu, cp::linear<20, 5>, cp::identity>;
using small = cp::network<cp::linear<2, 3>, cp::tanh, cp::linear<3, 2>, cp::sigmoid>;

constexpr cp::network<cp::linear<2, 3>, cp::relu, cp::linear<3, 2>> learned =
    cp::initialized<cp::network<cp::linear<2, 3>, cp::relu, cp::linear<3, 2>>>(cp::kaiming_uniform{});

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; at += part.size()) ++found;
    return found;
}

}  // namespace

TEST_CASE("Derivations: the tables on each kind of page") {
    using derived = host::derivation<model, cp::mse>;
    const std::string text = derived::text(), markdown = derived::markdown(), latex = derived::latex(),
                      html = derived::html();

    CHECK(contains(text, "Linear₁ → relu → Linear₂ → identity → mse\n"));
    CHECK(contains(
        text, "  Linear₂   z₂     z₃ = W⁽²⁾z₂ + b⁽²⁾, 5×1  W⁽²⁾ relu(W⁽¹⁾x + b⁽¹⁾) + b⁽²⁾  Z₃ = Z₂W⁽²⁾ᵀ + 𝟙b⁽²⁾ᵀ\n"));
    CHECK(contains(text, "  W⁽¹⁾       x (∂ℓ/∂ŷ)(∂ŷ/∂z₃) W⁽²⁾ (∂z₂/∂z₁), 2×20    δ₁xᵀ, 20×2                 Δ₁ᵀX\n"));
    CHECK(contains(text, "  ∂z₂/∂z₁  diag(1[z₁ > 0]), 20×20  relu(z₁) = max(z₁, 0)\n"));
    CHECK(contains(text, " 5. Update, of every parameter w with gradient g: w ← w − η(g + λw)"));
    CHECK_FALSE(contains(text, "Loss and activation together"));

    CHECK(contains(markdown, "\n## Backward\n"));
    CHECK(contains(markdown, "| relu | ∂ℓ/∂z₁ = (∂ℓ/∂z₂)(∂z₂/∂z₁), 1×20 | δ₁ = δ₂ ⊙ 1\\[z₁ \\> 0\\] |"));
    CHECK(contains(latex, "\\frac{\\partial \\ell }{\\partial z_{1}}"));
    CHECK(count(latex, "{") == count(latex, "}"));
    CHECK(count(latex, "\\begin{longtable}") == 4);
    CHECK(contains(html, "<svg "));
    CHECK(contains(html, "<i>W</i><sup>(2)</sup>"));
    CHECK_FALSE(contains(html, "http-equiv"));
    for (const char* tag : {"table", "tr", "td", "i", "sub", "sup", "span", "svg", "ol", "li"}) {
        INFO(tag);
        const std::string name{tag};
        CHECK(count(html, "<" + name + ">") + count(html, "<" + name + " ") == count(html, "</" + name + ">"));
    }
}

TEST_CASE("Derivations: a loss and an activation that simplify") {
    CHECK(contains(host::derivation<small, cp::bce>::text(),
                   "Loss and activation together\n"
                   "δ₃ = (((ŷ − y) ⊘ (ŷ ⊙ (1 − ŷ)))/K) ⊙ ŷ ⊙ (1 − ŷ)\n"
                   "δ₃ = (ŷ − y)/K\n"));
    using logits = cp::network<cp::linear<2, 3>>;
    CHECK(contains(host::derivation<logits, cp::cross_entropy>::text(),
                   "p = softmax(ŷ)\n"
                   "δ₁ = (diag(p) − ppᵀ) (−y ⊘ p)\n"
                   "δ₁ = p 𝟙₃ᵀy − y\n"
                   "δ₁ = p − y\n"));
}

TEST_CASE("Derivations: with numbers, three ways to each gradient") {
    const auto net = cp::initialized<small>(cp::torch_default{.seed = 4});
    const auto numbers =
        host::derivation<small, cp::bce>::with_numbers(net, cp::bce{}, {0.5f, -1.5f}, std::array{0.0f, 1.0f});
    CHECK(numbers.from_differentiate() < 1e-7);         // differentiate is in float
    CHECK(numbers.from_central_differences() < 1e-10);  // both are in double
    CHECK(numbers.from_central_differences() > 0);
    const std::string text = numbers.text();
    CHECK(contains(text, "⎡  0.5 ⎤\n"));
    CHECK(contains(text, "⎣ -1.5 ⎦\n"));
    CHECK(count(text, "central differences\n") == 1);
    CHECK(count(text, "central differences ") == 4);
    CHECK(contains(numbers.latex(), "\\left[\\begin{array}{r}0.5 \\\\ -1.5\\end{array}\\right]"));
    CHECK(contains(numbers.html(), "<table class=\"matrix\"><tr><td>0.5</td></tr><tr><td>-1.5</td></tr></table>"));
    CHECK(contains(numbers.markdown(), "\\[0.5\\]<br>\\[-1.5\\]"));
}

TEST_CASE("Derivations: a frozen layer has no gradient, and stays in its own scalar") {
    using tuned = decltype(cp::freeze_before<learned, 2>());
    const std::string text = host::derivation<tuned, cp::mse>::text();
    CHECK(contains(text, "  W⁽²⁾       z₂ (∂ℓ/∂ŷ), 3×2"));
    CHECK_FALSE(contains(text, "  W⁽¹⁾  "));
    const auto net = cp::freeze_before<learned, 2>();
    const auto numbers =
        host::derivation<tuned, cp::mse>::with_numbers(net, cp::mse{}, {0.5f, -1.5f}, std::array{0.0f, 1.0f});
    CHECK(numbers.from_differentiate() < 1e-6);
    CHECK(numbers.from_central_differences() < 1e-3);
    CHECK(host::summary<tuned>().find("frozen linear<2, 3>        3           0              6      0\n") !=
          std::string_view::npos);
}

TEST_CASE("summary: a constant") {
    using digits = cp::network<cp::linear<64, 32>, cp::relu, cp::linear<32, 10>>;
    static_assert(host::summary<digits>().starts_with(
        "Layer           Outputs  Parameters  Multiply-adds  Bytes\n"
        "linear<64, 32>       32       2,080          2,048  8,320\n"
        "relu                 32           0              0      0\n"
        "linear<32, 10>       10         330            320  1,320\n"
        "Total                10       2,410          2,368  9,640\n"
        "Input: 64. Beside that, a forward pass works on 128 bytes, a step of SGD on "));
    static_assert(host::summary<cp::network<cp::linear<640, 1280>, cp::elu>>().find(" 820,480 ") !=
                  std::string_view::npos);
}
