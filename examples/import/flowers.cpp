// Two networks that were trained with PyTorch (train.py), as constants. species.hpp is imported from an ONNX file, with its
// type; petals.hpp is a type written here, and petals_trained.hpp has its weights from a state_dict. CMakeLists.txt has the
// two lines.
//
// static_asserts in species.hpp compare the imported network with PyTorch's outputs for the 50 held-back flowers, so this
// compiles only if they agree.
#include <constprop/constprop.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <iris_flowers.hpp>
#include <petals_trained.hpp>
#include <species.hpp>
#include <type_traits>

#include "petals.hpp"

namespace cp = constprop;

static_assert(std::is_same_v<petals_trained_model::model, petal_width>);
static_assert(cp::footprint<species_model::model>::parameter_bytes < 800,
              "dropout and batch normalization cost nothing");

int main() {
    constexpr std::array names{"setosa", "versicolor", "virginica"};
    std::array<std::array<int, 3>, 3> confusion{};
    double furthest = 0, off = 0;
    std::size_t held_back = 0;
    for (std::size_t n = 2; n < iris::flowers.inputs.size(); n += 3, ++held_back) {  // every third, as in train.py
        const auto& flower = iris::flowers.inputs[n];
        const auto probabilities = species_model::net(flower);
        for (std::size_t k = 0; k < probabilities.size(); ++k)
            furthest = std::fmax(
                furthest, std::fabs(double(probabilities[k]) - double(species_model::check_outputs[held_back][k])));
        ++confusion[iris::flowers.species[n]][cp::classify(species_model::net, flower)];
        off += std::fabs(double(petals_trained_model::net({flower[0], flower[1], flower[2]})[0]) - double(flower[3]));
    }

    std::printf("Species, by %zu parameters: a row for each true one, a column for each predicted one\n",
                species_model::model::parameter_count);
    int right = 0;
    for (std::size_t k = 0; k < names.size(); ++k) {
        std::printf("%12s%4d%4d%4d\n", names[k], confusion[k][0], confusion[k][1], confusion[k][2]);
        right += confusion[k][k];
    }
    std::printf("%d of %zu held-back flowers are right; PyTorch's probabilities differ by at most %.0e\n", right,
                held_back, furthest);
    std::printf("Petals' widths, by %zu parameters: %.2f mm off on average\n",
                petals_trained_model::model::parameter_count, 10 * off / static_cast<double>(held_back));
    return furthest < 1e-5 ? 0 : 1;
}
