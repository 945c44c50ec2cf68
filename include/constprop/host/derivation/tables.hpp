#ifndef CONSTPROP_HOST_DERIVATION_TABLES_HPP
#define CONSTPROP_HOST_DERIVATION_TABLES_HPP

#include <constprop/host/derivation/convolution_sums.hpp>
#include <constprop/host/derivation/fused.hpp>
#include <constprop/host/derivation/layer_name.hpp>
#include <constprop/host/derivation/recurrent_lines.hpp>
#include <constprop/host/derivation/rules.hpp>
#include <constprop/host/document/page.hpp>
#include <constprop/kernels/target.hpp>

#include <boost/hana/at.hpp>
#include <boost/hana/for_each.hpp>
#include <boost/hana/length.hpp>
#include <boost/hana/unpack.hpp>

#include <cstddef>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

/// The tables of a derivation, for any kind of page.
namespace constprop::inline CONSTPROP_TARGET::host::calculus {

template <class Network, class Loss> struct tables {
    using formulas = chain<Network, Loss>;
    static constexpr std::size_t last = Network::layer_count;

    template <page Page> static std::string loss_name() {
        return Page::words(short_name<typename stripped<Loss>::type>());
    }

    /// Layer, input, output, the output by x and the parameters alone, and the output for a batch.
    template <page Page> static page_table forward() {
        page_table table{
            {"Layer", "Input", "Output", "By " + shown<Page>(formulas::template z<0>) + " and the parameters",
             "Batch, a sample in each row"},
            {}};
        for_each_layer<last>([&](auto k_) {
            constexpr std::size_t k = k_();
            constexpr auto z = formulas::template z<k>;
            table.add({layer_name<Network, k>::template shown<Page>(), shown<Page>(formulas::template z<k - 1>),
                       with_shape<Page>(equation<Page>(z, formulas::template forward<k>()), z),
                       shown<Page>(formulas::template expanded<k>()),
                       equation<Page>(formulas::template z<k, of::batch>, formulas::template forward<k, of::batch>())});
        });
        table.add({loss_name<Page>(),
                   shown<Page>(formulas::template z<last>) + ", " + shown<Page>(formulas::template y<>),
                   equation<Page>(symbols::loss<Network>{}, formulas::loss()), "",
                   equation<Page>(symbols::loss<Network>{}, formulas::template loss<of::batch>())});
        return table;
    }

    /// From the loss to the input: ∂ℓ/∂(output) → ∂ℓ/∂(input), as a row, as a column, and for a batch.
    template <page Page> static page_table backward() {
        page_table table{{"Layer", "Numerator layout, a row", "Shaped like the value, a column", "Batch"}, {}};
        constexpr auto of_loss = formulas::template row<last>;
        table.add({loss_name<Page>(), with_shape<Page>(equation<Page>(of_loss, formulas::loss_row()), of_loss),
                   equation<Page>(formulas::template delta<last>, formulas::template backward<last>()),
                   equation<Page>(formulas::template delta<last, of::batch>,
                                  formulas::template backward<last, of::batch>())});
        for_each_layer_backward<last>([&](auto k_) {
            constexpr std::size_t k = k_() - 1;
            constexpr auto row = formulas::template row<k>;
            table.add(
                {layer_name<Network, k + 1>::template shown<Page>(),
                 with_shape<Page>(equation<Page>(row, formulas::template backward_row<k>()), row),
                 equation<Page>(formulas::template delta<k>, formulas::template backward<k>()),
                 equation<Page>(formulas::template delta<k, of::batch>, formulas::template backward<k, of::batch>())});
        });
        return table;
    }

    /// The gradient of every parameter, in numerator layout, in its own shape, and for a batch.
    template <page Page> static page_table parameters() {
        page_table table{{"Parameter", "Numerator layout", "Shaped like the parameter", "Batch"}, {}};
        for_each_layer_backward<last>([&](auto k_) {
            constexpr std::size_t k = k_();
            for_each_learning_of<formulas, k>([&](auto parameter_) {
                const auto numerator = parameter_.row();
                const auto sample = parameter_.template gradient<>();
                table.add({shown<Page>(parameter_.symbol), with_shape<Page>(shown<Page>(numerator), numerator),
                           with_shape<Page>(shown<Page>(sample), sample),
                           shown<Page>(parameter_.template gradient<of::batch>())});
            });
        });
        table.add({shown<Page>(formulas::template z<0>),
                   with_shape<Page>(shown<Page>(formulas::template expanded_row<0>()), formulas::template row<0>),
                   with_shape<Page>(shown<Page>(formulas::template backward<0>()), formulas::template z<0>),
                   shown<Page>(formulas::template backward<0, of::batch>())});
        return table;
    }

    /// The elements of the backward pass: the Jacobian of every layer that is not linear, and ∂ℓ/∂ŷ.
    template <page Page> static page_table elements() {
        page_table table{{"Element", "Value", "Because"}, {}};
        for_each_layer<last>([&](auto k_) {
            constexpr std::size_t k = k_();
            constexpr auto letter = formulas::template factor<k>();
            if constexpr (formulas::template is_own<k>)
                table.add({shown<Page>(letter), with_shape<Page>(own_code<Page, k>(), letter), definition<Page, k>()});
            else if constexpr (!formulas::template is_linear<k>)
                table.add({shown<Page>(letter), with_shape<Page>(shown<Page>(formulas::template jacobian<k>()), letter),
                           because<Page, k>()});
        });
        constexpr auto of_loss = formulas::template row<last>;
        table.add({shown<Page>(of_loss), with_shape<Page>(shown<Page>(formulas::loss_row()), of_loss), ""});
        return table;
    }

    /// "by its own code, conv2d".
    template <page Page, std::size_t K> static std::string own_code() {
        using layer = typename thawed<typename formulas::template layer_type<K>>::type;
        return Page::words(joined_text({"by its own code, ", short_name<layer>()}));
    }
    /// a = b = c.
    template <notation How, class First, class... More> static std::string joined(First first, More... more) {
        std::string text{formula::text_of<How>(first)};
        ((text += std::string{signs::equals.in(How)} + std::string{formula::text_of<How>(more)}), ...);
        return text;
    }

    /// f(z) = … and, if there is one, the derivation of its slope or its Jacobian matrix.
    template <page Page, std::size_t K> static std::string because() {
        using layer = known_as<typename formulas::template layer_type<K>>;
        using known = activation_formulas<layer>;
        constexpr auto z = formulas::template z<K - 1>;
        std::string text = definition<Page, K>();
        if constexpr (requires { known::slope_by_the_chain_rule(z); })
            text += ", " + Page::formula(joined<Page::how>(applied<activation_function<layer, true>, decltype(z)>{},
                                                           known::slope_by_the_chain_rule(z), known::slope(z)));
        using of_sample = formulas_of<Network, K>;
        if constexpr (requires { of_sample::jacobian_by_the_chain_rule(z); })
            text += ", " + Page::formula(joined<Page::how>(formulas::template factor<K>(),
                                                           of_sample::jacobian_by_the_chain_rule(z),
                                                           formulas::template jacobian<K>()));
        return text;
    }
    /// f(z) = …, for a function that has a formula.
    template <page Page, std::size_t K> static std::string definition() {
        using layer = known_as<typename formulas::template layer_type<K>>;
        using known = activation_formulas<layer>;
        using of_sample = formulas_of<Network, K>;
        constexpr auto z = formulas::template z<K - 1>;
        if constexpr (requires { known::definition(z); })
            return equation<Page>(activate<layer>(z), known::definition(z));
        else if constexpr (requires { of_sample::definition(z); })
            return equation<Page>(of_sample::template forward<of::sample>(z), of_sample::definition(z));
        else if constexpr (is_normalization<layer>)
            return equation<Page>(of_sample::template normalized<of::sample>(z),
                                  of_sample::template normalized_definition<of::sample>(z));
        else return {};
    }
    /// The definitions of all functions in the chain.
    template <page Page> static std::vector<std::string> definitions() {
        std::vector<std::string> lines;
        for_each_layer<last>([&](auto k_) {
            if (std::string line = definition<Page, k_()>(); !line.empty()) lines.push_back(std::move(line));
        });
        return lines;
    }

    /// The convolutions as sums over their kernels, with their gradients.
    template <page Page> static page_table convolutions() {
        page_table table{{"Layer", "One sample, element by element"}, {}};
        for_each_layer<last>([&](auto k_) {
            constexpr std::size_t k = k_();
            if constexpr (is_convolution<typename formulas::template layer_type<k>>) {
                using sums = convolution_sums<Network, k>;
                const auto add = [&](std::string name_, std::string_view text_) {
                    table.add({std::move(name_), Page::formula(text_)});
                };
                add(layer_name<Network, k>::template shown<Page>(),
                    sums::template text<convolution_sum::value, Page::how>());
                add("", sums::template text<convolution_sum::of_input, Page::how>());
                add("", sums::template text<convolution_sum::of_weights, Page::how>());
                if constexpr (sums::has_biases) add("", sums::template text<convolution_sum::of_biases, Page::how>());
            }
        });
        return table;
    }

    /// The recurrent layers step by step, and their gradients through time.
    template <page Page> static page_table recurrences() {
        page_table table{{"Layer", "A step, the way back, and sums over steps"}, {}};
        for_each_layer<last>([&](auto k_) {
            constexpr std::size_t k = k_();
            if constexpr (is_recurrent<typename formulas::template layer_type<k>>) {
                const auto lines = lines_of<Network, k>();
                const auto translate = translation_of<Page::how, Network, k>();
                std::string name = layer_name<Network, k>::template shown<Page>();
                for (const auto& part : {lines.step(), lines.back(), lines.parameters()})
                    for (const std::string& line : part)
                        table.add({std::exchange(name, ""), Page::formula(translate(line))});
            }
        });
        return table;
    }

    /// Loss and activation fused: the steps from the chain rule to its simplest form.
    template <page Page> static std::vector<std::string> together() {
        using simplified = fused<Network, Loss>;
        std::vector<std::string> lines;
        if constexpr (simplified::exists) {
            if constexpr (simplified::has_p) {
                using p = std::remove_cvref_t<decltype(simplified::p)>;
                constexpr symbols::derivative<p, layer_value<Network, last>> jacobian{};
                constexpr symbols::derivative<symbols::loss<Network>, p> slope{};
                lines.push_back(equation<Page>(p{}, typename p::of_prediction{}));
                boost::hana::unpack(simplified::jacobians_of_p(), [&](auto... equal_) {
                    lines.push_back(Page::formula(joined<Page::how>(jacobian, equal_...)));
                });
                lines.push_back(equation<Page>(slope, simplified::slope_of_p()));
            }
            constexpr std::size_t count = decltype(boost::hana::length(simplified::steps()))::value;
            for_each_layer<count>([&](auto step_) {
                constexpr std::size_t at = step_() - 1;
                constexpr auto step = boost::hana::at_c<at>(decltype(simplified::steps()){});
                lines.push_back(equation<Page>(formulas::template delta<simplified::at>, step));
                if constexpr (at + 1 < count)
                    boost::hana::for_each(simplified::template facts<at>(), [&](auto fact_) {
                        lines.push_back(equation<Page>(fact_.left, fact_.right));
                    });
            });
        }
        return lines;
    }
};

/// The lines of an optimizer's rule.
template <page Page, class Rule> std::vector<std::string> rule_lines() {
    std::vector<std::string> lines;
    boost::hana::for_each(rule_formulas<Rule>::steps(), [&](auto step_) {
        lines.push_back(equation<Page>(step_.left, step_.right, signs::becomes));
    });
    return lines;
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::calculus

#endif  // CONSTPROP_HOST_DERIVATION_TABLES_HPP
