#include "import/tflite/read_graph.hpp"

#include <constprop/host/bytes.hpp>
#include <constprop/host/error.hpp>
#include <constprop/host/text.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tflite_generated.h>
#include <utility>
#include <vector>

#include "import/tflite/kinds.hpp"

namespace constprop::tools::tflite {

using host::error;
using host::detail::in_quotes;
using host::detail::printable;

namespace {

constexpr const char* again = "Convert the model again.";
constexpr std::size_t most_numbers = std::size_t{1} << 24;

template <class Vector> std::size_t size_of(const Vector* list) { return list == nullptr ? 0 : list->size(); }
/// Of these the verifier does not see to it that they lie at multiples of eight bytes.
std::vector<std::int64_t> integers_of(const flatbuffers::Vector<std::int64_t>* list) {
    std::vector<std::int64_t> result(size_of(list));
    for (std::size_t k = 0; k < result.size(); ++k)
        result[k] = host::detail::read_little_endian<std::int64_t>(reinterpret_cast<const char*>(list->Data()) +
                                                                   k * sizeof(std::int64_t));
    return result;
}

std::string text_of(const flatbuffers::String* text) { return text == nullptr ? "" : printable(text->string_view()); }

class graph_reader {
    const stored::Model& model_;
    const stored::Subgraph& from_;
    const std::string& where_;
    graph result_;

    [[noreturn]] void contradicts(const std::string& found, const std::string& expected) const {
        throw error(where_, found, expected, again);
    }

    /// The bytes of a constant; nothing where a tensor has none.
    std::optional<std::string_view> bytes_of(const stored::Tensor& from, const std::string& what) const {
        if (from.buffer() >= size_of(model_.buffers()))
            contradicts(what + " lies in buffer " + std::to_string(from.buffer()),
                        "one of " + std::to_string(size_of(model_.buffers())));
        const stored::Buffer* buffer = model_.buffers()->Get(from.buffer());
        if (buffer->offset() > 1) contradicts(what + " lies behind the tables of the file", "a file of less than 2 GB");
        if (from.buffer() == 0 || size_of(buffer->data()) == 0) return {};
        return std::string_view{reinterpret_cast<const char*>(buffer->data()->data()), buffer->data()->size()};
    }

    void read_shape(const stored::Tensor& from, tensor& to, const std::string& what) const {
        for (std::size_t d = 0; d < size_of(from.shape()); ++d) {
            const std::int32_t size = from.shape()->Get(static_cast<std::uint32_t>(d));
            // A size that is not known is −1 in shape_signature, and stands for one here.
            if (size < 0 || d >= 8)
                contradicts(what + " has dimension " + std::to_string(d) + " of size " + std::to_string(size),
                            "at most 8 of known sizes");
            to.shape.push_back(static_cast<std::size_t>(size));
            to.size = to.size > most_numbers ? to.size : to.size * static_cast<std::size_t>(size);
        }
        if (to.size > most_numbers)
            contradicts(what + " has too many numbers", "at most " + std::to_string(most_numbers));
    }

    void read_quantization(const stored::Quantization& from, tensor& to, const std::string& what) const {
        const std::size_t scales = size_of(from.scale()), zero_points = size_of(from.zero_point());
        if (from.details_type() != 0) contradicts(what + " is quantized in a way of its own", "scales and zero points");
        if (scales == 0) return;
        if (from.axis() < 0 || (scales > 1 && static_cast<std::size_t>(from.axis()) >= to.shape.size()))
            contradicts(what + " has scales along dimension " + std::to_string(from.axis()), "one that it has");
        to.axis = static_cast<std::size_t>(from.axis());
        if ((scales > 1 && scales != to.shape[to.axis]) || (zero_points != scales && zero_points > 1))
            contradicts(
                what + " has " + std::to_string(scales) + " scales and " + std::to_string(zero_points) + " zero points",
                scales > 1 ? std::to_string(to.shape[to.axis]) + " of both" : "one of both");
        to.scales.assign(from.scale()->begin(), from.scale()->end());
        for (const float scale : to.scales)
            if (!(scale > 0) || !std::isfinite(scale))
                contradicts(what + " has a scale that is no positive number", "one that is");
        to.zero_points = integers_of(from.zero_point());
        if (zero_points != scales) to.zero_points.assign(scales, zero_points == 1 ? to.zero_points[0] : 0);
        for (const std::int64_t zero_point : to.zero_points)
            if (zero_point < -65'536 || zero_point > 65'536)
                contradicts(what + " has zero point " + std::to_string(zero_point), "one of a type of 16 bits or less");
    }

    void read_tensor(const stored::Tensor& from) {
        tensor to;
        to.name = text_of(from.name());
        const std::string what = "tensor " + in_quotes(to.name);
        to.type = kind_of(from.type());
        to.type_name = name_of(from.type());
        to.is_variable = from.is_variable();
        read_shape(from, to, what);
        if (from.quantization() != nullptr) read_quantization(*from.quantization(), to, what);
        if (from.sparsity() != nullptr) contradicts(what + " is sparse", "tensors whose numbers are all there");
        if (const auto bytes = bytes_of(from, what)) {
            const std::size_t due = to.size * bytes_of_a(to.type);
            if (due != 0 && bytes->size() != due)
                contradicts(what + " has " + std::to_string(bytes->size()) + " bytes",
                            std::to_string(due) + " for its shape and type");
            to.is_constant = true;
            to.data = *bytes;
        }
        result_.tensors.push_back(std::move(to));
    }

    std::vector<std::size_t> places(const flatbuffers::Vector<std::int32_t>* from, const std::string& what) const {
        std::vector<std::size_t> result;
        for (std::size_t k = 0; k < size_of(from); ++k) {
            const std::int32_t place = from->Get(static_cast<std::uint32_t>(k));
            if (place < -1 || place >= static_cast<std::int64_t>(result_.tensors.size()))
                contradicts(what + " names tensor " + std::to_string(place),
                            "one of " + std::to_string(result_.tensors.size()));
            result.push_back(place < 0 ? no_tensor : static_cast<std::size_t>(place));
        }
        return result;
    }

    void read_operation(const stored::Operator& from, std::size_t position) {
        const std::string what = "operator " + std::to_string(position);
        if (from.kind() >= size_of(model_.operator_kinds()))
            contradicts(what + " is of kind " + std::to_string(from.kind()),
                        "one of " + std::to_string(size_of(model_.operator_kinds())));
        const stored::OperatorKind& kind = *model_.operator_kinds()->Get(from.kind());
        const int number = std::max<int>(kind.kind_in_a_byte(), static_cast<int>(kind.kind()));
        operation to;
        to.kind = kind_of(number);
        to.name = kind.custom_name() != nullptr && static_cast<stored::Kind>(number) == stored::Kind::CUSTOM
                      ? "CUSTOM " + in_quotes(kind.custom_name()->string_view())
                      : name_of(number);
        to.inputs = places(from.inputs(), what);
        to.outputs = places(from.outputs(), what);
        if (to.outputs.empty() || std::find(to.outputs.begin(), to.outputs.end(), no_tensor) != to.outputs.end())
            contradicts(what + " gives no tensor", "one at least");
        if (const auto wrong = read_settings(from, to.with))
            contradicts(what + ", " + to.name + ", has " + *wrong, "one that is above 0");
        result_.operations.push_back(std::move(to));
    }

    /// Constants may share all of their bytes, but not some of them.
    void check_apart() const {
        std::vector<std::string_view> all;
        for (const tensor& one : result_.tensors)
            if (one.is_constant) all.push_back(one.data);
        const auto range = [](std::string_view of) { return std::pair{of.data(), of.data() + of.size()}; };
        std::sort(all.begin(), all.end(), [&](const auto& a_, const auto& b_) { return range(a_) < range(b_); });
        for (std::size_t k = 1; k < all.size(); ++k)
            if (range(all[k]) != range(all[k - 1]) && all[k].data() < range(all[k - 1]).second)
                contradicts("the bytes of two constants overlap", "constants that lie apart");
    }

    /// Every tensor has one origin, which comes before what takes it: so there are no cycles.
    void check_order() const {
        std::vector<bool> is_there(result_.tensors.size(), false);
        for (std::size_t t = 0; t < is_there.size(); ++t)
            is_there[t] = result_.tensors[t].is_constant || result_.tensors[t].is_variable;
        for (const std::size_t t : result_.inputs) is_there[t] = true;
        for (std::size_t k = 0; k < result_.operations.size(); ++k) {
            const std::string what = "operator " + std::to_string(k) + ", " + result_.operations[k].name + ", ";
            // What no layer does is refused by name.
            if (result_.operations[k].kind != operation_kind::other)
                for (const std::size_t t : result_.operations[k].inputs)
                    if (t != no_tensor && !is_there[t])
                        contradicts(what + "takes tensor " + in_quotes(result_.tensors[t].name) +
                                        ", which nothing before it gives",
                                    "operators in the order of execution");
            for (const std::size_t t : result_.operations[k].outputs) {
                if (is_there[t])
                    contradicts(
                        what + "gives tensor " + in_quotes(result_.tensors[t].name) + ", which is there already",
                        "one origin of each tensor");
                is_there[t] = true;
            }
        }
    }

 public:
    graph_reader(const stored::Model& model, const stored::Subgraph& from, const std::string& where)
        : model_(model), from_(from), where_(where) {}

    graph read() {
        result_.description = text_of(model_.description());
        if (size_of(from_.tensors()) > 65'536 || size_of(from_.operators()) > 4096)
            contradicts("it has " + std::to_string(size_of(from_.tensors())) + " tensors and " +
                            std::to_string(size_of(from_.operators())) + " operators",
                        "at most 65536 and 4096");
        for (std::uint32_t k = 0; k < size_of(from_.tensors()); ++k) read_tensor(*from_.tensors()->Get(k));
        for (std::uint32_t k = 0; k < size_of(from_.operators()); ++k) read_operation(*from_.operators()->Get(k), k);
        result_.inputs = places(from_.inputs(), "the list of inputs");
        result_.outputs = places(from_.outputs(), "the list of outputs");
        for (const auto* list : {&result_.inputs, &result_.outputs})
            if (list->empty() || std::find(list->begin(), list->end(), no_tensor) != list->end())
                contradicts(list == &result_.inputs ? "it takes no input" : "it gives no output", "one");
        check_apart();
        check_order();
        return std::move(result_);
    }
};

}  // namespace

graph read_graph(std::string_view bytes, const std::string& where) {
    constexpr std::size_t most = std::size_t{1} << 30;
    const std::string size = "its " + std::to_string(bytes.size()) + " bytes";
    if (!is_tflite(bytes))
        throw error(where, size + " are no TensorFlow Lite model", "a file with the identifier TFL3", again);
    if (bytes.size() > most)
        throw error(where, size + " are too many", "at most " + std::to_string(most), "Import a smaller model.");
    flatbuffers::Verifier verifier(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    if (!stored::VerifyModelBuffer(verifier))
        throw error(where, size + " contradict each other, or are cut off",
                    "a TensorFlow Lite model as it was converted", again);
    const stored::Model& model = *stored::GetModel(bytes.data());
    if (model.version() != 3)
        throw error(where, "its format has version " + std::to_string(model.version()), "version 3", again);
    if (size_of(model.subgraphs()) != 1)
        throw error(where, "it has " + std::to_string(size_of(model.subgraphs())) + " subgraphs",
                    "one, without loops and branches on values",
                    "Convert a model without tf.while_loop, tf.cond and stateful signatures.");
    return graph_reader(model, *model.subgraphs()->Get(0), where).read();
}

}  // namespace constprop::tools::tflite
