#ifndef CONSTPROP_HOST_DERIVATION_RECURRENT_LINES_HPP
#define CONSTPROP_HOST_DERIVATION_RECURRENT_LINES_HPP

#include <constprop/host/derivation/layer_kind.hpp>
#include <constprop/host/derivation/symbols.hpp>
#include <constprop/host/formula/notation.hpp>
#include <constprop/kernels/target.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// A recurrent layer step by step, and its gradient through time: a sum over steps.
namespace constprop::inline CONSTPROP_TARGET::host::calculus {

/// What the letters of the formulas are.
inline constexpr std::string_view meaning_of_recurrent_lines =
    "The parameters of a recurrent layer are W_ih, W_hh, b_ih and b_hh; W_ir are the rows of W_ih for the gate r. At step t, δ_r "
    "is the gradient of the loss with respect to the sum within the gate r, before its function, and δ_h with respect to the "
    "hidden state, from the output of this step and from all later steps. Values before the first step and behind the last are "
    "0. σ(a) = 1/(1 + exp(−a)), tanh and ⊙ act element by element.";

/// The formulas in Unicode. x, y, p and q stand for the layer's input and output and for their gradients.
struct recurrent_lines {
    recurrent_kind kind;
    bool resets_before, has_biases;
    std::string activation;

    /// The step, the way back, and the gradients of the parameters.
    std::vector<std::string> step() const {
        if (kind == recurrent_kind::rnn) return {"a[t] = " + sum(""), "{y}[t] = " + activation + "(a[t])"};
        if (kind == recurrent_kind::lstm)
            return {"i[t] = σ(" + sum("i") + ")",           "f[t] = σ(" + sum("f") + ")",
                    "g[t] = tanh(" + sum("g") + ")",        "o[t] = σ(" + sum("o") + ")",
                    "c[t] = f[t] ⊙ c[t − 1] + i[t] ⊙ g[t]", "{y}[t] = o[t] ⊙ tanh(c[t])"};
        return {"r[t] = σ(" + sum("r") + ")", "z[t] = σ(" + sum("z") + ")",
                "m[t] = W_hn " + std::string{resets_before ? "(r[t] ⊙ {y}[t − 1])" : "{y}[t − 1]"} + bias("hn"),
                "n[t] = tanh(" + of_input("n") + (resets_before ? " + m[t])" : " + r[t] ⊙ m[t])"),
                "{y}[t] = (1 − z[t]) ⊙ n[t] + z[t] ⊙ {y}[t − 1]"};
    }
    std::vector<std::string> back() const {
        if (kind == recurrent_kind::rnn)
            return {"δ_h[t] = {q}[t] + W_hhᵀ δ_a[t + 1]", "δ_a[t] = δ_h[t] ⊙ " + activation + "′(a[t])",
                    "{p}[t] = W_ihᵀ δ_a[t]"};
        if (kind == recurrent_kind::lstm)
            return {"δ_h[t] = {q}[t] + W_hiᵀ δ_i[t + 1] + W_hfᵀ δ_f[t + 1] + W_hgᵀ δ_g[t + 1] + W_hoᵀ δ_o[t + 1]",
                    "δ_c[t] = f[t + 1] ⊙ δ_c[t + 1] + δ_h[t] ⊙ o[t] ⊙ (1 − tanh(c[t])²)",
                    "δ_i[t] = δ_c[t] ⊙ g[t] ⊙ i[t] ⊙ (1 − i[t])",
                    "δ_f[t] = δ_c[t] ⊙ c[t − 1] ⊙ f[t] ⊙ (1 − f[t])",
                    "δ_g[t] = δ_c[t] ⊙ i[t] ⊙ (1 − g[t]²)",
                    "δ_o[t] = δ_h[t] ⊙ tanh(c[t]) ⊙ o[t] ⊙ (1 − o[t])",
                    "{p}[t] = W_iiᵀ δ_i[t] + W_ifᵀ δ_f[t] + W_igᵀ δ_g[t] + W_ioᵀ δ_o[t]"};
        return {std::string{"δ_h[t] = {q}[t] + z[t + 1] ⊙ δ_h[t + 1] + W_hrᵀ δ_r[t + 1] + W_hzᵀ δ_z[t + 1] + "} +
                    (resets_before ? "r[t + 1] ⊙ W_hnᵀ δ_n[t + 1]" : "W_hnᵀ (r[t + 1] ⊙ δ_n[t + 1])"),
                "δ_n[t] = δ_h[t] ⊙ (1 − z[t]) ⊙ (1 − n[t]²)",
                "δ_z[t] = δ_h[t] ⊙ ({y}[t − 1] − n[t]) ⊙ z[t] ⊙ (1 − z[t])",
                resets_before ? "δ_r[t] = W_hnᵀ δ_n[t] ⊙ {y}[t − 1] ⊙ r[t] ⊙ (1 − r[t])"
                              : "δ_r[t] = δ_n[t] ⊙ m[t] ⊙ r[t] ⊙ (1 − r[t])",
                "{p}[t] = W_irᵀ δ_r[t] + W_izᵀ δ_z[t] + W_inᵀ δ_n[t]"};
    }
    std::vector<std::string> parameters() const {
        std::vector<std::string> lines;
        const auto add = [&](const std::string& gate_, const std::string& by_) {
            const bool is_new_ = gate_ == "n", before_ = is_new_ && resets_before;
            const std::string of_state_ = is_new_ && !resets_before ? "(r[t] ⊙ " + by_ + ")" : by_;
            lines.push_back("∂ℓ/∂W_i" + gate_ + " = Σ_t " + by_ + " {x}[t]ᵀ");
            lines.push_back("∂ℓ/∂W_h" + gate_ + " = Σ_t " + of_state_ +
                            (before_ ? " (r[t] ⊙ {y}[t − 1])ᵀ" : " {y}[t − 1]ᵀ"));
            if (!has_biases) return;
            if (of_state_ == by_) {
                lines.push_back("∂ℓ/∂b_i" + gate_ + " = ∂ℓ/∂b_h" + gate_ + " = Σ_t " + by_);
            } else {
                lines.push_back("∂ℓ/∂b_i" + gate_ + " = Σ_t " + by_);
                lines.push_back("∂ℓ/∂b_h" + gate_ + " = Σ_t " + of_state_);
            }
        };
        if (kind == recurrent_kind::rnn) {
            add("h", "δ_a[t]");
        } else if (kind == recurrent_kind::gru) {
            add("r", "δ_r[t]"), add("z", "δ_z[t]"), add("n", "δ_n[t]");
        } else {
            add("i", "δ_i[t]"), add("f", "δ_f[t]"), add("g", "δ_g[t]"), add("o", "δ_o[t]");
        }
        return lines;
    }

 private:
    std::string bias(const std::string& which) const { return has_biases ? " + b_" + which : ""; }
    std::string of_input(const std::string& gate) const {
        const std::string which = "i" + (gate.empty() ? "h" : gate);
        return "W_" + which + " {x}[t]" + bias(which);
    }
    /// W_i x + b_i + W_h h + b_h of a gate; of a simple layer they are W_ih and W_hh.
    std::string sum(const std::string& gate) const {
        const std::string which = "h" + (gate.empty() ? "h" : gate);
        return of_input(gate) + " + W_" + which + " {y}[t − 1]" + bias(which);
    }
};

/// Writes a formula in Unicode in another notation. In it "_ir" is a subscript, "{x}" one of the symbols.
template <notation How> class formula_translation {
    std::vector<std::pair<std::string_view, std::string>> words_;

    static bool is_letter(char c) noexcept { return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z'); }
    static std::size_t letters_of(std::string_view text) noexcept {
        std::size_t count = 0;
        while (count < text.size() && is_letter(text[count])) ++count;
        return count;
    }

 public:
    /// `symbols` are pairs: a name, which formulas have in braces, and its text in this notation.
    explicit formula_translation(const std::vector<std::pair<std::string_view, std::string>>& symbols)
        : words_(symbols) {
        for (const sign& one : {signs::hadamard, signs::minus, signs::plus, signs::equals, signs::transposed,
                                signs::squared, signs::prime, signs::loss, signs::partial, signs::delta})
            words_.emplace_back(one.unicode, std::string{one.in(How)});
        words_.emplace_back("Σ_t ", How == notation::latex  ? "\\textstyle\\sum_{t}"
                                    : How == notation::html ? "Σ<sub><i>t</i></sub> "
                                                            : "Σ_t ");
        words_.emplace_back("σ", How == notation::latex ? "\\sigma " : "σ");
    }

    std::string operator()(std::string_view text) const {
        std::string result;
        while (!text.empty()) {
            const auto word = std::find_if(words_.begin(), words_.end(),
                                           [&](const auto& one_) { return text.starts_with(one_.first); });
            if (word != words_.end()) {
                result += word->second;
                text.remove_prefix(word->first.size());
                continue;
            }
            const bool is_subscript = text[0] == '_';
            if (is_subscript) text.remove_prefix(1);
            const std::size_t letters = letters_of(text);
            const std::string name{text.substr(0, letters == 0 ? 1 : letters)};
            text.remove_prefix(name.size());
            if (is_subscript)
                result += How == notation::latex  ? "_{" + name + "}"
                          : How == notation::html ? "<sub>" + name + "</sub>"
                                                  : "_" + name;
            else if (letters == 1 && How == notation::html) result += "<i>" + name + "</i>";
            else if (letters > 1 && How == notation::latex) result += "\\mathrm{" + name + "}";
            else result += name == " " && How == notation::latex ? "\\," : name;
        }
        return result;
    }
};

/// The lines of layer K of a network: its formulas, and their translation.
template <class Network, std::size_t K> recurrent_lines lines_of() {
    using traits = recurrent_traits<typename Network::template layer_type<K - 1>>;
    const std::string name{short_name<typename traits::activation>()};
    return {traits::kind, traits::resets_before, traits::has_biases, name == "sigmoid" ? "σ" : name};
}
template <notation How, class Network, std::size_t K> formula_translation<How> translation_of() {
    const auto text = [](auto formula_) { return std::string{formula::text_of<How>(formula_)}; };
    return formula_translation<How>({{"{x}", text(symbols::layer_value<Network, K - 1>{})},
                                     {"{y}", text(symbols::layer_value<Network, K>{})},
                                     {"{p}", text(symbols::delta<Network, K - 1>{})},
                                     {"{q}", text(symbols::delta<Network, K>{})}});
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::calculus

#endif  // CONSTPROP_HOST_DERIVATION_RECURRENT_LINES_HPP
