#include "import/order.hpp"

#include <algorithm>

namespace constprop::tools {

void value_order::add(digit next) {
    if (next.size == 1) return;
    if (!digits_.empty() && digits_.back().stride == next.size * next.stride)
        digits_.back() = {digits_.back().size * next.size, next.stride};
    else digits_.push_back(next);
}

value_order value_order::channels_first(const layer_extent& of) {
    value_order result;
    result.add({of.channels, 1});
    result.add({of.positions(), of.channels});
    return result;
}

std::size_t value_order::size() const noexcept {
    std::size_t product = 1;
    for (const digit& one : digits_) product *= one.size;
    return product;
}

bool value_order::is_as_in_model() const noexcept {
    return digits_.empty() || (digits_.size() == 1 && digits_[0].stride == 1);
}

std::size_t value_order::place(std::size_t k) const noexcept {
    std::size_t result = 0;
    for (std::size_t d = digits_.size(); d-- > 0; k /= digits_[d].size)
        result += k % digits_[d].size * digits_[d].stride;
    return result;
}

std::vector<std::size_t> value_order::places() const {
    std::vector<std::size_t> result(size());
    for (std::size_t k = 0; k < result.size(); ++k) result[k] = place(k);
    return result;
}

std::optional<value_order> value_order::transposed(const std::vector<std::int64_t>& sizes,
                                                   const std::vector<std::size_t>& dimensions) const {
    std::vector<digit> left = digits_;
    std::vector<std::vector<digit>> parts(sizes.size());
    for (std::size_t d = sizes.size(); d-- > 0;)
        for (auto rest = static_cast<std::size_t>(sizes[d]); rest > 1;) {
            if (left.empty()) return {};
            digit& last = left.back();
            const std::size_t taken = std::min(last.size, rest);
            if (last.size % taken != 0 || rest % taken != 0) return {};
            parts[d].insert(parts[d].begin(), {taken, last.stride});
            rest /= taken;
            last = {last.size / taken, last.stride * taken};
            if (last.size == 1) left.pop_back();
        }
    value_order result;
    for (const std::size_t d : dimensions)
        for (const digit& one : parts[d]) result.add(one);
    return result;
}

std::vector<double> value_order::lying(const std::vector<double>& numbers) const {
    if (numbers.size() == 1) return numbers;
    std::vector<double> result(numbers.size());
    for (std::size_t k = 0; k < result.size(); ++k) result[place(k)] = numbers[k];
    return result;
}

}  // namespace constprop::tools
