// The momentum of `sgd` is off by default, and then its memory is neither read nor written: here all pages of it are taken
// from the program, which a single access would end.
#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <new>
#include <sys/mman.h>
#include <unistd.h>

namespace cp = constprop;

namespace {

using model = cp::network<cp::linear<784, 128>, cp::relu, cp::linear<128, 10>>;
using optimizer = decltype(cp::make_optimizer(model{}, cp::sgd{}));

model net;

/// All but the first and the last page of an optimizer of its own pages.
bool step_without_memory() {
    const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    const std::size_t pages = (sizeof(optimizer) + page - 1) / page;
    void* const memory = mmap(nullptr, pages * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) return false;
    auto& by = *new (memory) optimizer(cp::make_optimizer(net, cp::sgd{.learning_rate = 0.1}));
    if (mprotect(static_cast<char*>(memory) + page, (pages - 2) * page, PROT_NONE) != 0) return false;

    const model::input_type x{1};
    const model::output_type y{1};
    const float first = cp::train_step(net, by, cp::mse{}, x, y);
    cp::train_step(net, by, cp::mse{}, std::array{x, x, x}, std::array{y, y, y});
    return cp::train_step(net, by, cp::mse{}, x, y) < first;
}

}  // namespace

int main() {
    cp::initialize(net, cp::kaiming_uniform{.seed = 1});
    const bool learned = step_without_memory();
    if (!learned) std::printf("no step was taken\n");
    return learned ? 0 : 1;
}
