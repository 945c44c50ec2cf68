#ifndef CONSTPROP_EXAMPLES_AUDIO_PLUGIN_HPP
#define CONSTPROP_EXAMPLES_AUDIO_PLUGIN_HPP

#include <constprop/constprop.hpp>

#include <span>

/// The callback of a plug-in: it turns an input block into an output block. It neither allocates nor locks. A stereo plug-in
/// uses two of these objects.
namespace audio {

/// The network computes the difference of output and input.
using model =
    constprop::network<constprop::vector<1>, constprop::residual<constprop::gru<1, 12>, constprop::linear<12, 1>>>;

class plugin {
    model net_;
    model::state_type state_{};

 public:
    explicit plugin(const model& net) noexcept : net_(net) {}

    void reset() noexcept { state_ = {}; }
    void process(std::span<const float> in, std::span<float> out) noexcept {
        for (std::size_t k = 0; k < in.size(); ++k) out[k] = net_({in[k]}, state_)[0];
    }
};

}  // namespace audio

#endif  // CONSTPROP_EXAMPLES_AUDIO_PLUGIN_HPP
