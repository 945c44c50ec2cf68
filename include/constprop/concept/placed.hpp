#ifndef CONSTPROP_CONCEPT_PLACED_HPP
#define CONSTPROP_CONCEPT_PLACED_HPP

#include <constprop/concept/in_its_place.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/concept/pass.hpp>
#include <constprop/concept/place.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET::detail {

/// A layer in its place in a chain, with its numbers. `Storage` says where they lie: `data()` gives the parameters,
/// `statistics()` the statistics.
template <std::size_t Position, class Layer, class Scalar, extent Input, class Storage> struct placed : Storage {
    using layer_type = Layer;
    using scalar = Scalar;
    using on = in_its_place<Layer, Scalar, Input>;
    static constexpr std::size_t index = Position;
    static constexpr detail::place place = place_of<Layer>(Input);
    static constexpr layer_shape shape = place.shape;

    using input_row = std::array<Scalar, shape.inputs>;
    using output_row = std::array<Scalar, shape.outputs>;

    /// True if `forward` takes an elementwise function that follows.
    static constexpr bool takes_then = detail::takes_then<on>;

    /// True if compilers may not see that the layer writes the whole batch: they assume that its own loops may be empty.
    template <std::size_t Batch>
    static constexpr bool hides_writes = Batch > 1 && (takes_then || works_on_extents<Layer>);

    /// y = then(f(x)) for `count` ≤ Batch samples, `then` an elementwise function, applied where `takes_then`. Returns y:
    /// the x of the next stage.
    template <std::size_t Batch, class Pass, class Then = as_it_is>
    [[gnu::always_inline]] constexpr const output_row* forward(const input_row* x, output_row* y, std::size_t count,
                                                               [[maybe_unused]] const Pass& pass,
                                                               [[maybe_unused]] Then then = {}) const noexcept {
        if constexpr (takes_then && takes_pass<on>)
            on::template forward<Batch>(this->data(), x, y, count, then, pass.at(*this));
        else if constexpr (takes_then) on::template forward<Batch>(this->data(), x, y, count, then);
        else if constexpr (takes_pass<on>) on::template forward<Batch>(this->data(), x, y, count, pass.at(*this));
        else on::template forward<Batch>(this->data(), x, y, count);
        return hides_writes<Batch> ? kernels::written(y) : y;
    }

    /// dx = (∂y/∂x)ᵀ dy for `count` ≤ Batch samples, unless dx is `unasked`; overwrites dy if the layer works in place. Then
    /// sink(k, gradient) for every parameter k in storage order, unless the sink is `unasked`. Returns dx: the dy of the
    /// stage before.
    template <std::size_t Batch, class Dx, class Sink, class Pass>
    [[gnu::always_inline]] constexpr input_row* backward(const input_row* x, const output_row* y, output_row* dy, Dx dx,
                                                         std::size_t count, Sink sink,
                                                         [[maybe_unused]] const Pass& pass) const noexcept {
        if constexpr (is_asked<Dx> && layer_in_place<Layer>) {
            run_backward<Batch>(x, y, dy, static_cast<input_row*>(dy), count, sink, pass);
            return hides_writes<Batch> ? kernels::written(dy) : dy;
        } else if constexpr (is_asked<Dx>) {
            run_backward<Batch>(x, y, dy, dx, count, sink, pass);
            return hides_writes<Batch> ? kernels::written(dx) : dx;
        } else {
            run_backward<Batch>(x, y, dy, dx, count, sink, pass);
            return nullptr;
        }
    }

 private:
    template <std::size_t Batch, class Dx, class Sink, class Pass>
    [[gnu::always_inline]] constexpr void run_backward(const input_row* x, const output_row* y, output_row* dy, Dx dx,
                                                       std::size_t count, Sink sink,
                                                       [[maybe_unused]] const Pass& pass) const noexcept {
        if constexpr (takes_pass<on>)
            on::template backward<Batch>(this->data(), x, y, dy, dx, count, sink, pass.at(*this));
        else on::template backward<Batch>(this->data(), x, y, dy, dx, count, sink);
    }
};

/// Parameters and statistics that lie elsewhere.
template <class Scalar> struct numbers_at {
    const Scalar* parameters_at;
    const Scalar* statistics_at;

    constexpr const Scalar* data() const noexcept { return parameters_at; }
    constexpr const Scalar* statistics() const noexcept { return statistics_at; }
};

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_CONCEPT_PLACED_HPP
