// Networks of integers that save_onnx wrote, constprop_add_model has imported: the same types, and the same integers.
#include <branches_integers.hpp>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <image_integers.hpp>
#include <perceptron_integers.hpp>
#include <perceptron_one_scale_integers.hpp>
#include <string>
#include <type_traits>

#include "integers.hpp"

namespace {

int back = 0, count = 0;

/// Whether networks of one type give the same integers for many inputs, which stand for the same numbers.
template <class Network> bool same_integers(const Network& a, const Network& b) {
    std::uint32_t state = 1;
    bool same = a.takes() == b.takes() && a.gives() == b.gives();
    for (int n = 0; n < 256; ++n) {
        typename Network::int8_input x{};
        for (std::int8_t& one : x) {
            state = state * 1664525U + 1013904223U;
            one = static_cast<std::int8_t>(state >> 24);
        }
        same = same && a(x) == b(x);
    }
    return same;
}

template <class Network, class Imported> void compare(const char* name, const Network& net, const Imported& imported) {
    ++count;
    if constexpr (std::is_same_v<Network, Imported>) {
        if (same_integers(net, imported)) ++back;
        else std::printf("%s gives other integers\n", name);
    } else {
        std::printf("%s has another type\n", name);
    }
}

}  // namespace

int main() {
    onnx_models::for_each_of_integers([](const std::string& name_, const auto& net_, int /*most*/) {
        using type_ = std::remove_cvref_t<decltype(net_)>;
        if (name_ == "perceptron") compare("perceptron", net_, perceptron_integers_model::net);
        if (name_ == "perceptron_one_scale")
            compare("perceptron_one_scale", net_, perceptron_one_scale_integers_model::net);
        if constexpr (std::is_same_v<typename type_::original, onnx_models::int8_image>)
            compare("image", net_, image_integers_model::net);
        if constexpr (std::is_same_v<typename type_::original, onnx_models::int8_branches>)
            compare("branches", net_, branches_integers_model::net);
    });
    std::printf("%d of %d networks of integers are back\n", back, count);
    return back == count && count == 4 ? 0 : 1;
}
