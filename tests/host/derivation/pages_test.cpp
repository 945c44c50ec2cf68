#include <constprop/constprop.hpp>
#include <constprop/host/derivation.hpp>
#include <constprop/host/summary.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstddef>
#include <ratio>
#include <sstream>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "catch.hpp"

namespace {

namespace cp = constprop;
namespace host = constprop::host;

using model = cp::network<cp::linear<2, 20>, cp::relu, cp::linear<20, 5>, cp::identity>;
using small = cp::network<cp::linear<2, 3>, cp::tanh, cp::linear<3, 2>, cp::sigmoid>;

constexpr cp::network<cp::linear<2, 3>, cp::relu, cp::linear<3, 2>> learned =
    cp::initialized<cp::network<cp::linear<2, 3>, cp::relu, cp::linear<3, 2>>>(cp::kaiming_uniform{});

/// z or a part of it.
template <class Part> struct mixed_with : cp::activation<mixed_with<Part>> {
    template <class T> static constexpr T value(T z) noexcept { return z < T(0) ? z / T(Part::den) : z; }
    template <class T> static constexpr T slope(T z, T /*a*/) noexcept { return z < T(0) ? T(1) / T(Part::den) : T(1); }
};

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

TEST_CASE("Derivations: with numbers, a batch") {
    using logits = cp::network<cp::linear<2, 3>, cp::tanh, cp::linear<3, 2>>;
    const auto net = cp::initialized<logits>(cp::torch_default{.seed = 4});
    const std::array<logits::input_type, 3> x{{{1, 2}, {0, 1}, {-1, 0.5f}}};
    const auto of_classes = host::derivation<logits, cp::cross_entropy>::with_numbers(
        net, cp::cross_entropy{}, x, std::array<std::size_t, 3>{1, 0, 1});
    CHECK(of_classes.from_differentiate() < 1e-7);
    CHECK(of_classes.from_central_differences() < 1e-10);
    CHECK(of_classes.from_central_differences() > 0);
    CHECK(contains(of_classes.text(), "Δ₃ = (softmax(Ŷ) − Y)/N"));
    CHECK(contains(of_classes.text(), "⎣  -1 0.5 ⎦\n"));
    CHECK(contains(of_classes.html(), "<table class=\"matrix\">"));
    const auto of_values = host::derivation<logits, cp::mse>::with_numbers(
        net, cp::mse{}, x, std::array<logits::output_type, 3>{{{1, 2}, {3, 4}, {5, 6}}});
    CHECK(of_values.from_central_differences() < 1e-8);
}

TEST_CASE("Derivations: with numbers, the first step of a rule") {
    using line = cp::network<cp::linear<1, 1>>;
    // ℓ = (ŷ − y)², ŷ = 2·3 + 1 = 7, y = 5: ∂ℓ/∂w = 2·2·3 = 12, ∂ℓ/∂b = 4.
    const line net = line::from_parameters({2, 1});
    const auto numbers = host::derivation<line, cp::mse, cp::sgd>::with_numbers(
        net, cp::mse{}, {3.0f}, std::array{5.0f}, cp::sgd{.learning_rate = 0.125});
    const std::string text = numbers.text(), update = text.substr(text.find("\nUpdate"));
    CHECK(contains(update, "η = 0.125, μ = 0, τ = 0, λ = 0\n"));
    CHECK(contains(update, "w ← w − ηv                      [ 0.5 ]\n"));  // of w and of b
    CHECK(count(update, "g ← g + λw") == 2);
    CHECK(count(update, "[ 12 ]") == 3);  // g, g + λw and v
    CHECK(count(update, "optimizer.step                  [ 0.5 ]\n") == 2);
    // Twice the same sample: the mean of a batch is its gradient.
    const std::string batch = host::derivation<line, cp::mse, cp::sgd>::with_numbers(
                                  net, cp::mse{}, std::array<line::input_type, 2>{{{3.0f}, {3.0f}}},
                                  std::array<line::output_type, 2>{{{5.0f}, {5.0f}}}, cp::sgd{.learning_rate = 0.125})
                                  .text();
    CHECK(contains(batch, update.substr(0, update.find("\nSigns"))));
    const auto same = [](const auto& rule) {
        using Rule = std::remove_cvref_t<decltype(rule)>;
        auto of = cp::basic_network<double, cp::linear<1, 1>>::from_parameters({0.7, -0.4});
        auto optimizer = cp::make_optimizer(of, rule);
        const auto slope = cp::basic_network<double, cp::linear<1, 1>>::from_parameters({0.3, -0.2});
        const host::calculus::first_step<Rule, double> step(rule);
        using one = host::matrix<double>;
        one w(1, 1, 0.7), g(1, 1, 0.3);
        const double by_formulas = step(w, g)(0, 0);
        optimizer.step(of, slope);
        return std::abs(by_formulas - of.template layer<0>().weight(0, 0)) < 1e-14;
    };
    CHECK(same(cp::plain_sgd{.learning_rate = 0.1, .weight_decay = 0.2}));
    CHECK(same(cp::sgd{.learning_rate = 0.1, .momentum = 0.9, .dampening = 0.3, .weight_decay = 0.2}));
    CHECK(same(cp::sgd{.learning_rate = 0.1, .momentum = 0.9, .nesterov = true}));
    CHECK(same(cp::adam{.learning_rate = 0.1, .weight_decay = 0.2}));
    CHECK(same(cp::adamw{.learning_rate = 0.1, .weight_decay = 0.2}));
    CHECK(same(cp::rmsprop{.learning_rate = 0.1, .weight_decay = 0.2}));
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

TEST_CASE("Derivations: with numbers, of a loss that is weighted and unfused, in either order") {
    const auto from_differentiate = [](const auto& loss) {
        return host::derivation<small, std::remove_cvref_t<decltype(loss)>>::with_numbers(
                   cp::initialized<small>(cp::torch_default{}), loss, {0.5f, -1.5f}, std::array{0.0f, 1.0f})
            .from_differentiate();
    };
    CHECK(from_differentiate(cp::unfused<cp::weighted<cp::bce, 2>>{cp::weighted(cp::bce{}, {1.0, 3.0})}) < 1e-6);
    CHECK(from_differentiate(cp::weighted(cp::unfused<cp::bce>{}, {1.0, 3.0})) < 1e-6);
}

TEST_CASE("Derivations: with numbers, 0/0 is shown and counts as no agreement") {
    using saturated = cp::network<cp::linear<1, 1>, cp::sigmoid>;
    const auto numbers = host::derivation<saturated, cp::bce>::with_numbers(saturated::from_parameters({50.0f, 50.0f}),
                                                                            cp::bce{}, {1.0f}, std::array{1.0f});
    CHECK(contains(numbers.text(), "(ŷ ⊙ (1 − ŷ)))ᵀ/K  [ nan ]\n"));
    CHECK_FALSE(numbers.from_differentiate() < 1);
    CHECK_FALSE(numbers.from_central_differences() < 1);
}

TEST_CASE("Derivations: with numbers, of a loss that is gone by then") {
    using linear = cp::network<cp::linear<2, 1>>;
    const auto numbers = [] {
        const cp::huber loss{.delta = 0.25};
        return host::derivation<linear, cp::huber>::with_numbers(linear{}, loss, {0.5f, -1.5f}, std::array{1.0f});
    }();
    CHECK(contains(numbers.text(), "[ -0.25 ]\n"));  // −δ: y is further than that from ŷ = 0
    CHECK(contains(numbers.text(), "0.2188\n"));     // δ(|d| − δ/2)
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

TEST_CASE("Derivations: names of activations with arguments, of one's own in a namespace") {
    using third = cp::network<cp::linear<2, 3>, cp::elu_with<std::ratio<1, 3>>, mixed_with<std::ratio<1, 2>>>;
    const std::string text = host::derivation<third, cp::mse>::text();
    CHECK(contains(text, "Linear₁ → elu → mixed_with → mse\n"));
    CHECK(contains(text, "elu(z₁) = max(z₁, 0) + (1/3)(exp(min(z₁, 0)) − 1)\n"));
    CHECK(contains(text, "  ∂ŷ/∂z₂   diag(mixed_with′(z₂)), 3×3"));
}

TEST_CASE("summary: a constant") {
    using digits = cp::network<cp::linear<64, 32>, cp::relu, cp::linear<32, 10>>;
    static_assert(host::summary<digits>().starts_with(
        "Layer           Outputs  Parameters  Multiply-adds  Bytes\n"
        "linear<64, 32>       32       2,080          2,048  8,320\n"
        "relu                 32           0              0      0\n"
        "linear<32, 10>       10         330            320  1,320\n"
        "Total                10       2,410          2,368  9,640\n"
        "Input: 64. Beside that, a forward pass has 128 bytes of values, a step of SGD 464; "));
    CHECK(host::summary<cp::network<cp::linear<640, 1280>, cp::elu>>().find(" 820,480 ") != std::string_view::npos);
}
