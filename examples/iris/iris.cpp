// Classifies three species of iris, with a network that is trained while this file is compiled: the program contains its
// weights, and no code for training.
//
// Compilers must allow more constant evaluation for this than by default; CMakeLists.txt sets the limits.
#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>
#include <cstdio>
#include <iris_flowers.hpp>

namespace cp = constprop;

using model = cp::network<cp::linear<4, 8>, cp::relu, cp::linear<8, 3>>;

// The file lists 50 flowers of each species, one species after the other; every third flower is held back.
constexpr auto data = iris::split<3>(iris::flowers, 2);

// These numbers were chosen by cross-validation within the training part (choose.cpp), without the held-back part. The
// seeds are the defaults.
constexpr model trained =
    cp::fit(cp::initialized<model>(cp::xavier_uniform{}), cp::cross_entropy{}, cp::adam{.learning_rate = 0.02},
            data.training.inputs, data.training.species, {.epochs = 20}, cp::batch<10>);

static_assert(cp::accuracy(trained, data.training.inputs, data.training.species) >= 0.98);
static_assert(cp::accuracy(trained, data.held_back.inputs, data.held_back.species) >= 0.96);

using confusions = std::array<std::array<std::size_t, iris::species_count>, iris::species_count>;

static void print(const char* part, const confusions& counts) {
    constexpr std::array names{"setosa", "versicolor", "virginica"};
    std::size_t right = 0, all = 0;
    std::printf("%s: a row for each true species, a column for each predicted one\n", part);
    for (std::size_t row = 0; row < names.size(); ++row) {
        std::printf("%12s", names[row]);
        for (std::size_t column = 0; column < names.size(); ++column) {
            const std::size_t count = counts[row][column];
            std::printf("%4zu", count);
            all += count;
            right += row == column ? count : 0;
        }
        std::puts("");
    }
    std::printf("%zu of %zu are right: %.1f %%\n\n", right, all,
                100 * static_cast<double>(right) / static_cast<double>(all));
}

int main() {
    const confusions training = cp::confusion_matrix(trained, data.training.inputs, data.training.species),
                     held_back = cp::confusion_matrix(trained, data.held_back.inputs, data.held_back.species);
    print("Training part", training);
    print("Held back", held_back);

    // The program computes the same counts as the compiler.
    constexpr confusions expected = cp::confusion_matrix(trained, data.held_back.inputs, data.held_back.species);
    return held_back == expected ? 0 : 1;
}
