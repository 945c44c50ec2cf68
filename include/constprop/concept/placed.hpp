#ifndef CONSTPROP_CONCEPT_PLACED_HPP
#define CONSTPROP_CONCEPT_PLACED_HPP

#include <constprop/concept/in_its_place.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/concept/pass.hpp>
#include <constprop/concept/place.hpp>
#include <constprop/concept/scaled_parameters.hpp>
#include <constprop/kernels/load_several.hpp>
#include <constprop/kernels/only_stored.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET::detail {

/// A layer in its place in a chain, with its numbers. `Storage` says where they lie: `data()` gives the parameters, which may be
/// of a type that is only stored, such as `half`; `statistics()` gives the statistics.
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

    /// True if the forward pass converts stored parameters before it, on the stack, because the layer reads only floats, or
    /// because kernels would load words from where none begins.
    static constexpr bool reads_them_stored =
        kernels::is_scaled<typename Storage::stored>
            ? reads_scales<on>
            : reads_stored<on> &&
                  (Storage::begins_at_a_word || !kernels::detail::loads_words<typename Storage::stored>);
    static constexpr bool converts_parameters =
        kernels::is_only_stored<typename Storage::stored> && shape.parameters() > 0 && !reads_them_stored;

    /// Bytes of converted parameters: the layer's, or, if it holds layers, those of one of them.
    static constexpr std::size_t converted = [] {
        if constexpr (converts_parameters) return shape.parameters() * sizeof(Scalar);
        else if constexpr (requires { on::template converted<typename Storage::stored>(); })
            return on::template converted<typename Storage::stored>();
        else return std::size_t{0};
    }();

    /// Calls use(p) with the parameters as the layer's forward pass reads them: as they are stored, or converted.
    template <class Use> [[gnu::always_inline]] constexpr void with_parameters(const Use& use) const noexcept {
        if constexpr (converts_parameters || shape.parameters() == 0) with_converted(use);
        else use(this->data());
    }
    /// Calls use(p) with the parameters in the type in which the layer computes.
    template <class Use> [[gnu::always_inline]] constexpr void with_converted(const Use& use) const noexcept {
        if constexpr (std::is_same_v<typename Storage::stored, Scalar>) {
            use(this->data());
        } else if constexpr (shape.parameters() == 0) {
            use(static_cast<const Scalar*>(nullptr));
        } else {
            Scalar all[shape.parameters()];
            if constexpr (kernels::is_scaled<typename Storage::stored>)
                scaled_parameters<Layer, on, Input>::expand(this->data(), all);
            else
                for (std::size_t k = 0; k < shape.parameters(); ++k) all[k] = this->data()[k];
            use(all);
        }
    }

    /// y = then(f(x)) for `count` ≤ Batch samples, `then` an elementwise function, applied where `takes_then`. Returns y:
    /// the x of the next stage.
    template <std::size_t Batch, class Pass, class Then = as_it_is>
    [[gnu::always_inline]] constexpr const output_row* forward(const input_row* x, output_row* y, std::size_t count,
                                                               [[maybe_unused]] const Pass& pass,
                                                               [[maybe_unused]] Then then = {}) const noexcept {
        with_parameters([&](const auto* p_) CONSTPROP_INLINED { run_forward<Batch>(p_, x, y, count, pass, then); });
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
    template <std::size_t Batch, class Stored, class Pass, class Then>
    [[gnu::always_inline]] constexpr void run_forward(const Stored* p, const input_row* x, output_row* y,
                                                      std::size_t count, [[maybe_unused]] const Pass& pass,
                                                      [[maybe_unused]] Then then) const noexcept {
        if constexpr (takes_then && takes_pass<on>) on::template forward<Batch>(p, x, y, count, then, pass.at(*this));
        else if constexpr (takes_then) on::template forward<Batch>(p, x, y, count, then);
        else if constexpr (takes_pass<on>) on::template forward<Batch>(p, x, y, count, pass.at(*this));
        else on::template forward<Batch>(p, x, y, count);
    }
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
template <class Stored, bool BeginsAtAWord = true> struct numbers_at {
    using stored = Stored;
    static constexpr bool begins_at_a_word = BeginsAtAWord;

    const Stored* parameters_at;
    const kernels::value_of<Stored>* statistics_at;

    constexpr const Stored* data() const noexcept { return parameters_at; }
    constexpr const kernels::value_of<Stored>* statistics() const noexcept { return statistics_at; }
};

/// Parameters that lie `First` numbers behind the beginning of a word.
template <class Stored, std::size_t First> using numbers_in = numbers_at<Stored, First * sizeof(Stored) % 4 == 0>;

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_CONCEPT_PLACED_HPP
