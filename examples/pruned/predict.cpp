// Reads handwritten digits with the networks that train.cpp wrote, as they are and as constant networks, whose code contains
// only the remaining connections.
//
//     pruned_predict [DIGITS.CSV]
#include <constprop/constprop.hpp>

#include <cstddef>
#include <cstdio>
#include <pruned_0.hpp>
#include <pruned_50.hpp>
#include <pruned_80.hpp>
#include <pruned_90.hpp>
#include <pruned_95.hpp>

#include "../digits/digits_data.hpp"

namespace cp = constprop;

static digits::data data;

/// Prints a line; true if the network and the constant network classify every digit equally, within rounding.
template <const auto& Net> static bool compare(int percent) {
    constexpr cp::constant_network<Net> constant;
    std::size_t right = 0, equal = 0;
    for (std::size_t n = 0; n < digits::held_back_count; ++n) {
        const auto expected = Net(data.held_back.images[n]), outputs = constant(data.held_back.images[n]);
        bool same = true;
        for (std::size_t k = 0; k < outputs.size(); ++k) {
            const float difference = outputs[k] - expected[k];
            same = same && difference < 1e-4F && difference > -1e-4F;
        }
        equal += same ? 1U : 0U;
        right +=
            cp::predicted_class<typename decltype(constant)::network>(outputs) == data.held_back.classes[n] ? 1U : 0U;
    }
    std::printf("%2d %% pruned: %4zu multiply-adds, %2zu hidden units, %zu of %zu right, %zu the same\n", percent,
                constant.connections, constant.hidden_units, right, digits::held_back_count, equal);
    return equal == digits::held_back_count;
}

static_assert(cp::constant_network<pruned_0_model::net>::connections == 64 * 32 + 32 * 10);
static_assert(4 * cp::constant_network<pruned_90_model::net>::connections <= 64 * 32 + 32 * 10);

int main(int argc, char** argv) {
    if (!digits::read(argc > 1 ? argv[1] : "examples/data/digits.csv", data)) return 1;
    bool same = compare<pruned_0_model::net>(0);
    same = compare<pruned_50_model::net>(50) && same;
    same = compare<pruned_80_model::net>(80) && same;
    same = compare<pruned_90_model::net>(90) && same;
    same = compare<pruned_95_model::net>(95) && same;
    return same ? 0 : 1;
}
