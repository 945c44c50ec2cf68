#ifndef CONSTPROP_HOST_DERIVATION_GLOSSARY_HPP
#define CONSTPROP_HOST_DERIVATION_GLOSSARY_HPP

#include <constprop/host/derivation/losses.hpp>
#include <constprop/host/derivation/signs_of.hpp>
#include <constprop/host/document/page.hpp>
#include <constprop/kernels/target.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace constprop::inline CONSTPROP_TARGET::host::calculus {

/// A symbol of formulas: as `signs_of` finds it, as it is shown, and its meaning.
struct glossary_entry {
    std::string_view found;
    sign shown;
    std::string_view meaning;
};

/// The symbols with the same meaning on every page.
inline constexpr glossary_entry glossary[] = {
    {"x", signs::x, "the sample, a column"},
    {"X", signs::batch_x, "the batch, a sample in each row"},
    {"z", signs::z, "what a layer gives, by the layer's number; a column"},
    {"Z", signs::batch_z, "what a layer gives for a batch, by the layer's number; a sample in each row"},
    {"ŷ", signs::y_hat, "what the last layer gives, the prediction"},
    {"Ŷ", signs::batch_y_hat, "the predictions of a batch"},
    {"W⁽",
     {"W⁽ⁱ⁾", "W^{(i)}", "<i>W</i><sup>(<i>i</i>)</sup>"},
     "the weights of the i-th layer with parameters, a row for each output, or for each output channel"},
    {"w⁽",
     {"w⁽ⁱ⁾", "w^{(i)}", "<i>w</i><sup>(<i>i</i>)</sup>"},
     "the factors of the i-th layer with parameters, a scale; one for each output"},
    {"b⁽",
     {"b⁽ⁱ⁾", "b^{(i)}", "<i>b</i><sup>(<i>i</i>)</sup>"},
     "the biases of the i-th layer with parameters, one for each output or channel"},
    {"g⁽",
     {"g⁽ⁱ⁾", "g^{(i)}", "<i>g</i><sup>(<i>i</i>)</sup>"},
     "the gains of the i-th layer with parameters, which normalizes; one for each channel, at every position"},
    {"mean",
     {"meanₖ(a)", "\\mathrm{mean}_k(a)", "mean<sub><i>k</i></sub>(a)"},
     "the mean over the values that layer k normalizes together, at each of them: layer_norm over the channels of a "
     "position, group_norm over the channels of a group and all positions, batch_norm over all samples and positions "
     "of a channel"},
    {"var",
     {"varₖ(a)", "\\mathrm{var}_k(a)", "var<sub><i>k</i></sub>(a)"},
     "the mean of (a − meanₖ(a))² over these values"},
    {"norm",
     {"normₖ(a)", "\\mathrm{norm}_k(a)", "norm<sub><i>k</i></sub>(a)"},
     "a without its mean, by its standard deviation"},
    {"sum",
     {"sumₖ(a)", "\\mathrm{sum}_k(a)", "sum<sub><i>k</i></sub>(a)"},
     "the sum over samples and positions, for each channel of layer k"},
    {"f",
     {"fₖ(a; θ)", "f_k(a; \\theta )", "<i>f</i><sub><i>k</i></sub>(<i>a</i>; <i>θ</i>)"},
     "what layer k gives, by its own code in a training pass"},
    {"θ",
     {"θ⁽ⁱ⁾", "\\theta ^{(i)}", "<i>θ</i><sup>(<i>i</i>)</sup>"},
     "all parameters of the i-th layer with parameters, a column"},
    {"ℓ", signs::loss, "the loss"},
    {"∂",
     {"∂a/∂b", "\\partial a/\\partial b"},
     "the Jacobian matrix: a row for each element of a, a column for each of b"},
    {"δ", signs::delta, "the gradient of the loss with respect to what a layer gives, by its number; a column"},
    {"Δ", signs::batch_delta,
     "the gradient of the loss with respect to what a layer gives for a batch, by its number; a sample in each row"},
    {"N", signs::samples, "the number of samples in a batch"},
    {"⊙", {"a ⊙ b", "a \\odot b"}, "element by element"},
    {"⊘", {"a ⊘ b", "a \\oslash b"}, "divided element by element"},
    {"²", {"a²", "a^{2}", "a<sup>2</sup>"}, "each element squared"},
    {"³", {"a³", "a^{3}", "a<sup>3</sup>"}, "each element to the power of three"},
    {"ᵀ[",
     {"(∂A/∂B)ᵀ[Δ]", "(\\partial A/\\partial B)^{\\top}[\\Delta ]", "(∂A/∂B)<sup>⊤</sup>[Δ]"},
     "for a batch: the transposed Jacobian matrix of all values in A, applied to all values in Δ; shaped like B"},
    {"ᵀ", {"aᵀ", "a^{\\top}", "a<sup>⊤</sup>"}, "the transpose"},
    {"𝟙", signs::ones, "a column of ones, as many as the number below it, else as there are samples"},
    {"I", signs::identity, "the identity matrix"},
    {"1[", {"1[…]", "1[\\ldots]"}, "1 where that holds, else 0; for each element"},
    {"diag", {"diag(a)", "\\mathrm{diag}(a)"}, "the matrix with a on its diagonal"},
    {"Σ_",
     {"Σ_c W[o, c]", "\\textstyle\\sum_{c}W[o, c]", "Σ<sub><i>c</i></sub> <i>W</i>[<i>o</i>, <i>c</i>]"},
     "the sum over an index: o, c are channels of a convolution's output and input, i, j a row and a column of its "
     "output, u, v of its kernel, h, k of its input; without columns for signals; values outside of the input are 0"},
    {"conv",
     {"convₖ(W, a)", "\\mathrm{conv}_k(W, a)", "conv<sub><i>k</i></sub>(W, a)"},
     "the convolution of layer k, without biases"},
    {"convT",
     {"convTₖ(W, δ)", "\\mathrm{convT}_k(W, \\delta )", "convT<sub><i>k</i></sub>(W, δ)"},
     "the transposed convolution of layer k, the gradient with respect to its input"},
    {"correlation",
     {"correlationₖ(δ, a)", "\\mathrm{correlation}_k(\\delta , a)", "correlation<sub><i>k</i></sub>(δ, a)"},
     "the cross-correlation of layer k, the gradient with respect to its weights; of a batch, summed over the samples"},
    {"Σ", {"Σ(a)", "\\textstyle\\sum(a)"}, "the sum of all elements"},
    {"‖", {"‖a‖²", "\\|a\\|^{2}", "‖a‖<sup>2</sup>"}, "the sum of the squares of all elements"},
    {"|", {"|a|", "|a|"}, "the magnitude of each element"},
    {"sign", {"sign(a)", "\\mathrm{sign}(a)"}, "−1, 0 or 1, as each element is below, at or above 0"},
    {"max", {"max(a, b)", "\\max(a, b)"}, "the greater one; for each element"},
    {"min", {"min(a, b)", "\\min(a, b)"}, "the smaller one; for each element"},
    {"exp", {"exp(a)", "\\exp(a)"}, "e to the power of each element"},
    {"log", {"log(a)", "\\log(a)"}, "the natural logarithm of each element"},
    {"tanh", {"tanh(a)", "\\tanh(a)"}, "(exp(a) − exp(−a))/(exp(a) + exp(−a)) of each element"},
    {"Φ", {"Φ(a)", "\\Phi(a)"}, "the standard normal distribution function of each element"},
    {"φ", {"φ(a)", "\\varphi(a)"}, "the standard normal density, exp(−a²/2)/√(2π), of each element"},
    {"σ", {"σ(a)", "\\sigma (a)"}, "1/(1 + exp(−a)) of each element"},
    {"softplus", {"softplus(a)", "\\mathrm{softplus}(a)"}, "log(1 + exp(a)) of each element"},
    {"hard_sigmoid", {"hard_sigmoid(a)", "\\mathrm{hard\\_sigmoid}(a)"}, "max(0, min(1, a/6 + 0.5)) of each element"},
    {"softmax", {"softmax(a)", "\\mathrm{softmax}(a)"}, "exp(a)/Σ(exp(a)), of each sample"},
    {"p", {"p", "p", "<i>p</i>"}, "the probabilities that the loss makes of the prediction"},
    {"′", {"f′", "f'"}, "the slope of a function f"},
    {"∇",
     {"∇f(ŷ, y)", "\\nabla f(\\hat{y}, y)"},
     "the gradient of a loss f with respect to the prediction, by its own code"},
    {"η", {"η", "\\eta "}, "learning_rate of the rule"},
    {"λ", {"λ", "\\lambda "}, "weight_decay of the rule"},
    {"μ", {"μ", "\\mu "}, "momentum of the rule"},
    {"τ", {"τ", "\\tau "}, "dampening of the rule; as 1 in the first step, v ← g"},
    {"α", {"α", "\\alpha "}, "alpha of the rule"},
    {"β", {"β₁, β₂", "\\beta_1, \\beta_2", "β<sub>1</sub>, β<sub>2</sub>"}, "beta1 and beta2 of the rule"},
    {"ε", {"ε", "\\varepsilon "}, "epsilon of the rule"},
    {"t", {"t", "t", "<i>t</i>"}, "the number of the step, from 1"},
    {"g", {"g", "g", "<i>g</i>"}, "the gradient of a parameter"},
    {"m", {"m", "m", "<i>m</i>"}, "what the rule remembers of the gradients of a parameter, 0 before the first step"},
    {"v",
     {"v", "v", "<i>v</i>"},
     "what the rule remembers of a parameter's gradients or of their squares, 0 before the first step"}};

/// The meaning of symbols that depend on the network and the loss. The rule's w is the parameter; a weighted loss has another.
template <class Network, class Loss> std::string meaning_of(std::string_view found) {
    using plain = typename stripped<Loss>::type;
    constexpr bool of_logits = std::is_same_v<plain, cross_entropy>;
    constexpr bool of_classes = of_logits || std::is_same_v<plain, nll>;
    if (found == "K") return "the number of outputs, " + std::to_string(Network::output_size);
    if (found == "y" || found == "Y") {
        std::string text = found == "y" ? "the target" : "the targets of a batch";
        if (of_classes) text += ": 1 at the sample's class, 0 elsewhere";
        if (of_logits)
            text += ", or its probabilities; with label_smoothing q, (1 − q) of that and q shared by all outputs";
        return text;
    }
    if (found == "w") {
        const std::string rule = "a parameter, where the rule has it";
        if (!stripped<Loss>::weighted) return rule;
        return (of_classes ? "the weight of each class in the loss; " : "the weight of each output in the loss; ") +
               rule;
    }
    if (found == "s")
        return std::string{"the weights of the samples' classes, summed"} +
               (of_logits ? ", or N where y are probabilities" : "");
    if (found == "d") return "delta of the loss";
    if (found == "huber") return "a²/2 where |a| ≤ d, else d (|a| − d/2); of each element";
    return {};
}

/// The symbols whose meaning depends on the loss, as they are shown.
inline constexpr std::pair<std::string_view, sign> letters_of_loss[] = {{"K", signs::outputs},
                                                                        {"y", signs::y},
                                                                        {"Y", signs::batch_y},
                                                                        {"w", signs::importance},
                                                                        {"s", {"s", "s", "<i>s</i>"}},
                                                                        {"d", {"d", "d", "<i>d</i>"}},
                                                                        {"huber", {"huber(a)", "\\mathrm{huber}(a)"}}};

/// True if one of the formulas, one a line, defines a function: name(z) = ….
inline bool is_defined(std::string_view name, std::string_view formulas) {
    while (!formulas.empty()) {
        const std::string_view line = formulas.substr(0, formulas.find('\n'));
        if (line.starts_with(name) && line.substr(name.size()).starts_with('(') &&
            line.find(") = ") != std::string_view::npos)
            return true;
        formulas.remove_prefix((std::min)(line.size() + 1, formulas.size()));
    }
    return false;
}

/// A table of every symbol in some formulas, which are in Unicode, one a line. A function that is known only by its code is
/// shown by its name.
template <page Page, class Network, class Loss> [[gnu::cold]] page_table glossary_of(std::string_view formulas) {
    page_table table{{"Sign", "Meaning"}, {}};
    auto left = signs_of(formulas);
    const auto add = [&](std::string_view found_, const sign& shown_, std::string_view meaning_) {
        if (std::erase(left, found_) > 0) table.add({Page::formula(shown_.in(Page::how)), Page::words(meaning_)});
    };
    for (const glossary_entry& entry : glossary) add(entry.found, entry.shown, entry.meaning);
    for (const auto& [letter, shown] : letters_of_loss) add(letter, shown, meaning_of<Network, Loss>(letter));
    for (const std::string_view name : left)
        if (name.size() > 1 && static_cast<unsigned char>(name[0]) < 0x80U && !is_defined(name, formulas))
            table.add({Page::words(name), Page::words(joined_text({"a function by its own code, ", name}))});
    return table;
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::calculus

#endif  // CONSTPROP_HOST_DERIVATION_GLOSSARY_HPP
