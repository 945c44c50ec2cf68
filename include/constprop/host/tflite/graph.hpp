#ifndef CONSTPROP_HOST_TFLITE_GRAPH_HPP
#define CONSTPROP_HOST_TFLITE_GRAPH_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/host/bytes.hpp>
#include <constprop/host/flatbuffer.hpp>
#include <constprop/host/tflite/format.hpp>
#include <constprop/kernels/int8/quantization.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host {

/// A value that flows through a graph: its tensor, its extent, and what its integers stand for; nothing where it is of floats.
struct tflite_value {
    std::int32_t tensor = 0;
    extent shape{};
    std::optional<quantization> by{};
};

namespace detail {

/// The shape of a value: (1, values), or (1, rows, columns, channels), with one row where it is a signal.
inline std::vector<std::int32_t> tflite_shape(const extent& of) {
    const auto size = [](std::size_t of_) { return static_cast<std::int32_t>(of_); };
    if (of.kind == rank::vector) return {1, size(of.size())};
    return {1, size(of.height), size(of.width), size(of.channels)};
}

}  // namespace detail

/// A graph of TensorFlow Lite, which `save_tflite` builds layer by layer. Tensors are named after their layer, counted as in the
/// network: "0.weight", "0.CONV_2D"; in a branch "2.0.weight".
class tflite_graph {
    struct operation {
        tflite_kind kind;
        bool in_integers;
        std::vector<std::int32_t> takes;
        std::int32_t gives;
        tflite_operator_options with;
    };
    struct parts {
        std::vector<detail::tflite_tensor> tensors;
        std::vector<operation> operations;
    };
    parts& all_;
    std::string layer_;

    tflite_graph(parts& all, std::string layer) : all_(all), layer_(std::move(layer)) {}

    std::int32_t add(detail::tflite_tensor one) {
        all_.tensors.push_back(std::move(one));
        return static_cast<std::int32_t>(all_.tensors.size() - 1);
    }

 public:
    /// The parts of one graph, to begin with.
    using all_parts = parts;
    explicit tflite_graph(parts& all) : tflite_graph(all, "") {}

    /// The same graph, for the tensors of a layer within this one.
    [[nodiscard]] tflite_graph layer(std::size_t position) const {
        return {all_, layer_ + std::to_string(position) + "."};
    }

    /// Adds a value that no operator gives: the network's input.
    [[nodiscard]] tflite_value input(const char* name, const extent& shape, const std::optional<quantization>& by) {
        return {add(detail::tensor_of_values(name, detail::tflite_shape(shape), by)), shape, by};
    }

    /// Adds an operator, and returns what it gives.
    [[nodiscard]] tflite_value node(const tflite_kind& kind, const std::vector<std::int32_t>& takes,
                                    const extent& gives, const std::optional<quantization>& by,
                                    tflite_operator_options with = {}) {
        return node(kind, takes, gives, detail::tflite_shape(gives), by, std::move(with));
    }
    /// The same in a shape of its own.
    [[nodiscard]] tflite_value node(const tflite_kind& kind, const std::vector<std::int32_t>& takes,
                                    const extent& gives, const std::vector<std::int32_t>& shape,
                                    const std::optional<quantization>& by, tflite_operator_options with = {}) {
        const tflite_value result{add(detail::tensor_of_values(layer_ + kind.name, shape, by)), gives, by};
        all_.operations.push_back({kind, by.has_value(), takes, result.tensor, std::move(with)});
        return result;
    }

    /// Adds a constant, whose integers may stand for real numbers, and returns its tensor.
    template <class Number>
    [[nodiscard]] std::int32_t constants(const char* name, std::vector<std::int32_t> shape,
                                         const std::vector<Number>& values, std::vector<float> scales = {},
                                         std::int32_t axis = 0) {
        detail::tflite_tensor one{layer_ + name, std::move(shape), detail::tflite_type<Number>, std::move(scales), {},
                                  axis};
        one.zero_points.assign(one.scales.size(), 0);
        for (const Number value : values) detail::append_little_endian(one.data, value);
        return add(std::move(one));
    }
    /// The same of integers that stand for numbers with a zero point.
    [[nodiscard]] std::int32_t integers_of(const char* name, std::vector<std::int32_t> shape,
                                           const std::vector<std::int8_t>& values, const quantization& of) {
        const std::int32_t result = constants(name, std::move(shape), values, {of.scale});
        all_.tensors.back().zero_points = {of.zero_point};
        return result;
    }
    [[nodiscard]] std::int32_t integers(const char* name, const std::vector<std::int32_t>& values) {
        return constants(name, {static_cast<std::int32_t>(values.size())}, values);
    }

    /// Adds a state of one row, with what its integers stand for, and returns its tensor.
    template <class Number>
    [[nodiscard]] std::int32_t variable(const char* name, std::size_t size, const std::optional<quantization>& by) {
        detail::tflite_tensor one = detail::tensor_of_values(layer_ + name, {1, static_cast<std::int32_t>(size)}, by);
        one.type = detail::tflite_type<Number>;
        one.is_variable = true;
        return add(std::move(one));
    }
    /// Adds a tensor without numbers, whose scale an operator reads, and returns it.
    [[nodiscard]] std::int32_t scale_alone(const char* name, const std::optional<quantization>& by) {
        return add(detail::tensor_of_values(layer_ + name, {0}, by));
    }

    /// The same values in another shape.
    [[nodiscard]] tflite_value reshaped(const tflite_value& x, const extent& shape) {
        const std::vector<std::int32_t> to = detail::tflite_shape(shape);
        if (detail::tflite_shape(x.shape) == to) return {x.tensor, shape, x.by};
        return reshaped(x, shape, to);
    }
    [[nodiscard]] tflite_value reshaped(const tflite_value& x, const extent& shape,
                                        const std::vector<std::int32_t>& to) {
        return node(tflite_kinds::reshape, {x.tensor, integers("shape", to)}, shape, to, x.by,
                    tflite_operator_options{.number = 17}.with_object(0, detail::flat_numbers(to)));
    }

    /// A clamping function of a value: within the operator that gave it, if that is the last one and clamps nothing yet.
    [[nodiscard]] tflite_value clamped_within(const tflite_value& x, tflite_clamp by) {
        operation& last = all_.operations.back();
        if (last.gives != x.tensor || !last.with.clamps_by(by)) return clamped(x, by, x.by);
        return x;
    }
    [[nodiscard]] tflite_value clamped(const tflite_value& x, tflite_clamp by,
                                       const std::optional<quantization>& gives) {
        const tflite_kind& kind = by == tflite_clamp::relu    ? tflite_kinds::relu
                                  : by == tflite_clamp::relu6 ? tflite_kinds::relu6
                                                              : tflite_kinds::relu_n1_to_1;
        return node(kind, {x.tensor}, x.shape, gives);
    }

    /// The file of a network with this input and output.
    [[nodiscard]] std::string file(const tflite_value& takes, const tflite_value& gives, const std::string& name,
                                   const std::string& description) {
        using namespace detail;
        all_.tensors[static_cast<std::size_t>(gives.tensor)].name = "output";
        std::vector<flat_object> tensors, operators, kinds, buffers{flat_table().written()};
        for (const tflite_tensor& one : all_.tensors) {
            if (!one.data.empty()) buffers.push_back(flat_table().object(0, flat_bytes(one.data)).written());
            tensors.push_back(written(one, one.data.empty() ? 0 : buffers.size() - 1));
        }
        std::vector<std::pair<std::int32_t, bool>> listed;
        for (const operation& one : all_.operations) {
            const std::pair key{one.kind.number, one.in_integers};
            std::size_t at = 0;
            while (at < listed.size() && listed[at] != key) ++at;
            if (at == listed.size()) {
                listed.push_back(key);
                kinds.push_back(written(one.kind, one.in_integers));
            }
            operators.push_back(written(at, one.takes, std::vector<std::int32_t>{one.gives}, one.with));
        }
        const flat_object graph = flat_table()
                                      .object(0, flat_list(tensors))
                                      .object(1, flat_numbers(std::vector{takes.tensor}))
                                      .object(2, flat_numbers(std::vector{gives.tensor}))
                                      .object(3, flat_list(operators))
                                      .object(4, flat_text(name))
                                      .written();
        return flat_file(flat_table()
                             .number(0, std::uint32_t{3})
                             .object(1, flat_list(kinds))
                             .object(2, flat_list({graph}))
                             .object(3, flat_text(description))
                             .object(4, flat_list(buffers))
                             .written(),
                         "TFL3");
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_TFLITE_GRAPH_HPP
