#ifndef CONSTPROP_ERRORS_HPP
#define CONSTPROP_ERRORS_HPP

#include <cstddef>

/// What a wrong program is told.
///
/// Each mistake is a sentence made of types, such as
///     shapes_agree<layer<2, linear<9, 1>>::expects<9>::but_layer<0, linear<4, 8>>::gives<8>>
/// that stands as the whole condition of a static_assert. Compilers print the condition in full, with
/// every name and number in it, beside the message that says the rule and the remedy. The conditions are
/// bare variable templates because that is the form which every supported compiler spells out.
namespace constprop::errors {

// The sentences' subjects and what they go on to say.

template <std::size_t Position, class Layer> struct layer {
    template <std::size_t Expected> struct expects {
        template <std::size_t Before, class Other> struct but_layer { template <std::size_t Given> struct gives; };
    };
    struct stands_first_but_does_not_say_its_inputs;
    struct has_no_weights;
    struct has_no_biases;
    struct has_no_units_that_another_linear_layer_reads;
    template <std::size_t Units> struct has_units { template <std::size_t Kept> struct but_kept_are; };
};

template <std::size_t Position, class Type> struct element { struct is_no_layer; };

template <std::size_t Inputs> struct network_with_inputs { template <std::size_t Given> struct but_input_has; };
template <class Scalar> struct network_of {
    template <class Given> struct but_input_holds;
    template <class Given> struct but_target_holds;
    template <class Given> struct but_parameters_hold;
};
template <std::size_t Outputs> struct network_with_outputs { template <std::size_t Given> struct but_target_has; };
template <std::size_t Parameters> struct network_with_parameters { template <std::size_t Given> struct but_array_has; };
template <std::size_t Values> struct values_due { template <std::size_t Given> struct but_list_has; };
template <std::size_t Layers> struct network_with_layers { template <std::size_t Asked> struct has_no_layer; };
template <std::size_t Inputs> struct batch_of { template <std::size_t Given> struct but_targets_number; };
template <class Given> struct type {
    struct is_no_input;
    template <class Loss> struct is_no_target_of;
    struct is_no_parameter_array;
    struct is_no_loss;
    struct is_no_rule;
    struct is_no_network;
    struct is_no_constant;
};

template <class Loss> struct loss {
    template <std::size_t Position, class Layer> struct takes_logits_but_layer {
        struct gives_probabilities_or_their_logarithms;
    };
    template <std::size_t Position, class Layer> struct takes_probabilities_but_layer { struct gives_none; };
    template <std::size_t Position, class Layer> struct takes_log_probabilities_but_layer { struct gives_none; };
    struct tells_classes_apart_but_network_has_one_output;
    template <std::size_t Weights> struct has_weights {
        template <std::size_t Outputs> struct but_network_has_outputs;
    };
};

template <class Network> struct optimizer_made_for { template <class Other> struct but_given; };

// The rules. None of them holds: a sentence is only formed where its rule is broken.

template <class Sentence> inline constexpr bool shapes_agree = false;
template <class Sentence> inline constexpr bool first_layer_has_inputs = false;
template <class Sentence> inline constexpr bool chain_is_of_layers = false;
template <class Sentence> inline constexpr bool layer_exists = false;
template <class Sentence> inline constexpr bool layer_has_it = false;
template <class Sentence> inline constexpr bool input_fits = false;
template <class Sentence> inline constexpr bool list_has_its_length = false;
template <class Sentence> inline constexpr bool target_fits = false;
template <class Sentence> inline constexpr bool parameters_fit = false;
template <class Sentence> inline constexpr bool loss_suits_the_output = false;
template <class Sentence> inline constexpr bool rule_updates = false;
template <class Sentence> inline constexpr bool networks_are_the_same = false;
template <class Sentence> inline constexpr bool network_is_constant = false;
template <class Sentence> inline constexpr bool rule_prunes = false;

}  // namespace constprop::errors

#endif  // CONSTPROP_ERRORS_HPP
