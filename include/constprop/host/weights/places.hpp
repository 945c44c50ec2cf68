#ifndef CONSTPROP_HOST_WEIGHTS_PLACES_HPP
#define CONSTPROP_HOST_WEIGHTS_PLACES_HPP

#include <constprop/host/error.hpp>
#include <constprop/host/tensors.hpp>
#include <constprop/host/weights/array_order.hpp>
#include <constprop/host/weights/folded_norm.hpp>
#include <constprop/host/weights/keras_recurrent.hpp>
#include <constprop/host/weights/layer_tensors.hpp>
#include <constprop/host/weights/match.hpp>
#include <constprop/host/weights/options.hpp>
#include <constprop/host/weights/orientation.hpp>
#include <constprop/host/weights/stored_tensor.hpp>
#include <constprop/kernels/target.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The orientation of a file's matrices, and the assignment of its tensors to a network's.
namespace constprop::inline CONSTPROP_TARGET::host::detail {

/// For each tensor of a network, the file's tensor, or `none`; and whether the file's matrices are (inputs, outputs).
struct tensor_places {
    std::vector<std::size_t> of{};
    bool turned = false;
    std::vector<folded_norm> norms{};
    std::vector<keras_recurrent> recurrents{};
};

inline bool has_no_names(const std::vector<stored_tensor>& stored) {
    return !stored.empty() && std::all_of(stored.begin(), stored.end(), [](const stored_tensor& one_) {
        const std::string_view name = one_.name;
        return name.starts_with("arr_") && name.size() > 4 &&
               name.find_first_not_of("0123456789", 4) == std::string_view::npos;
    });
}

template <class Scalar>
std::optional<tensor_places> places_if(const std::string& where, const std::vector<tensor<Scalar>>& wanted,
                                       const std::vector<stored_tensor>& stored, bool turned) {
    try {
        return tensor_places{places_in_order(where, wanted, stored, turned), turned};
    } catch (const error&) {
        return {};
    }
}

/// The file's statement, `said`, takes precedence over names, and the user's over both. A square matrix fits either way: if
/// all are square, one of them must tell.
template <class Scalar>
tensor_places places_of(const std::string& where, const std::vector<tensor<Scalar>>& wanted,
                        const std::vector<stored_tensor>& stored, const weights_options& options, bool keeps_order,
                        orientation said) {
    const orientation told = options.orientation != orientation::as_names_say ? options.orientation : said;
    const bool keras = std::any_of(stored.begin(), stored.end(),
                                   [](const stored_tensor& one_) { return tensor_name(one_.name).keras; });
    const bool certain = told != orientation::as_names_say || keras;
    tensor_places places{{}, told == orientation::in_out || (told == orientation::as_names_say && keras)};
    if (!has_no_names(stored)) {
        const matched_tensors matched = match(where, wanted, stored, options, places.turned, keeps_order);
        places.of = matched.places;
        places.norms = matched.norms;
        places.recurrents = matched.recurrents;
    } else {
        if (!certain && !places_if(where, wanted, stored, false) && places_if(where, wanted, stored, true))
            places.turned = true;
        places.of = places_in_order(where, wanted, stored, places.turned);
    }
    bool tells = certain, any = false;
    for (const tensor<Scalar>& one : wanted) {
        if (one.shape.size() > 2 && places.turned)
            throw error(where, "its matrices lie as (inputs, outputs)",
                        "linear layers alone, where they do, and not " + one.layer, "Import the model as ONNX.");
        if (one.shape.size() != 2 || (one.shape[0] == 1 && one.shape[1] == 1)) continue;
        any = true;
        tells = tells || one.shape[0] != one.shape[1];
    }
    if (any && !tells)
        throw error(where, "all its matrices are square, which fits either way round",
                    "to be told whether they are (outputs, inputs), as PyTorch stores them, or (inputs, outputs), as "
                    "Keras does",
                    "Say orientation out_in or in_out.");
    return places;
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::detail

#endif  // CONSTPROP_HOST_WEIGHTS_PLACES_HPP
