#ifndef CONSTPROP_HOST_DERIVATION_HPP
#define CONSTPROP_HOST_DERIVATION_HPP

#include <constprop/host/derivation/chain_picture.hpp>
#include <constprop/host/derivation/tables.hpp>
#include <constprop/host/derivation/with_numbers.hpp>
#include <constprop/host/document/html_page.hpp>
#include <constprop/host/document/latex_page.hpp>
#include <constprop/host/document/markdown_page.hpp>
#include <constprop/host/document/text_page.hpp>
#include <constprop/kernels/target.hpp>

#include <sstream>
#include <string>

namespace constprop::inline CONSTPROP_TARGET::host {

/// The derivation of backpropagation for a network and a loss, from their types alone: the forward pass, the backward
/// pass, the gradient of every parameter, the elements that they are made of, and the five steps of training with an
/// optimizer's rule.
///
///     std::cout << derivation<model, mse>::text();
///
/// Every formula is a type, checked for its shape by the compiler and written down at compile time; its text is a
/// constant, `formula::text_of<notation::unicode>(derivation<model, mse>::formulas::weight_row<1>())`. The same type is
/// what `with_numbers` evaluates.
///
/// Layers:      linear, activations, softmax, log_softmax, and those frozen; an activation of your own is f(z) with slope
///              f′(z)
/// Losses:      the library's, weighted or not; a loss of your own is ℓ with gradient ∇ℓ
/// Layouts:     numerator layout (∂ℓ/∂ŷ is a row, ∂ℓ/∂W is shaped like Wᵀ), shaped like the parameter, batch (a sample
///              in each row)
template <class Network, class Loss, class Rule = plain_sgd> class derivation {
    using tables = calculus::tables<Network, Loss>;

 public:
    using formulas = calculus::chain<Network, Loss>;

    /// As plain text, Markdown, LaTeX (a whole document) and HTML (one file).
    static std::string text() { return written<text_page>(); }
    static std::string markdown() { return written<markdown_page>(); }
    static std::string latex() { return written<latex_page>(); }
    static std::string html() { return written<html_page>(); }

    /// The chain as a picture.
    static svg_element picture() { return calculus::draw_chain<Network, Loss>(); }

    /// The same for one sample x with its target y, every formula with its value; and the gradient of every parameter by
    /// explicit Jacobian matrices, by `differentiate` and by central differences, with how far they agree.
    /// The formulas are computed as they stand: where ŷ of bce has rounded to 0 or 1 they are 0/0, and do not agree.
    template <class Target> class numbers {
        calculus::numbers_of_sample<Network, Loss, Target> all_;

        template <page Page> std::string written() const {
            Page page;
            page.title(title<Page>());
            all_.template write<Page>(page);
            return page.finished();
        }

     public:
        numbers(const Network& net, const Loss& loss, const typename Network::input_type& x, const Target& y)
            : all_(net, loss, x, y) {}

        std::string text() const { return written<text_page>(); }
        std::string markdown() const { return written<markdown_page>(); }
        std::string latex() const { return written<latex_page>(); }
        std::string html() const { return written<html_page>(); }

        /// The greatest difference over all parameters, of the gradient by Jacobian matrices to the other two.
        double from_differentiate() const { return all_.jacobians_against_differentiate(); }
        double from_central_differences() const { return all_.jacobians_against_differences(); }
    };
    template <class Target>
    static numbers<Target> with_numbers(const Network& net, const Loss& loss, const typename Network::input_type& x,
                                        const Target& y) {
        return {net, loss, x, y};
    }

 private:
    template <page Page> static std::string written() {
        Page page;
        page.title(title<Page>());
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
        page.paragraph(Page::words(tables::letters()));
        if (const auto lines = tables::template together<Page>(); !lines.empty()) {
            page.heading("Loss and activation together");
            for (const std::string& line : lines) page.paragraph(line);
        }
        page.heading("Training, in five steps");
        page.list(five_steps<Page>());
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
