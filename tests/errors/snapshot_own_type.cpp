// A snapshot of a type that does not say its numbers.
// says: value_can_be_saved<snapshot_of<filter>::which_does_not_say_its_numbers>
// plainly: does not say its numbers.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

#include <tuple>

namespace cp = constprop;

struct filter {
    float last = 0;
    int count = 0;
#ifndef WRONG
    template <class Self> static constexpr auto saved(Self& self) noexcept { return std::tie(self.last, self.count); }
#endif
};

constexpr auto saved = cp::snapshot(filter{});
