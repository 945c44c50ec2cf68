#ifndef CONSTPROP_TESTS_HOST_BATCH_NORM_MODEL_HPP
#define CONSTPROP_TESTS_HOST_BATCH_NORM_MODEL_HPP

#include <constprop/constprop.hpp>

#include "catch.hpp"

/// The network with batch normalization whose state_dict data/make.py saves.
namespace batch_norm_model {

namespace cp = constprop;

using network = cp::network<cp::linear<3, 4>, cp::batch_norm, cp::tanh,
                            cp::sequential<cp::linear<4, 4>, cp::batch_norm>, cp::linear<4, 2>>;

/// What PyTorch computes with it, as make.py prints.
inline void check(const network& net) {
    const auto y = net({0.5F, -1.25F, 2.0F});
    CHECK(static_cast<double>(y[0]) == Approx(0x1.484fp-8).margin(1e-6));
    CHECK(static_cast<double>(y[1]) == Approx(-0x1.fd178cp-1).margin(1e-6));
    CHECK(net.statistics()[0] != 0.0F);
}

}  // namespace batch_norm_model

#endif
