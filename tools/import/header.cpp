#include "import/header.hpp"

#include <constprop/host/error.hpp>
#include <constprop/host/header_text.hpp>
#include <constprop/host/identifier.hpp>
#include <constprop/host/text.hpp>

#include <boost/crc.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <utility>

namespace constprop::tools {

using host::error;
using namespace host::detail;

namespace {

/// Converts numbers to the network's scalar, and records the largest rounding error.
template <class Scalar> class rounding {
    double worst_ = 0;
    std::string where_worst_, file_;

 public:
    explicit rounding(std::string file) : file_(std::move(file)) {}

    host::tensor<Scalar> operator()(std::string name, host::tensor_shape shape, const std::vector<double>& numbers) {
        host::tensor<Scalar> one{std::move(name), std::move(shape), "", {}};
        for (std::size_t k = 0; k < numbers.size(); ++k) {
            const double exact = numbers[k];
            const bool fits =
                std::isfinite(exact) && std::fabs(exact) <= static_cast<double>(std::numeric_limits<Scalar>::max());
            if (!fits)
                throw error(file_,
                            "parameter " + one.name + index_text(k, one.shape) + " is " +
                                (std::isfinite(exact) ? decimal(exact)
                                 : std::isnan(exact)  ? "NaN"
                                                      : "infinite"),
                            std::string{"finite "} + (sizeof(Scalar) == 4 ? "floats" : "doubles"),
                            "Look at the training that the file comes from.");
            one.values.push_back(static_cast<Scalar>(exact));
            const double loss =
                exact == 0 ? 0 : std::fabs(static_cast<double>(one.values.back()) - exact) / std::fabs(exact);
            if (loss > worst_) worst_ = loss, where_worst_ = one.name + index_text(k, one.shape);
        }
        return one;
    }

    std::string text() const {
        const std::string scalar = sizeof(Scalar) == 4 ? "float" : "double";
        if (worst_ == 0) return "all exact in " + scalar;
        char digits[32];
        std::snprintf(digits, sizeof digits, "%.1e", worst_);
        return "rounded to " + scalar + ", relative error at most " + digits + " (" + where_worst_ + ")";
    }
};

/// Writes layers for a header: each layer with parameters begins a block, whose values need their own buffer.
template <class Scalar> class layers_of {
    header_content<Scalar>& content_;
    rounding<Scalar>& round_;
    std::size_t size_, blocks_ = 0;

    void begin_block(std::string spelling, std::size_t outputs) {
        if (blocks_++ > 0) *content_.inference_bytes += size_ * sizeof(Scalar);
        content_.layers.push_back(std::move(spelling));
        size_ = outputs;
    }
    void add_parameters(host::tensor_shape shape, const std::vector<double>& weights,
                        const std::vector<double>& biases) {
        const std::string position = std::to_string(content_.layers.size() - 1);
        content_.multiply_accumulates += weights.size();
        content_.tensors.push_back(round_(position + ".weight", std::move(shape), weights));
        content_.tensors.push_back(round_(position + ".bias", {biases.size()}, biases));
    }

 public:
    layers_of(header_content<Scalar>& content, rounding<Scalar>& round, std::size_t inputs)
        : content_(content), round_(round), size_(inputs) {}

    void operator()(const linear_step& layer) {
        begin_block("constprop::linear<" + std::to_string(layer.inputs) + ", " + std::to_string(layer.outputs) + ">",
                    layer.outputs);
        add_parameters({layer.outputs, layer.inputs}, layer.weights, layer.biases);
    }
    void operator()(const scale_step& layer) {
        const auto each = [&](const per_value& values) {
            return values.size() == 1 ? per_value(size_, values[0]) : values;
        };
        begin_block("constprop::scale<" + std::to_string(size_) + ">", size_);
        add_parameters({size_}, each(layer.factors), each(layer.shifts));
    }
    void operator()(const function_step& layer) {
        // The first layer of a network determines the number of inputs.
        if (content_.layers.empty()) (*this)(scale_step{{1.0}, {0.0}});
        content_.layers.push_back(layer.spelling);
    }
};

bool changes_nothing(const step& one) {
    const auto* scale = std::get_if<scale_step>(&one);
    const auto all = [](const per_value& values, double is) {
        return std::all_of(values.begin(), values.end(), [&](double value_) { return value_ == is; });
    };
    return scale != nullptr && all(scale->factors, 1) && all(scale->shifts, 0);
}

template <class Scalar>
header_result write(const imported& model, const check_vectors& checks, const header_options& options) {
    header_content<Scalar> content;
    content.inference_bytes = 0;
    rounding<Scalar> round(options.file);
    layers_of<Scalar> add(content, round, model.layers.inputs());
    for (const step& one : model.layers.steps())
        if (!changes_nothing(one)) std::visit(add, one);
    if (content.layers.empty()) add(scale_step{{1.0}, {0.0}});

    content.name = options.name;
    content.writer = "A trained network, written by constprop-import.";
    content.provenance = {file_text(options),
                          "Producer:    " + (model.producer.empty() ? "unknown" : model.producer) + ", opset " +
                              std::to_string(model.opset),
                          "Output:      " + host::detail::printable(model.output.name), "Weights:     " + round.text()};
    for (const std::string& note : model.notes) content.provenance.push_back("Note:        " + note);
    content.checks = "Inputs, and the outputs that are expected for them, from the files that were given.";
    const auto convert = [&](const std::vector<std::vector<double>>& from, std::vector<std::vector<Scalar>>& to) {
        for (const auto& row : from) {
            to.emplace_back();
            for (const double number : row) to.back().push_back(static_cast<Scalar>(number));
            for (const Scalar number : to.back())
                if (!std::isfinite(number))
                    throw error(options.file, "a number of a check vector is too large", "finite ones",
                                "Use other samples.");
        }
    };
    convert(checks.inputs, content.inputs);
    convert(checks.outputs, content.outputs);
    content.tolerance = options.tolerance;

    std::size_t parameters = 0;
    for (const auto& one : content.tensors) parameters += one.values.size();
    return {header_text(content), std::to_string(content.layers.size()) + " layers, " + std::to_string(parameters) +
                                      " parameters, " + round.text() + ", " + std::to_string(content.inputs.size()) +
                                      " checks"};
}

}  // namespace

std::string file_text(const header_options& options) {
    boost::crc_32_type checksum;
    checksum.process_bytes(options.contents.data(), options.contents.size());
    char digits[16];
    std::snprintf(digits, sizeof digits, "%08x", static_cast<unsigned>(checksum.checksum()));
    return "File:        " + options.file + ", " + std::to_string(options.contents.size()) + " bytes, CRC-32 " + digits;
}

header_result write_header(const imported& model, const check_vectors& checks, const header_options& options) {
    check_identifier(options.name, options.file);
    return options.doubles ? write<double>(model, checks, options) : write<float>(model, checks, options);
}

}  // namespace constprop::tools
