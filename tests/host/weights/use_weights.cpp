// The weights of PyTorch's files are constants in headers that the build has written, and give PyTorch's outputs.
#include <floats.hpp>
#include <scaled.hpp>
#include <stored.hpp>
#include <torch_halves.hpp>
#include <type_traits>

#include "torch_expected.hpp"
#include "user_model.hpp"

static_assert(std::is_same_v<floats_model::model, user::model> &&
              std::is_same_v<torch_halves_model::model, user::model>);

constexpr bool near(const user::model::output_type& y, const user::model::output_type& expected) {
    for (std::size_t k = 0; k < y.size(); ++k)
        if (!(y[k] - expected[k] < 1e-6F && expected[k] - y[k] < 1e-6F)) return false;
    return true;
}
static_assert(near(floats_model::net({0.5F, -1.25F, 2.0F}), torch_floats_expected));
static_assert(near(torch_halves_model::net({0.5F, -1.25F, 2.0F}), torch_halves_expected));
static_assert(!near(torch_floats_expected, torch_halves_expected));

// The same file, stored in half the bytes.
static_assert(std::is_same_v<stored_model::model, constprop::stored_as<constprop::half, user::model>>);
static_assert(stored_model::net == stored_model::model(floats_model::net));
static_assert(stored_model::cost::parameter_bytes * 2 == floats_model::cost::parameter_bytes);

// And in a byte for each weight, with scales.
static_assert(std::is_same_v<scaled_model::model, constprop::stored_as<constprop::scaled_int8, user::model>>);
static_assert(scaled_model::net == scaled_model::model(floats_model::net));

int main() { return near(floats_model::net({0.5F, -1.25F, 2.0F}), torch_floats_expected) ? 0 : 1; }
