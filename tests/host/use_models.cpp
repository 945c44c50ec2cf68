// Includes what write_models.cpp wrote, as a program for a device would.
#include <bit>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "both_ways.hpp"
#include "branches.hpp"
#include "doubles.hpp"
#include "floats.hpp"
#include "images.hpp"
#include "mixed.hpp"
#include "mixed_stream.hpp"
#include "models.hpp"
#include "signals.hpp"
#include "stream.hpp"
#include "users.hpp"

static_assert(std::is_same_v<floats_model::model, models::floats>);
static_assert(std::is_same_v<doubles_model::model, models::doubles>);
static_assert(std::is_same_v<images_model::model, models::images>);
static_assert(std::is_same_v<users_model::model, models::users>);
static_assert(std::is_same_v<branches_model::model, models::branches>);
static_assert(std::is_same_v<both_ways_model::model, models::both_ways>);
static_assert(std::is_same_v<stream_model::model::original, models::stream>);
static_assert(stream_model::net == models::in_integers<models::stream>());
static_assert(signals_model::net == models::in_integers<models::signals>());
static_assert(mixed_model::net == models::mixed() && mixed_stream_model::net == models::mixed_stream());
static_assert(mixed_model::model::part_count == 3 && mixed_model::cost::multiply_accumulates == 12 * 24 + 6 * 24 + 36);
static_assert(branches_model::net == models::filled<models::branches>());
static_assert(branches_model::net.statistics()[5] == 6.0F / 7.0F);
static_assert(floats_model::cost::parameter_bytes == 4 * 2410);

template <class Network> constexpr bool same_bits(const Network& a, const Network& b) {
    using bits = std::conditional_t<sizeof(typename Network::scalar) == 4, std::uint32_t, std::uint64_t>;
    const auto p = a.parameters(), q = b.parameters();
    for (std::size_t k = 0; k < p.size(); ++k)
        if (std::bit_cast<bits>(p[k]) != std::bit_cast<bits>(q[k])) return false;
    return true;
}

int main() {
    const bool same = same_bits(floats_model::net, models::filled<models::floats>()) &&
                      same_bits(doubles_model::net, models::filled<models::doubles>()) &&
                      same_bits(images_model::net, models::filled<models::images>()) &&
                      same_bits(users_model::net, models::filled<models::users>()) &&
                      same_bits(both_ways_model::net, models::filled<models::both_ways>());
    const bool agree = floats_model::self_test() && doubles_model::self_test() && images_model::self_test() &&
                       users_model::self_test() && branches_model::self_test() && both_ways_model::self_test() &&
                       stream_model::self_test() && signals_model::self_test() && mixed_model::self_test() &&
                       mixed_stream_model::self_test();
    return same && agree ? 0 : 1;
}
