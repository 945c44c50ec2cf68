#ifndef CONSTPROP_TOOLS_IMPORT_TFLITE_CALL_HPP
#define CONSTPROP_TOOLS_IMPORT_TFLITE_CALL_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/kernels/int8/quantization.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "import/tflite/graph.hpp"

namespace constprop::tools::tflite {

using constprop::extent;  // not the shape of a value in an ONNX file

/// An operator with its tensors, for the functions that read one. All of them throw host::error, about the operator.
class call {
    const graph* graph_;
    const operation* operation_;
    std::string where_;

 public:
    call(const graph& g, const operation& op, const std::string& file);

    const operation& of() const noexcept { return *operation_; }
    const settings& with() const noexcept { return operation_->with; }

    bool has_input(std::size_t k) const noexcept;
    const tensor& input(std::size_t k) const;
    /// Input k, where it is a constant.
    const tensor& constant(std::size_t k, const char* what) const;
    const tensor& output() const;

    /// A value's shape without the dimension that counts samples, which is 1: (1, 64) is a vector, (1, 25, 5, 64) an image.
    extent shape_of(const tensor& value) const;
    /// What the integers of a value stand for.
    quantization quantization_of(const tensor& value) const;
    /// Throws where an operator that changes no value gives integers that stand for others.
    void check_same_quantization() const;
    /// Throws where a layer gives another shape than the file says.
    void check_gives(const extent& shape) const;

    [[noreturn]] void fail(const std::string& found, const std::string& expected, const std::string& remedy) const;
};

/// "(1, 25, 5, 64)"
std::string shape_text(const tensor& of);

/// The numbers of a constant: real ones, which integers may stand for, and integers.
std::vector<float> reals(const tensor& from);
std::vector<std::int8_t> int8s(const tensor& from);
std::vector<std::int32_t> int32s(const tensor& from);

}  // namespace constprop::tools::tflite

#endif  // CONSTPROP_TOOLS_IMPORT_TFLITE_CALL_HPP
