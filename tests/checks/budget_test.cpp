#include <constprop/checks/budget.hpp>

#include <type_traits>

#include "agree.hpp"
#include "catch.hpp"

namespace {

namespace cp = constprop;

using model = cp::network<cp::linear<64, 32>, cp::relu, cp::linear<32, 10>, cp::softmax>;
using cost = cp::footprint<model>;
constexpr std::size_t with_adam = cp::footprint<model, cp::adam, 8>::training_bytes;

// To the byte.
static_assert(cp::fits<model, cp::parameter_bytes<cost::parameter_bytes>>);
static_assert(!cp::fits<model, cp::parameter_bytes<cost::parameter_bytes - 1>>);
static_assert(cp::fits<model, cp::inference_bytes<128>> && !cp::fits<model, cp::inference_bytes<127>>);
static_assert(cp::fits<model, cp::multiply_accumulates<2368>> && !cp::fits<model, cp::multiply_accumulates<2367>>);
static_assert(cp::fits<model, cp::training_bytes<with_adam, cp::adam, 8>>);
static_assert(!cp::fits<model, cp::training_bytes<with_adam - 1, cp::adam, 8>>);
static_assert(cp::fits<model, cp::training_bytes<with_adam>>);  // plain_sgd, a sample at a time, needs less

// On this machine, whatever it is: to the byte of what `footprint` says, which is no less than the parts of it.
constexpr std::size_t ram = cost::inference_ram, ram_with_adam = cp::footprint<model, cp::adam, 8>::training_ram;
static_assert(cp::fits<model, cp::inference_ram<ram>> && !cp::fits<model, cp::inference_ram<ram - 1>>);
static_assert(!cp::fits<model, cp::inference_ram<160>> && cp::fits<model, cp::inference_bytes<160>>);
static_assert(cp::fits<model, cp::training_ram<ram_with_adam, cp::adam, 8>>);
static_assert(!cp::fits<model, cp::training_ram<ram_with_adam - 1, cp::adam, 8>>);
static_assert(cp::fits<model, cp::training_ram<ram_with_adam>>);  // plain_sgd, a sample at a time, needs less

// Together: one that is over is enough.
static_assert(cp::fits<model> && cp::fits<model, cp::parameter_bytes<10'000>, cp::inference_bytes<256>>);
static_assert(!cp::fits<model, cp::parameter_bytes<10'000>, cp::inference_bytes<100>>);

// For a sequence.
using both_ways = cp::network<cp::bidirectional<cp::gru<8, 8>>, cp::linear<16, 2>>;
using of_sequence = cp::footprint<both_ways, cp::adam, 1, 100>;
template <class Limit> constexpr bool fits_100 = cp::fits<both_ways, cp::for_steps<100, Limit>>;
static_assert(fits_100<cp::inference_ram<of_sequence::inference_ram>> &&
              !fits_100<cp::inference_ram<of_sequence::inference_ram - 1>> && !fits_100<cp::inference_ram<2'000>>);
static_assert(fits_100<cp::inference_bytes<100 * 4 * 16>> && !fits_100<cp::inference_bytes<100 * 4 * 16 - 1>>);
static_assert(fits_100<cp::training_bytes<of_sequence::training_bytes, cp::adam>> &&
              !fits_100<cp::training_bytes<of_sequence::training_bytes - 1, cp::adam>>);
static_assert(fits_100<cp::training_ram<of_sequence::training_ram, cp::adam>> &&
              !fits_100<cp::training_ram<of_sequence::training_ram - 1, cp::adam>>);
static_assert(fits_100<cp::multiply_accumulates<100 * of_sequence::multiply_accumulates>> &&
              !fits_100<cp::multiply_accumulates<100 * of_sequence::multiply_accumulates - 1>>);
static_assert(cp::fits<both_ways, cp::parameter_bytes<of_sequence::parameter_bytes>> &&
              fits_100<cp::parameter_bytes<of_sequence::parameter_bytes>>);

// Where it fits, it is the network.
static_assert(std::is_same_v<cp::within<model, cp::parameter_bytes<10'000>, cp::inference_bytes<256>>, model>);

}  // namespace

TEST_CASE("a budget is kept to the byte") { CHECK(cp::fits<model, cp::parameter_bytes<9640>>); }
