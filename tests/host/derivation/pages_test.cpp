#include <constprop/constprop.hpp>
#include <constprop/host/derivation.hpp>

#include <algorithm>
#include <cstddef>
#include <sstream>
#include <string>
#include <vector>

#include "catch.hpp"
#include "page_text.hpp"

namespace {

namespace cp = constprop;
namespace host = constprop::host;
using page_text::contains;
using page_text::count;

using model = cp::network<cp::linear<2, 20>, cp::relu, cp::linear<20, 5>, cp::identity>;
using small = cp::network<cp::linear<2, 3>, cp::tanh, cp::linear<3, 2>, cp::sigmoid>;

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
    CHECK(count(latex, "\\begin{longtable}") == 5);
    CHECK(contains(html, "<title>Linear1 → relu → Linear2 → identity → mse</title>"));
    CHECK(contains(html, "<svg "));
    CHECK(contains(html, "<i>W</i><sup>(2)</sup>"));
    CHECK_FALSE(contains(html, "http-equiv"));
    for (const char* tag : {"table", "tr", "td", "i", "sub", "sup", "span", "svg", "ol", "li"}) {
        INFO(tag);
        const std::string name{tag};
        CHECK(count(html, "<" + name + ">") + count(html, "<" + name + " ") == count(html, "</" + name + ">"));
    }
}

TEST_CASE("Pages: small and large numbers of a matrix in LaTeX are no products with e") {
    CHECK(host::latex_page::matrix_of({{"1e-05", "-2.5e+12", "3"}}) ==
          "{\\renewcommand{\\arraystretch}{1}$\\left[\\begin{array}{rrr}"
          "1\\cdot 10^{-5} & -2.5\\cdot 10^{12} & 3\\end{array}\\right]$}");
}

TEST_CASE("Pages: a matrix in HTML has brackets, a picture its own size, and in LaTeX many columns are small ones") {
    const std::string html = host::html_page{}.finished();
    for (const char* side : {"before", "after"}) CHECK(contains(html, std::string{"table.matrix::"} + side));
    CHECK(contains(html, "table.matrix::before { left: 0; border-right: 0; }"));
    CHECK(contains(html, "table.matrix::after { right: 0; border-left: 0; }"));
    CHECK_FALSE(contains(html, "figure svg { max-width"));
    CHECK_FALSE(contains(html, "nowrap"));
    const std::vector<std::vector<std::string>> five(1, std::vector<std::string>(5, "0.1234")),
        six(1, std::vector<std::string>(6, "0.1234"));
    CHECK_FALSE(contains(host::latex_page::matrix_of(five), "\\scriptsize"));
    CHECK(contains(host::latex_page::matrix_of(six), "\\scriptsize"));
    host::latex_page page;
    page.table({{"Layer", "Formula", "Value"}, {{"", "", host::latex_page::matrix_of(six)}}});
    CHECK(contains(page.finished(), "p{0.56"));
}

TEST_CASE("Derivations: a slash over a slash, and a factor behind one, stand apart") {
    using host::notation;
    using host::formula::text_of;
    using formulas = host::derivation<small, cp::mse>::formulas;
    constexpr auto z = formulas::z<1>;
    constexpr host::symbols::output_count<2> K{};
    static_assert(text_of<notation::unicode>(z / K / K) == "(z₁/K)/K");
    static_assert(text_of<notation::unicode>(z / K * transpose(z)) == "(z₁/K) z₁ᵀ");
    static_assert(text_of<notation::unicode>(divide(K, K / K)) == "K/(K/K)");
    static_assert(text_of<notation::unicode>(divide(K * K, K)) == "KK/K");
    static_assert(text_of<notation::unicode>(divide(z, K)) == "z₁ ⊘ K");
}

TEST_CASE("Derivations: a loss and an activation that simplify") {
    CHECK(contains(host::derivation<small, cp::bce>::text(),
                   "Loss and activation together\n"
                   "δ₃ = (((ŷ − y) ⊘ (ŷ ⊙ (1 − ŷ)))/K) ⊙ ŷ ⊙ (1 − ŷ)\n"
                   "δ₃ = (ŷ − y)/K\n"));
    using logits = cp::network<cp::linear<2, 3>>;
    CHECK(contains(host::derivation<logits, cp::cross_entropy>::text(),
                   "p = softmax(ŷ)\n"
                   "∂p/∂ŷ = diag(exp(ŷ))/Σ(exp(ŷ)) − (exp(ŷ)/Σ(exp(ŷ))) exp(ŷ)ᵀ/Σ(exp(ŷ)) = diag(p) − ppᵀ\n"
                   "∂ℓ/∂p = −(y ⊘ p)ᵀ\n"
                   "δ₁ = (diag(p) − ppᵀ) (−y ⊘ p)\n"
                   "diag(p) (y ⊘ p) = y\n"
                   "pᵀ (y ⊘ p) = 𝟙₃ᵀy\n"
                   "δ₁ = p 𝟙₃ᵀy − y\n"
                   "𝟙₃ᵀy = 1\n"
                   "δ₁ = p − y\n"));
}

TEST_CASE("Derivations: numbers do not run together") {
    using chain = cp::network<cp::linear<2, 3>, cp::elu, cp::linear<3, 3>, cp::leaky_relu<>>;
    const std::string text = host::derivation<chain, cp::mse>::text();
    CHECK(contains(text, "elu(z₁) = max(z₁, 0) + exp(min(z₁, 0)) − 1\n"));
    CHECK(contains(text, "0.01 · 1[z₃ ≤ 0]"));
}

TEST_CASE("Derivations: a wide table is broken, and a large matrix is cut with a mark") {
    using wide = cp::network<cp::linear<64, 40>, cp::gelu, cp::linear<40, 30>, cp::leaky_relu<>, cp::linear<30, 20>,
                             cp::silu, cp::linear<20, 20>, cp::hard_swish, cp::linear<20, 10>>;
    const auto net = cp::initialized<wide>(cp::torch_default{});
    using derived = host::derivation<wide, cp::mse>;
    for (const std::string& text :
         {derived::text(), derived::with_numbers(net, cp::mse{}, wide::input_type{}, wide::output_type{}).text()}) {
        std::size_t widest = 0;
        bool in_table = false;
        for (const std::string& line : host::detail::lines_of(text)) {
            in_table = line.starts_with("  ");
            if (in_table) widest = std::max(widest, host::display_width(line));
        }
        CHECK(widest <= 180);
    }
    const auto numbers = derived::with_numbers(net, cp::mse{}, wide::input_type{}, wide::output_type{});
    for (const std::string& page : {numbers.text(), numbers.html(), numbers.markdown()})
        CHECK((contains(page, "…") && contains(page, ", 40×64")));
    CHECK((contains(numbers.latex(), "\\ldots{}") && contains(numbers.latex(), ", 40$\\times$64")));
    // Running text is broken, too.
    for (const std::string& line : host::detail::lines_of(derived::text())) CHECK(host::display_width(line) <= 180);
    // 2,600 parameters stand within their box: 15 letters of 7 pixels.
    std::ostringstream svg;
    derived::picture().write(svg);
    CHECK(contains(svg.str(), ">2600 parameters<"));
    CHECK(contains(svg.str(), "width=\"127\""));
}
