#ifndef CONSTPROP_DIAGNOSTICS_SENTENCES_HPP
#define CONSTPROP_DIAGNOSTICS_SENTENCES_HPP

#include <cstddef>

/// The sentences that errors.hpp's rules take: subjects, and their continuations. A type is named for what it says.
namespace constprop::errors {

template <std::size_t Position, class Layer> struct layer {
    template <std::size_t Expected> struct expects {
        template <std::size_t Before, class Other> struct but_layer {
            template <std::size_t Given> struct gives;
        };
    };
    template <class Extent> struct takes {
        template <std::size_t Before, class Other> struct but_layer {
            template <class Given> struct gives;
        };
        template <class Given> struct but_input_is;
    };
    struct stands_first_but_does_not_say_its_inputs;
    struct gives_no_values;
    template <class Extent> struct gives_no_values_for;
    template <class Scalar> struct has_no_value_of;
    template <class Scalar> struct has_no_slope_of;
    template <class Scalar> struct has_a_value_of {
        struct that_is_not_static;
    };
    template <class Scalar> struct has_a_slope_of {
        struct that_is_not_static;
    };
    template <class Scalar> struct has_no_forward_of;
    template <class Scalar> struct has_no_backward_of;
    template <std::size_t Parameters> struct has_parameters {
        struct but_no_accumulate;
    };
    template <std::size_t Statistics> struct has_statistics {
        struct but_no_measure;
    };
    struct draws_at_random;
    struct carries_a_state;
    struct sees_whole_batches;
    struct sees_whole_sequences;
    template <std::size_t Samples> struct measures_samples {
        template <std::size_t Given> struct but_batch_has;
    };
    struct has_no_weights;
    struct has_no_biases;
    struct has_formulas;
    struct has_no_integer_form;
    struct has_no_rounding_for_training;
    struct has_no_units_that_another_layer_reads;
    template <class Function> struct is_an_activation_but_replaces;
    template <class Function> struct replaces {
        template <class Claim> struct but_inherits;
    };
    template <std::size_t Units> struct has_units {
        template <std::size_t Kept> struct but_kept_are;
    };
};

template <std::size_t Position, class Layer> struct branch {
    template <class Extent> struct gives {
        template <std::size_t Other, class Before> struct but_branch {
            template <class Given> struct gives;
        };
    };
};
template <std::size_t Layers> struct layer_with_layers {
    template <std::size_t Asked> struct has_no_layer;
};

template <std::size_t Position, class Type> struct element {
    struct is_no_layer;
};
struct network_has_no_layers;

template <std::size_t Inputs> struct network_with_inputs {
    template <std::size_t Given> struct but_input_has;
    template <std::size_t Given> struct but_ranges_number;
};
template <class Scalar> struct network_of {
    template <class Given> struct but_input_holds;
    template <class Given> struct but_target_holds;
    template <class Given> struct but_parameters_hold;
    template <class Given> struct but_output_holds;
    struct is_for_inference;
};
template <std::size_t Outputs> struct network_with_outputs {
    template <std::size_t Given> struct but_target_has;
    template <std::size_t Given> struct but_output_has;
};
template <std::size_t Parameters> struct network_with_parameters {
    template <std::size_t Given> struct but_array_has;
};
template <std::size_t Values> struct values_due {
    template <std::size_t Given> struct but_list_has;
};
template <std::size_t Layers> struct network_with_weight_layers {
    template <std::size_t Ordinal> struct has_no_weight_layer;
};
template <std::size_t Layers> struct network_with_layers {
    template <std::size_t Asked> struct has_no_layer;
    template <class First, class Last> struct has_none_left_for_integers_beside;
};
template <std::size_t Steps> struct sequence_of {
    template <std::size_t Given> struct but_targets_number;
};
template <std::size_t Inputs> struct batch_of {
    template <std::size_t Given> struct but_targets_number;
};
struct state {
    struct is_of_another_network;
    struct is_no_variable;
};
template <class Given> struct type {
    struct is_no_input;
    struct is_no_output;
    struct is_no_state;
    template <class Loss> struct is_no_target_of;
    struct is_no_parameter_array;
    struct is_no_loss;
    struct is_no_rule;
    struct is_a_rule_and_no_optimizer;
    struct is_no_initializer;
    struct is_nothing_that_fit_takes;
    struct is_nothing_that_quantize_takes;
    struct is_nothing_that_fake_quantized_takes;
    struct is_not_the_only_option_of_its_kind;
    struct has_its_ranges;
    struct has_integers_already;
    struct is_no_network;
    struct is_no_constant;
    struct has_integers_that_are_not_trained;
    template <class Type> struct holds {
        struct which_is_no_layer;
    };
    struct holds_no_layers;
    template <class Extent> struct adds_to {
        template <class Other> struct but_its_layers_give;
    };
    template <class Layer> struct is_no_option_of;
    template <class Layer> struct is_for_images_but_signals_are_for;
    template <class Other> struct is_given_beside;
    struct takes_nothing;
    struct is_given_neither_one_nor_two_nor_four_numbers;
    struct has_channels_that_groups_do_not_divide;
    struct has_more_padding_than_half_its_window;
    struct has_another_size_than_its_kernel;
    struct drops_no_share_below_one;
    template <std::size_t Channels> struct does_not_divide_channels;
    template <class Base> struct derives_from;
    template <class Other> struct has_a_base_made_for;
    struct is_no_optimizer;
    struct is_a_loss_with_its_gradient;
    struct is_constant_but_would_change;
    struct is_a_temporary_but_would_change;
    struct is_no_array;
};

// The names of elementary functions, and of a layer's members.
struct erfc;
struct exp;
struct expm1;
struct log;
struct log1p;
struct sqrt;
struct tanh;
struct forward;
struct backward;
struct on;
struct shape;
struct value;
struct slope;
struct position;
struct assign;
struct pullback;
struct in_place;
struct gives;
struct passes_through;
struct takes_vectors;
struct without_masks;

template <class... Functions> struct functions {};

template <class Scalar> struct scalar {
    template <class... Functions> struct has_no {
        template <std::size_t Position, class Layer> struct which_layer {
            struct needs;
        };
        template <class Other> struct which {
            struct needs;
        };
    };
};

template <class Rule> struct rule {
    template <class Scalar> struct makes_no_stepper_of;
    template <class Scalar> struct makes_no_constant_stepper_of;
    struct has_no_begin;
    struct makes_no_stepper_without_decay;
    template <std::size_t Buffers> struct takes_no_gradient_with_buffers;
    template <std::size_t Buffers> struct takes_no_vectors_with_buffers;
};

template <class Loss> struct loss {
    template <std::size_t Position, class Layer> struct takes_logits_but_layer {
        struct gives_probabilities_or_their_logarithms;
    };
    template <std::size_t Position, class Layer> struct takes_probabilities_but_layer {
        struct gives_none;
    };
    template <std::size_t Position, class Layer> struct takes_log_probabilities_but_layer {
        struct gives_none;
    };
    template <std::size_t Outputs> struct takes_values {
        template <class Index> struct but_target_is_class;
    };
    struct takes_a_class_index {
        template <class Given> struct but_target_is;
    };
    struct tells_classes_apart_but_network_has_one_output;
    template <class Scalar> struct has_no_value_of;
    template <class Scalar> struct has_no_slope_of;
    template <class Target> struct has_no_total_for;
    template <class Target> struct has_no_share_for;
    template <class Target> struct has_no_gradient_for;
    template <std::size_t Weights> struct has_weights {
        template <std::size_t Outputs> struct but_network_has_outputs;
    };
};

template <class Network> struct optimizer_made_for {
    template <class Other> struct but_given;
};

template <class Network> struct network {
    template <class Needed> struct needs {
        template <class Limit> struct but_may_have;
    };
    template <std::size_t Bytes> struct puts_bytes_on_the_stack {
        template <std::size_t Budget> struct but_may_put;
    };
};

}  // namespace constprop::errors

#endif  // CONSTPROP_DIAGNOSTICS_SENTENCES_HPP
