// One mistake for each argument that only a running program meets.
#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace {

namespace cp = constprop;

using model = cp::network<cp::linear<4, 3>>;

float commit(std::string_view mistake, model& net) {
    const auto loss_of_class = [&](int index) {
        return cp::evaluate(net, cp::cross_entropy{}, std::array{1.0F, 2.0F, 3.0F, 4.0F}, index);
    };
    if (mistake == "class") return loss_of_class(7);
    if (mistake == "negative_class") return loss_of_class(-1);
    if (mistake == "weight") return net.layer<0>().weight(3, 1);
    if (mistake == "input_of_weight") return net.layer<0>().weight(1, 4);
    if (mistake == "bias") return net.layer<0>().bias(-1);
    if (mistake == "buffer") {
        const std::vector<float> buffer(3);
        return net(std::span<const float>(buffer))[0];
    }
    if (mistake == "counts") {
        const std::vector<model::input_type> inputs(10);
        const std::vector<model::output_type> targets(9);
        return cp::evaluate(net, cp::mse{}, inputs, targets);
    }
    return loss_of_class(2);
}

}  // namespace

int main(int count, char** arguments) {
    model net;
    const float result = commit(count > 1 ? arguments[1] : "", net);
    return result >= 0 ? 0 : 1;
}
