#ifndef CONSTPROP_TESTS_TRACE_VALUES_HPP
#define CONSTPROP_TESTS_TRACE_VALUES_HPP

#include <cstddef>
#include <type_traits>
#include <utility>

/// All values that a trace of an int8 network holds: what each layer gave, those inside of layers too.
namespace trace_values {

/// Calls use(values) for what the layers inside of a layer gave. `kept` is what the layer keeps of them, nullptr if it has none;
/// `given` is what the layer itself gave.
template <class Row, class Kept, class Use> void for_each_inside(const Row* given, const Kept& kept, const Use& use) {
    if constexpr (std::is_pointer_v<Kept>)
        [&]<std::size_t... K>(std::index_sequence<K...>) {
            const auto each = [&](const auto* row_, const auto& inside_) {
                for_each_inside(row_, inside_, use);
                use(*row_);
            };
            (each(kept->template output<K>(given), kept->template inside<K>()), ...);
        }(std::make_index_sequence<std::remove_pointer_t<Kept>::layer_count>{});
}

/// Calls use(values) for each layer, and before it for those inside of it.
template <std::size_t Layers, class Trace, class Use> void for_each(const Trace& all, const Use& use) {
    [&]<std::size_t... K>(std::index_sequence<K...>) {
        (for_each_inside(&all.template output<K>(), all.caches.template data<K>(),
                         [&](const auto& row_) { use(row_); }),
         ...);
        (use(all.template output<K>()), ...);
    }(std::make_index_sequence<Layers>{});
}

}  // namespace trace_values

#endif  // CONSTPROP_TESTS_TRACE_VALUES_HPP
