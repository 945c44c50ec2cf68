#ifndef CONSTPROP_HOST_DERIVATION_OWN_LAYER_HPP
#define CONSTPROP_HOST_DERIVATION_OWN_LAYER_HPP

#include <constprop/backpropagation/backpropagate.hpp>
#include <constprop/concept/pass.hpp>
#include <constprop/host/formula/matrix.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <type_traits>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host::calculus {

/// Where a layer of a chain finds its cache, or its state.
template <class Room> struct room_of_one {
    Room room{};
    template <class Stage> auto operator[](const Stage& /*the only one*/) noexcept { return room.data(); }
};

/// A training pass through layer K of a network by the layer's own code, without random bits: over the samples of a batch, a
/// row for each, or over the steps of a sequence.
template <class Network, std::size_t K, std::size_t Samples> class own_layer {
    using T = typename Network::scalar;
    using stage_type = std::remove_cvref_t<decltype(std::declval<const Network&>().template layer<K - 1>())>;
    using on = typename stage_type::on;
    using input_row = typename stage_type::input_row;
    using output_row = typename stage_type::output_row;
    using kind = decltype(constprop::detail::training_kind<Network>(constprop::detail::no_pass{}));
    using caches = room_of_one<constprop::detail::cache_of<on, Samples>>;
    using states = room_of_one<constprop::detail::state_of<on>>;

    const stage_type& stage_;
    std::vector<input_row> x_;
    std::vector<output_row> y_;
    std::unique_ptr<caches> caches_ = std::make_unique<caches>();

    template <class Row> static std::vector<Row> rows_of(const matrix<T>& values) {
        std::vector<Row> rows(Samples);
        for (std::size_t n = 0; n < Samples; ++n)
            std::copy_n(values.values().data() + n * rows[n].size(), rows[n].size(), rows[n].begin());
        return rows;
    }
    template <class Row> static matrix<T> matrix_of(const Row* rows) {
        matrix<T> values(Samples, rows[0].size());
        for (std::size_t n = 0; n < Samples; ++n)
            for (std::size_t c = 0; c < rows[n].size(); ++c) values(n, c) = rows[n][c];
        return values;
    }

 public:
    own_layer(const Network& net_, const matrix<T>& x)
        : stage_(net_.template layer<K - 1>()), x_(rows_of<input_row>(x)), y_(Samples) {
        states moved{};
        stage_.template forward<Samples>(x_.data(), y_.data(), Samples,
                                         constprop::detail::pass_over{kind{}, *caches_, moved});
    }

    matrix<T> value() const { return matrix_of(y_.data()); }

    /// The gradient with respect to x, a row for each sample, and with respect to the parameters, a column in the order of
    /// `parameters()`.
    struct gradient {
        matrix<T> x, parameters;
    };
    /// The gradient by that with respect to the outputs.
    gradient backward(const matrix<T>& dy) const {
        using receiver = typename Network::gradient_type;
        std::vector<output_row> slopes = rows_of<output_row>(dy);  // a layer that works in place overwrites them
        std::vector<input_row> dx(Samples);
        const auto received = std::make_unique<receiver>();
        auto& parameters = received->template layer<K - 1>();
        const auto run = [&](auto sink_) {
            return stage_.template backward<Samples>(
                x_.data(), y_.data(), slopes.data(), dx.data(), Samples, sink_,
                constprop::detail::pass_over{kind{}, *caches_, constprop::detail::none});
        };
        constexpr std::size_t count = stage_type::shape.parameters();
        gradient found{{}, matrix<T>(count, 1)};
        if constexpr (count == 0) found.x = matrix_of(run(unasked{}));
        else found.x = matrix_of(run(kernels::write_to<T>{parameters.data()}));
        for (std::size_t p = 0; p < count; ++p) found.parameters(p, 0) = parameters.parameter(p);
        return found;
    }

    /// ∂y/∂x and ∂y/∂θ of a single sample: a row for each output, by a backward pass from each.
    gradient jacobians() const
    requires(Samples == 1)
    {
        constexpr std::size_t outputs = stage_type::shape.outputs;
        gradient all{matrix<T>(outputs, stage_type::shape.inputs), matrix<T>(outputs, stage_type::shape.parameters())};
        for (std::size_t o = 0; o < outputs; ++o) {
            matrix<T> unit(1, outputs);
            unit(0, o) = T(1);
            const gradient one = backward(unit);
            for (std::size_t c = 0; c < all.x.columns(); ++c) all.x(o, c) = one.x(0, c);
            for (std::size_t p = 0; p < all.parameters.columns(); ++p) all.parameters(o, p) = one.parameters(p, 0);
        }
        return all;
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::host::calculus

#endif  // CONSTPROP_HOST_DERIVATION_OWN_LAYER_HPP
