#ifndef CONSTPROP_CHAIN_FOLDS_HPP
#define CONSTPROP_CHAIN_FOLDS_HPP

#include <constprop/chain/fold.hpp>
#include <constprop/chain/stages.hpp>
#include <constprop/concept/in_its_place.hpp>
#include <constprop/concept/trace.hpp>
#include <constprop/kernels/target.hpp>

#include <boost/hana/at.hpp>
#include <boost/hana/length.hpp>

#include <cstddef>
#include <type_traits>

/// The three folds on which the library is built. A network runs them over its stages; so does a chain inside a layer.
namespace constprop::inline CONSTPROP_TARGET::detail {

/// Inference: the left fold of the blocks over x. The last block writes to y.
template <std::size_t Batch, class Blocks, class Stages, class Row, class Output, class Pass>
[[gnu::always_inline]] constexpr void run(const Stages& stages, const Row* x, Output* y, std::size_t count,
                                          const Pass& pass) noexcept {
    constexpr std::size_t length = decltype(boost::hana::length(stages))::value;
    fold_left<Blocks>(rows_at<Row>{x}, [&](const auto& x_, auto type_) CONSTPROP_INLINED {
        using block_ = typename decltype(type_)::type;
        if constexpr (block_::last != length) return block_::template forward<Batch>(stages, x_.data(), count, pass);
        else return block_::template forward_to<Batch>(stages, x_.data(), y, count, pass), rows_at<Output>{y};
    });
}

/// The trace: the scan of the same fold; outputs[k] is the output of stage k.
template <std::size_t Batch, class Stages, class Row, class Outputs, class Pass>
[[gnu::always_inline]] constexpr void scan(const Stages& stages, const Row* x, Outputs& outputs, std::size_t count,
                                           const Pass& pass) noexcept {
    fold_left<Stages>(x, [&](const auto* x_, auto type_) CONSTPROP_INLINED {
        const auto& stage_ = boost::hana::at_c<decltype(type_)::type::index>(stages);
        return stage_.template forward<Batch>(x_, outputs[stage_], count, pass);
    });
}

/// Backpropagation: the right fold of the stages over dy = ∂ℓ/∂y. Each stage turns ∂ℓ/∂y into ∂ℓ/∂x, which is ∂ℓ/∂y of the
/// stage before. outputs[k] is the output of stage k; errors[k] is where stage k writes ∂ℓ/∂x, from stage `FirstAsked` on;
/// sink(stage) takes the gradient of its parameters. The last `Passed` stages are skipped: dy is their ∂ℓ/∂x.
template <std::size_t Batch, std::size_t FirstAsked, std::size_t Passed, class Stages, class Row, class Outputs,
          class Slope, class Errors, class Sink, class Pass>
[[gnu::always_inline]] constexpr auto* propagate_back(const Stages& stages, const Row* x, const Outputs& outputs,
                                                      Slope* dy, Errors& errors, std::size_t count, const Sink& sink,
                                                      const Pass& pass) noexcept {
    constexpr std::size_t length = decltype(boost::hana::length(stages))::value;
    return fold_right<Stages>(dy, [&](auto* dy_, auto type_) CONSTPROP_INLINED {
        constexpr std::size_t at_ = decltype(type_)::type::index;
        const auto& stage_ = boost::hana::at_c<at_>(stages);
        if constexpr (at_ + Passed >= length) {
            return dy_;
        } else {
            const auto* x_ = outputs.template before<at_>(x);
            const auto* y_ = outputs[stage_];
            if constexpr (at_ < FirstAsked)
                return stage_.template backward<Batch>(x_, y_, dy_, unasked{}, count, sink(stage_), pass);
            else return stage_.template backward<Batch>(x_, y_, dy_, errors[stage_], count, sink(stage_), pass);
        }
    });
}

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_CHAIN_FOLDS_HPP
