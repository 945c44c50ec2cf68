#ifndef CONSTPROP_TOOLS_IMPORT_QUANTIZED_TRANSLATION_HPP
#define CONSTPROP_TOOLS_IMPORT_QUANTIZED_TRANSLATION_HPP

#include <constprop/kernels/int8/quantization.hpp>

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "import/external_data.hpp"
#include "import/graph.hpp"
#include "import/known_values.hpp"
#include "import/node.hpp"
#include "import/quantized/builder.hpp"
#include "import/quantized/item.hpp"

namespace constprop::tools::quantized {

/// A quantized ONNX graph on its way to one of TensorFlow Lite's operators, for the functions that read operators. All throw
/// host::error, about the node.
class translation {
    graph& g_;
    std::string where_;
    known_values known_;
    builder made_;
    std::map<std::string, item> items_;
    std::map<std::string, integers> integers_;
    std::vector<std::string> notes_;
    std::size_t input_ = tflite::no_tensor;

    bool read_constant(const node& from);
    item finished(const node& n, const std::string& name, const item& waits, const quantization& gives);
    bool begins_channels_last() const;
    item begin(item input, const quantization& takes, const std::string& name);
    item output(const std::string& name);

 public:
    translation(graph& g, const std::string& where, const external_data& data);

    /// Reads the whole graph, and returns what it becomes, with the items that are its outputs.
    struct result {
        tflite::graph made;
        item takes;
        std::vector<item> gives;
        std::vector<std::string> notes;
    };
    result read(const std::string& producer) &&;

    builder& made() noexcept { return made_; }
    void note(const std::string& text) { notes_.push_back(text); }

    /// Input k as integers that depend on the input. Drafts whose scale is known are finished.
    item taken(const node& n, int k);
    /// The same in real numbers; a draft, or floats of the input, stay what they are.
    const item& any(const node& n, int k) const;
    bool flows(const node& n, int k) const;

    /// Input k as a constant: integers with scales, or nullptr; and its real numbers, or nothing.
    const integers* constant(const node& n, int k) const;
    std::optional<real_constant> reals(const node& n, int k) const;

    /// What a node gives: an item, a draft, or a draft that becomes integers of this scale.
    void give(const node& n, item one);
    void give(const node& n, draft one, bool channels_last = false);
    /// The second in the order of dimensions of a value that goes in.
    void give(const node& n, draft one, const coding& gives, const item& takes);
    void give(const node& n, integers one);
    /// Turns input 0 into integers of this scale.
    void quantize(const node& n, const coding& gives);
};

}  // namespace constprop::tools::quantized

#endif  // CONSTPROP_TOOLS_IMPORT_QUANTIZED_TRANSLATION_HPP
