#ifndef CONSTPROP_HOST_DERIVATION_HPP
#define CONSTPROP_HOST_DERIVATION_HPP

#include <constprop/arguments/samples.hpp>
#include <constprop/chain/trainable.hpp>
#include <constprop/concept/sequence.hpp>
#include <constprop/host/derivation/batch_numbers.hpp>
#include <constprop/host/derivation/chain_picture.hpp>
#include <constprop/host/derivation/glossary.hpp>
#include <constprop/host/derivation/tables.hpp>
#include <constprop/host/derivation/with_numbers.hpp>
#include <constprop/host/document/formulas_page.hpp>
#include <constprop/host/document/html_page.hpp>
#include <constprop/host/document/latex_page.hpp>
#include <constprop/host/document/markdown_page.hpp>
#include <constprop/host/document/text_page.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>
#include <sstream>
#include <string>
#include <type_traits>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host {

/// The derivation of backpropagation for a network and a loss, from their types alone: the forward pass, the backward pass,
/// the gradient of every parameter, the elements of these formulas, and the five steps of training with an optimizer's
/// rule.
///
///     std::cout << derivation<model, mse>::text();
///
/// Every formula is a type: the compiler checks its shape and writes its text, which is a constant,
/// `formula::text_of<notation::unicode>(derivation<model, mse>::formulas::weight_row<1>())`. `with_numbers` evaluates the
/// same type.
///
/// Layers:      linear, activations, softmax, log_softmax, normalizations, also frozen; convolutions without groups, also as
///              sums over the kernel; recurrent layers also step by step, with the gradient as sums over steps; your own activation is f(z) with slope f′(z). Any other
///              layer is a function fₖ(z; θ) with Jacobian matrices; its own code gives their numbers, in a training pass
/// Losses:      the library's, weighted or not; your own loss is ℓ with gradient ∇ℓ
/// Layouts:     numerator layout (∂ℓ/∂ŷ is a row, ∂ℓ/∂W is shaped like Wᵀ), shaped like the parameter, batch (a sample
///              in each row)
template <class Network, class Loss, class Rule = plain_sgd> class derivation {
    using tables = calculus::tables<Network, Loss>;

    /// True if the loss accepts the network's output, as in `differentiate`.
    static constexpr bool suits = constprop::detail::go_together<Network, Loss>();

    /// True if `differentiate` accepts such samples; `reject` says why not.
    template <class Inputs>
    static constexpr bool takes =
        suits && constprop::detail::suits_time<Network, Inputs> && constprop::detail::is_trainable<Network> &&
        constprop::detail::samples_at_once<Network, Inputs>() >= Network::fewest_samples;
    template <class Inputs> static constexpr void reject() noexcept {
        using namespace constprop::detail;
        if constexpr (!suits_time<Network, Inputs>) reject_time<Network, Inputs>();
        else if constexpr (!is_trainable<Network>) reject_training<Network>();
        else if constexpr (!takes<Inputs>) reject_batch<Network, samples_at_once<Network, Inputs>()>();
    }

 public:
    using formulas = calculus::chain<Network, Loss>;

    /// The derivation as plain text, Markdown, LaTeX (a whole document) and HTML (one file).
    [[nodiscard]] static std::string text() {
        if constexpr (suits) return written<text_page>();
        else return constprop::detail::reject_pair<Network, Loss>(), std::string{};
    }
    [[nodiscard]] static std::string markdown() {
        if constexpr (suits) return written<markdown_page>();
        else return constprop::detail::reject_pair<Network, Loss>(), std::string{};
    }
    [[nodiscard]] static std::string latex() {
        if constexpr (suits) return written<latex_page>();
        else return constprop::detail::reject_pair<Network, Loss>(), std::string{};
    }
    [[nodiscard]] static std::string html() {
        if constexpr (suits) return written<html_page>();
        else return constprop::detail::reject_pair<Network, Loss>(), std::string{};
    }

    /// The chain as a picture.
    [[nodiscard]] static svg_element picture() {
        if constexpr (suits) return calculus::draw_chain<Network, Loss>();
        else return constprop::detail::reject_pair<Network, Loss>(), svg_element{"svg", {}};
    }

    /// The derivation with numbers, for one sample x with its target y: every formula with its value; the gradient of every
    /// parameter by explicit Jacobian matrices, by `differentiate` and by central differences, with their differences; and
    /// the parameters after the rule's first step.
    /// Formulas are evaluated literally: where ŷ of bce has rounded to 0 or 1 they are 0/0, and do not agree.
    template <class Target> class numbers {
        std::conditional_t<takes<typename Network::input_type>, calculus::numbers_of_sample<Network, Loss, Target>,
                           calculus::rejected_numbers>
            all_;
        Rule rule_;

        template <page Page> std::string written() const {
            return page_of<Page>([&](auto& page_) { all_.write(page_, rule_); });
        }

     public:
        numbers(const Network& net, const Loss& loss, const typename Network::input_type& x, const Target& y,
                const Rule& rule)
            : all_(net, loss, x, y), rule_(rule) {}

        [[nodiscard]] std::string text() const { return written<text_page>(); }
        [[nodiscard]] std::string markdown() const { return written<markdown_page>(); }
        [[nodiscard]] std::string latex() const { return written<latex_page>(); }
        [[nodiscard]] std::string html() const { return written<html_page>(); }

        /// The largest difference over all parameters between the gradient by Jacobian matrices and the other two.
        [[nodiscard]] double from_differentiate() const { return all_.jacobians_against_differentiate(); }
        [[nodiscard]] double from_central_differences() const { return all_.jacobians_against_differences(); }
    };
    template <class Target>
    [[nodiscard]] static numbers<Target> with_numbers(const Network& net, const Loss& loss,
                                                      const typename Network::input_type& x, const Target& y,
                                                      const Rule& rule = {}) {
        if constexpr (!suits) constprop::detail::reject_pair<Network, Loss>();
        else reject<typename Network::input_type>();
        return {net, loss, x, y, rule};
    }

    /// The derivation with numbers for a batch, a sample in each row, by the formulas of batches; with the rule's first step.
    /// Or for a sequence with a target for each step, a step in each row.
    template <class Inputs, std::size_t Rows> class batch_numbers {
        std::conditional_t<takes<Inputs>, calculus::numbers_of_batch<Network, Loss, Rows>, calculus::rejected_numbers>
            all_;
        Rule rule_;

        template <page Page> std::string written() const {
            return page_of<Page>([&](auto& page_) { all_.write(page_, rule_); });
        }

     public:
        batch_numbers(const Network& net, const Loss& loss, const auto& x, const auto& y, const Rule& rule)
            : all_(net, loss, x, y), rule_(rule) {}

        [[nodiscard]] std::string text() const { return written<text_page>(); }
        [[nodiscard]] std::string markdown() const { return written<markdown_page>(); }
        [[nodiscard]] std::string latex() const { return written<latex_page>(); }
        [[nodiscard]] std::string html() const { return written<html_page>(); }

        /// The largest difference over all parameters between the gradient by the formulas and the other two.
        [[nodiscard]] double from_differentiate() const { return all_.formulas_against_differentiate(); }
        [[nodiscard]] double from_central_differences() const { return all_.formulas_against_differences(); }
    };
    template <class Inputs, class Target, std::size_t Samples>
    requires std::is_same_v<Inputs, std::array<typename Network::input_type, Samples>>
    [[nodiscard]] static batch_numbers<Inputs, Samples> with_numbers(const Network& net, const Loss& loss,
                                                                     const Inputs& x,
                                                                     const std::array<Target, Samples>& y,
                                                                     const Rule& rule = {}) {
        if constexpr (!suits) constprop::detail::reject_pair<Network, Loss>();
        else reject<Inputs>();
        return {net, loss, x, y, rule};
    }
    template <class Inputs, class Target, std::size_t Steps>
    requires std::is_same_v<Inputs, sequence<typename Network::input_type, Steps>>
    [[nodiscard]] static batch_numbers<Inputs, Steps> with_numbers(const Network& net, const Loss& loss,
                                                                   const Inputs& x, const sequence<Target, Steps>& y,
                                                                   const Rule& rule = {}) {
        if constexpr (!suits) constprop::detail::reject_pair<Network, Loss>();
        else reject<Inputs>();
        return {net, loss, x, y, rule};
    }

 private:
    template <page Page> static std::string written() {
        return page_of<Page>([](auto& page_) { write(page_); });
    }
    template <page Page> static void write(Page& page) {
        std::ostringstream svg;
        picture().write(svg);
        page.picture(svg.str());
        page.heading("Forward");
        page.table(tables::template forward<Page>());
        page.heading("Backward");
        page.table(tables::template backward<Page>());
        page.heading("Gradients of the parameters");
        page.table(tables::template parameters<Page>());
        page.heading("Elements");
        page.table(tables::template elements<Page>());
        if (const page_table sums = tables::template convolutions<Page>(); !sums.rows.empty()) {
            page.heading("Convolutions");
            page.table(sums);
        }
        // Their letters are explained there.
        const page_table steps =
            std::is_same_v<Page, formulas_page> ? page_table{} : tables::template recurrences<Page>();
        if (!steps.rows.empty()) {
            page.heading("Recurrent layers");
            page.paragraph(Page::words(calculus::meaning_of_recurrent_lines));
            page.table(steps);
        }
        if (const auto lines = tables::template together<Page>(); !lines.empty()) {
            page.heading("Loss and activation together");
            for (const std::string& line : lines) page.paragraph(line);
        }
        page.heading("Training, in five steps");
        page.list(five_steps<Page>());
    }

    /// A page with the chain's title, the text that `write` adds, and a glossary of its symbols.
    template <page Page, class Write> static std::string page_of(Write write) {
        Page page;
        page.title(title<Page>());
        write(page);
        formulas_page formulas_alone;
        write(formulas_alone);
        page.heading("Signs");
        page.table(calculus::glossary_of<Page, Network, Loss>(formulas_alone.finished()));
        return page.finished();
    }

    template <page Page> static std::string title() {
        std::string chain;
        calculus::for_each_layer<Network::layer_count>([&](auto k_) {
            chain += calculus::layer_name<Network, k_()>::template shown<Page>() + Page::words(" → ");
        });
        return chain + tables::template loss_name<Page>();
    }

    template <page Page> static std::vector<std::string> five_steps() {
        constexpr auto loss = symbols::loss<Network>{};
        constexpr std::size_t last = Network::layer_count;
        std::string update;
        for (const std::string& line : calculus::rule_lines<Page, Rule>())
            update += (update.empty() ? "" : ";  ") + line;
        return {
            Page::words("Set up: the network with its parameters drawn at random, and a batch of samples and targets"),
            Page::words("Forward: from ") + shown<Page>(formulas::template z<0>) +
                Page::words(" through every layer to ") + shown<Page>(formulas::template z<last>) +
                Page::words(", keeping what each gives"),
            Page::words("Loss: ") + equation<Page>(loss, formulas::template loss<of::batch>()),
            Page::words("Backward: the old gradient set to zero, then from ") +
                shown<Page>(formulas::template row<last>) +
                Page::words(" through every layer to the first, with the gradient of each parameter on the way"),
            Page::words("Update, of every parameter w with gradient g: ") + update + Page::words(" (") +
                Page::words(calculus::rule_formulas<Rule>::note) +
                Page::words("). Repeat from 2 for every batch and epoch")};
    }

    using of = symbols::of;
};

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_DERIVATION_HPP
