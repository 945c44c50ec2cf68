#ifndef CONSTPROP_CONCEPT_PASS_HPP
#define CONSTPROP_CONCEPT_PASS_HPP

#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace constprop {

/// The seed and the number of a training step. The random bits of a pass, such as dropout's, follow from them.
struct CONSTPROP_TAGGED pass {
    std::uint64_t seed = 0;
    std::uint64_t step = 0;  ///< number of the training step: each step has other bits
};

}  // namespace constprop

namespace constprop::inline CONSTPROP_TARGET {

/// Random bits that are computed when they are needed, and never stored: a hash of (seed, step, layers, sample, unit). They
/// are equal in the forward and the backward pass, on every machine, and in constant expressions.
///
/// Source:      the finalizer of SplitMix64; Steele, Lea, Flood, Fast splittable pseudorandom number generators, OOPSLA 2014
class random_bits {
    std::uint64_t key_;
    std::size_t first_sample_ = 0;

    static constexpr std::uint64_t mixed(std::uint64_t z) noexcept {
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
        return z ^ (z >> 31U);
    }
    static constexpr std::uint64_t joined(std::uint64_t key, std::uint64_t with) noexcept {
        return mixed(key + 0x9E3779B97F4A7C15U * (with + 1));
    }
    constexpr random_bits(std::uint64_t key, std::size_t first_sample) noexcept
        : key_(key), first_sample_(first_sample) {}

 public:
    constexpr explicit random_bits(const pass& of_) noexcept : key_(joined(joined(0, of_.seed), of_.step)) {}

    /// The bits of layer `k` in this chain, or of time step `k`.
    [[nodiscard]] constexpr random_bits into(std::size_t k) const noexcept { return {joined(key_, k), first_sample_}; }

    /// The bits of a slice of a batch that begins at sample `first`: a sample has the same bits in every slice.
    [[nodiscard]] constexpr random_bits from_sample(std::size_t first) const noexcept { return {key_, first}; }

    /// The bits of sample `n`'s own samples, such as the steps of a signal.
    [[nodiscard]] constexpr random_bits of_sample(std::size_t n) const noexcept {
        return {joined(key_, first_sample_ + n), 0};
    }

    /// 32 bits for a unit of a sample.
    [[nodiscard]] constexpr std::uint32_t operator()(std::size_t sample, std::size_t unit) const noexcept {
        return static_cast<std::uint32_t>(joined(joined(key_, first_sample_ + sample), unit) >> 32U);
    }
};

namespace detail {

/// An inference pass: layers measure nothing and drop nothing.
struct deployed {
    static constexpr bool trains = false, draws = false;
    constexpr deployed into(std::size_t /*k*/) const noexcept { return {}; }
    constexpr deployed from_sample(std::size_t /*first*/) const noexcept { return {}; }
    constexpr deployed of_sample(std::size_t /*n*/) const noexcept { return {}; }
};

/// A training pass without random bits.
struct trained {
    static constexpr bool trains = true, draws = false;
    constexpr trained into(std::size_t /*k*/) const noexcept { return {}; }
    constexpr trained from_sample(std::size_t /*first*/) const noexcept { return {}; }
    constexpr trained of_sample(std::size_t /*n*/) const noexcept { return {}; }
};

/// A training pass with random bits.
struct drawn {
    static constexpr bool trains = true, draws = true;
    random_bits bits;
    constexpr drawn into(std::size_t k) const noexcept { return {bits.into(k)}; }
    constexpr drawn from_sample(std::size_t first) const noexcept { return {bits.from_sample(first)}; }
    constexpr drawn of_sample(std::size_t n) const noexcept { return {bits.of_sample(n)}; }
};

/// The pass that a layer in its place gets if it has `takes_pass`:
///
///     trains               true in a training pass
///     draws                true if there are random bits, `kind.bits`; a training pass may have none
///     statistics           the layer's statistics, in the order of its tensors
///     cache                the layer's `cache<Batch>`, for its backward pass; nullptr if none follows
///     state                the layer's `state`, from one time step to the next; nullptr if there is none. The rows of a pass
///                          are then consecutive steps: the forward pass moves the state on from row to row; the backward
///                          pass begins at the last row, where the gradient with respect to the state is 0
template <class Kind, class T, class Cache, class State> struct pass_at {
    static constexpr bool trains = Kind::trains, draws = Kind::draws;
    static constexpr bool keeps = !std::is_null_pointer_v<Cache>;

    [[no_unique_address]] Kind kind;
    const T* statistics;
    [[no_unique_address]] Cache cache;
    [[no_unique_address]] State state;
};

template <class On> inline constexpr bool takes_pass = false;
template <class On>
requires requires { On::takes_pass; }
inline constexpr bool takes_pass<On> = On::takes_pass;

/// True if a layer draws random bits in training.
template <class On> inline constexpr bool draws = false;
template <class On>
requires requires { On::draws; }
inline constexpr bool draws<On> = On::draws;

template <class On> inline constexpr bool needs_whole_batch = false;
template <class On>
requires requires { On::whole_batch; }
inline constexpr bool needs_whole_batch<On> = On::whole_batch;

/// True if a layer needs all steps of a sequence at once: the rows of its passes are these steps.
template <class On> inline constexpr bool needs_whole_sequence = false;
template <class On>
requires requires { On::whole_sequence; }
inline constexpr bool needs_whole_sequence<On> = On::whole_sequence;

/// The minimum number of samples in a training pass, for layers that measure statistics.
template <class On> inline constexpr std::size_t fewest_samples = 1;
template <class On>
requires requires { On::fewest_samples; }
inline constexpr std::size_t fewest_samples<On> = On::fewest_samples;

template <class On, std::size_t Batch>
inline constexpr bool has_cache = requires { typename On::template cache<Batch>; };

/// Declares that a layer has the cache of another one.
template <class On> struct cache_like {};
template <class On>
requires has_cache<On, 1>
struct cache_like<On> {
    template <std::size_t Batch> using cache = typename On::template cache<Batch>;
};

/// Room for the cache of `Batch` samples, if the layer has one. Starts uninitialized if the layer's type does.
template <class On, std::size_t Batch> struct cache_of {
    static constexpr std::nullptr_t data() noexcept { return nullptr; }
};
template <class On, std::size_t Batch>
requires has_cache<On, Batch>
struct cache_of<On, Batch> {
    typename On::template cache<Batch> value;
    constexpr cache_of() noexcept {}
    constexpr auto* data() noexcept { return &value; }
    constexpr const auto* data() const noexcept { return &value; }
};

template <class On> inline constexpr bool has_state = requires { typename On::state; };

/// Declares that a layer has the state of another one.
template <class On> struct state_like {};
template <class On>
requires has_state<On>
struct state_like<On> {
    using state = typename On::state;
};

/// The layer's state from one time step to the next, if it has one: zeros at first.
template <class On> struct state_of {
    static constexpr std::nullptr_t data() noexcept { return nullptr; }
};
template <class On>
requires has_state<On>
struct state_of<On> {
    typename On::state value{};
    constexpr auto* data() noexcept { return &value; }
    constexpr const auto* data() const noexcept { return &value; }
};

/// Stands in for caches or states that a pass does not have.
struct has_none {
    template <class Stage> constexpr std::nullptr_t operator[](const Stage& /*of*/) const noexcept { return nullptr; }
};

/// A pass over a chain: its kind, and where its layers find their caches and states.
template <class Kind, class Caches = has_none, class States = has_none> struct pass_over {
    [[no_unique_address]] Kind kind;
    Caches& caches;
    States& states;

    /// The pass as a stage sees it.
    template <class Stage> [[gnu::always_inline]] constexpr auto at(const Stage& stage) const noexcept {
        using cache = decltype(caches[stage]);
        using state = decltype(states[stage]);
        return pass_at<Kind, typename Stage::scalar, cache, state>{kind.into(Stage::index), stage.statistics(),
                                                                   caches[stage], states[stage]};
    }
};
template <class Kind, class Caches, class States> pass_over(Kind, Caches&, States&) -> pass_over<Kind, Caches, States>;

inline constexpr has_none none{};

/// The states that a layer with inner layers gets, or none.
template <class Carried> constexpr auto& states_in([[maybe_unused]] Carried carried) noexcept {
    if constexpr (std::is_null_pointer_v<Carried>) return none;
    else return *carried;
}
inline constexpr pass_over<deployed, const has_none, const has_none> inference{{}, none, none};

}  // namespace detail
}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_CONCEPT_PASS_HPP
