#include "import/quantized/item.hpp"

namespace constprop::tools::quantized {

std::size_t integers::scale_of(std::size_t k) const noexcept {
    std::size_t inner = 1;
    for (std::size_t d = axis + 1; d < shape.size(); ++d) inner *= static_cast<std::size_t>(shape[d]);
    return scales.size() > 1 ? k / inner % scales.size() : 0;
}

std::vector<double> integers::reals() const {
    std::vector<double> result;
    result.reserve(values.size());
    for (std::size_t k = 0; k < values.size(); ++k) {
        const std::size_t s = scale_of(k);
        result.push_back(static_cast<double>(scales[s]) * static_cast<double>(values[k] - zero_points[s]));
    }
    return result;
}

layer_extent extent_of(const item& of) {
    const auto size = [&](std::size_t d_) { return static_cast<std::size_t>(of.shape.sizes[d_]); };
    const std::size_t rank_of_value = of.shape.rank();
    if (rank_of_value != 3 && rank_of_value != 4) return vector_of(of.shape.sample());
    const std::size_t height = rank_of_value == 3 ? 1 : size(of.channels_last ? 1 : 2);
    if (of.channels_last) return {rank::image, height, size(rank_of_value - 2), size(rank_of_value - 1)};
    return {rank::image, height, size(rank_of_value - 1), size(1)};
}

}  // namespace constprop::tools::quantized
