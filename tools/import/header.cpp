#include "import/header.hpp"

#include <constprop/host/error.hpp>
#include <constprop/host/header_text.hpp>
#include <constprop/host/identifier.hpp>
#include <constprop/host/text.hpp>
#include <constprop/kernels/only_stored.hpp>

#include <boost/crc.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <type_traits>
#include <utility>

#include "import/spelling.hpp"

namespace constprop::tools {

using host::error;
using namespace host::detail;

namespace {

/// The names of the types that a header stores numbers in.
template <class Stored>
constexpr const char* stored_name = kernels::is_only_stored<Stored>  ? name_of_stored<Stored>
                                    : std::is_same_v<Stored, double> ? "double"
                                                                     : "float";

/// The type that numbers without a scale are rounded to.
template <class Stored> using rounded_to = std::conditional_t<kernels::is_scaled<Stored>, float, Stored>;

/// Rounds numbers to the type in which they are stored, and records the largest rounding error: relative to the number, or to the
/// greatest that has the same scale.
template <class Stored> class rounding {
    using scalar = kernels::value_of<Stored>;
    double worst_ = 0;
    std::string where_worst_, file_;

 public:
    explicit rounding(std::string file) : file_(std::move(file)) {}

    host::tensor<scalar> operator()(std::string name, host::tensor_shape shape, const std::vector<double>& numbers,
                                    std::size_t output_axis) {
        host::tensor<scalar> one{std::move(name), std::move(shape), "", {}, true, output_axis};
        for (std::size_t k = 0; k < numbers.size(); ++k) {
            const double exact = numbers[k];
            const auto in_scalar = [&] { return static_cast<scalar>(rounded_to<Stored>(exact)); };
            const bool fits = std::isfinite(exact) &&
                              std::fabs(exact) <= static_cast<double>(std::numeric_limits<scalar>::max()) &&
                              std::isfinite(in_scalar());
            if (!fits)
                throw error(file_,
                            "parameter " + one.name + index_text(k, one.shape) + " is " +
                                (std::isfinite(exact) ? decimal(exact)
                                 : std::isnan(exact)  ? "NaN"
                                                      : "infinite"),
                            std::string{"finite "} + stored_name<rounded_to<Stored>> + "s",
                            std::is_same_v<Stored, half> && std::isfinite(exact)
                                ? "A half ends at 65504: store as bfloat16."
                                : "Look at the training that the file comes from.");
            one.values.push_back(in_scalar());
            record(one, k, static_cast<double>(one.values.back()) - exact, exact);
        }
        if constexpr (kernels::is_scaled<Stored>) scale(one);
        return one;
    }

    std::string text() const {
        const std::string stored = stored_name<Stored>;
        if (worst_ == 0) return "all exact in " + stored;
        char digits[32];
        std::snprintf(digits, sizeof digits, "%.1e", worst_);
        return "rounded to " + stored + ", " +
               (kernels::is_scaled<Stored> ? std::string{"error at most "} + digits + " of an output's greatest weight"
                                           : std::string{"relative error at most "} + digits) +
               " (" + where_worst_ + ")";
    }

 private:
    void record(const host::tensor<scalar>& in, std::size_t k, double error, double of) {
        const double loss = of == 0 ? 0 : std::fabs(error) / std::fabs(of);
        if (loss > worst_) worst_ = loss, where_worst_ = in.name + index_text(k, in.shape);
    }
    void scale(host::tensor<float>& one) {
        const std::vector<float> exact = one.values;
        const auto all = constprop::detail::scaled_weights(one.shape, one.shape.size(), one.output_axis);
        const auto weight_is = [&](std::size_t k_, float scale_, scaled_int8 integer_) {
            one.values[k_] = scale_ * integer_;
            record(one, k_, static_cast<double>(one.values[k_]) - static_cast<double>(exact[k_]),
                   127 * static_cast<double>(scale_));
        };
        constprop::detail::scale_weights(all, exact.data(), weight_is, [](std::size_t /*s*/, float /*scale*/) {});
    }
};

/// Layers as the arguments of one that holds them.
std::string joined(const std::vector<std::string>& layers) {
    std::string text;
    for (const std::string& one : layers) text += (text.empty() ? "" : ", ") + one;
    return text;
}

/// Writes layers for a header, with their parameters in PyTorch's order.
template <class Stored> class layers_of {
    using scalar = kernels::value_of<Stored>;
    header_content<scalar>& content_;
    rounding<Stored>& round_;
    layer_extent at_;
    std::string path_;  ///< of the chain: "2.1." in a branch
    std::vector<std::string> layers_{};
    std::vector<layer_row> rows_{};
    std::set<std::string> named_{};
    std::size_t blocks_ = 0;

    /// In a chain of vectors, each layer with parameters begins a block, whose values need their own buffer.
    void begin_block(std::string spelling) {
        if (blocks_++ > 0 && content_.inference_bytes) *content_.inference_bytes += at_.size() * sizeof(scalar);
        layers_.push_back(std::move(spelling));
    }
    void add_tensor(const std::string& name, host::tensor_shape shape, const std::vector<double>& numbers,
                    std::size_t output_axis = 0) {
        const std::string position = path_ + std::to_string(layers_.size() - 1);
        content_.tensors.push_back(round_(position + "." + name, std::move(shape), numbers, output_axis));
    }
    void add_parameters(host::tensor_shape shape, const std::vector<double>& weights,
                        const std::vector<double>& biases) {
        add_tensor("weight", std::move(shape), weights);
        add_tensor("bias", {biases.size()}, biases);
    }
    /// Numbers for the values of a vector, or `rows` times as many. PyTorch counts a flattened image channels first.
    std::vector<double> counted(const std::vector<double>& numbers, std::size_t rows = 1) const {
        if (at_.kind != rank::vector || at_.positions() == 1) return numbers;
        std::vector<double> result;
        for (std::size_t r = 0; r < rows; ++r)
            for (std::size_t k = 0; k < at_.size(); ++k)
                result.push_back(numbers[r * at_.size() + at_.from_channels_first(k)]);
        return result;
    }

    void add(const linear_step& layer) {
        begin_block("constprop::linear<" + std::to_string(layer.inputs) + ", " + std::to_string(layer.outputs) + ">");
        content_.multiply_accumulates += layer.weights.size();
        add_parameters({layer.outputs, layer.inputs}, counted(layer.weights, layer.outputs), layer.biases);
    }
    void add(const scale_step& layer) {
        const scale_step channels = in_channels(layer, at_);
        if (channels.factors.empty()) {  // another one at each position
            const layer_extent image = at_;
            layers_.push_back("constprop::flatten");
            at_.kind = rank::vector;
            add(layer);
            layers_.push_back("constprop::unflatten<" + spelling(image) + ">");
            at_ = image;
            return;
        }
        const bool plain = at_.kind == rank::vector && at_.positions() == 1;
        const std::size_t size = channels.factors.size();
        begin_block((plain ? "constprop::scale<" : "constprop::channel_scale<") + std::to_string(size) + ">");
        content_.multiply_accumulates += at_.size();
        add_parameters({size}, counted(channels.factors), counted(channels.shifts));
    }
    void add(const function_step& layer) {
        // The first layer of a network determines the number of inputs.
        if (layers_.empty() && path_.empty() && content_.input.empty()) add(scale_step{{1.0}, {0.0}});
        layers_.push_back(layer.spelling);
    }
    void add(const convolution_step& layer) {
        const bool forward = layer.goes == way::to_places;
        const layer_extent &narrow = forward ? layer.gives : layer.takes, &wide = forward ? layer.takes : layer.gives;
        host::tensor_shape shape{narrow.channels, wide.channels / layer.groups};
        if (layer.takes.kind == rank::image) shape.push_back(layer.over.rows.size);
        shape.push_back(layer.over.columns.size);
        layers_.push_back(spelling(layer));
        content_.multiply_accumulates += narrow.positions() * layer.weights.size();
        add_tensor("weight", std::move(shape), layer.weights, forward ? 0 : 1);
        if (!layer.biases.empty()) add_tensor("bias", {layer.biases.size()}, layer.biases);
    }
    void add(const pad_step& layer) { layers_.push_back(spelling(layer)); }
    void add(const normalization_step& layer) {
        if (layers_.empty() && path_.empty() && content_.input.empty()) content_.input = spelling(at_);
        layers_.push_back(layer.at_each_position ? "constprop::layer_norm"
                                                 : "constprop::group_norm<" + std::to_string(layer.groups) + ">");
        content_.multiply_accumulates += 3 * at_.size();
        add_parameters({layer.gains.size()}, layer.gains, layer.biases);
    }
    void add(const slope_step& layer) {
        if (layers_.empty() && path_.empty()) content_.input = spelling(at_);
        layers_.push_back("constprop::prelu<" + std::to_string(layer.slopes.size()) + ">");
        add_tensor("weight", {layer.slopes.size()}, counted(layer.slopes));
    }
    /// The tensors of a recurrent layer, whose names end in the name of its direction.
    void add_direction(const recurrent_step& layer, const std::string& direction) {
        const std::size_t rows = layer.rows();
        content_.multiply_accumulates += layer.weights.size() + layer.weights_of_state.size();
        add_tensor("weight_ih" + direction, {rows, layer.inputs}, counted(layer.weights, rows));
        add_tensor("weight_hh" + direction, {rows, layer.hidden}, layer.weights_of_state);
        if (layer.biases.empty()) return;
        const auto middle = layer.biases.begin() + static_cast<std::ptrdiff_t>(rows);
        add_tensor("bias_ih" + direction, {rows}, {layer.biases.begin(), middle});
        add_tensor("bias_hh" + direction, {rows}, {middle, layer.biases.end()});
    }
    void add(const recurrent_step& layer) {
        layers_.push_back(spelling(layer));
        add_direction(layer, "");
    }
    void add(const bidirectional_step& layer) {
        layers_.push_back(spelling(layer));
        add_direction(layer.there, "");
        add_direction(layer.back, "_reverse");
    }
    void add(const time_step& layer) {
        if (layers_.empty() && path_.empty()) content_.input = spelling(at_);
        layers_.push_back(layer.spelling);
    }
    void add(const layer_step& layer) { layers_.push_back(layer.spelling); }

    /// Writes branches; a chain of several layers is a sequential. x + f(x) is a residual.
    void add(const join_step& layer) {
        if (layers_.empty() && path_.empty()) content_.input = spelling(at_);
        const std::vector<chain>& branches = *layer.branches;
        const bool is_residual =
            layer.name == "add" && branches.size() == 2 && branches[0].steps().empty() != branches[1].steps().empty();
        const std::string position = path_ + std::to_string(layers_.size()) + ".";
        std::string inner;
        std::size_t count = 0;
        for (const chain& branch : branches) {
            if (is_residual && branch.steps().empty()) continue;
            const std::string path = is_residual ? position : position + std::to_string(count) + ".";
            const std::size_t first = content_.tensors.size();
            layers_of inside(content_, round_, branch.input(), path);
            for (std::size_t k = 0; k < branch.steps().size(); ++k) inside(branch.steps()[k], branch.origins(k));
            const std::vector<std::string>& layers = inside.layers_;
            for (std::size_t k = first; k < content_.tensors.size() && !is_residual && layers.size() == 1; ++k) {
                std::string& name = content_.tensors[k].name;  // a layer by itself has the branch's position
                name = path + name.substr(path.size() + 2);
            }
            for (layer_row& row : inside.rows_) {
                const bool is_alone = !is_residual && layers.size() == 1;
                if (is_alone) row.position = path.substr(0, path.size() - 1) + row.position.substr(path.size() + 1);
                rows_.push_back(std::move(row));
            }
            named_.merge(inside.named_);
            inner += count++ == 0 ? "" : ", ";
            if (layers.empty()) inner += "constprop::identity";
            else if (is_residual || layers.size() == 1) inner += joined(layers);
            else inner += "constprop::sequential<" + joined(layers) + ">";
        }
        layers_.push_back("constprop::" + (is_residual ? "residual" : layer.name) + "<" + inner + ">");
    }

    layers_of(header_content<scalar>& content, rounding<Stored>& round, const layer_extent& input, std::string path)
        : content_(content), round_(round), at_(input), path_(std::move(path)) {}

 public:
    layers_of(header_content<scalar>& content, rounding<Stored>& round, const layer_extent& input)
        : layers_of(content, round, input, "") {
        if (input.kind != rank::vector) content_.input = spelling(input);
    }

    const std::vector<std::string>& layers() const noexcept { return layers_; }
    /// The nodes that layers are made of.
    const std::set<std::string>& named() const noexcept { return named_; }
    std::vector<layer_row>& rows() noexcept { return rows_; }

    /// Adds a step that is made of these nodes.
    void operator()(const step& one, const std::vector<std::string>& nodes) {
        named_.insert(nodes.begin(), nodes.end());
        const std::size_t first = layers_.size(), products = content_.multiply_accumulates;
        layer_extent takes = at_;
        std::visit([&](const auto& layer_) { add(layer_); }, one);
        at_ = extent_after(one, takes);
        for (std::size_t k = first; k < layers_.size(); ++k) {
            const bool is_last = k + 1 == layers_.size();
            rows_.push_back({.position = path_ + std::to_string(k),
                             .layer = layers_[k],
                             .takes = takes,
                             .gives = at_,
                             .multiply_accumulates = is_last ? content_.multiply_accumulates - products : 0,
                             .from = is_last ? joined(nodes) : ""});
            takes = at_;
        }
    }
};

/// What a layer's tensors are: their number, and their range.
template <class Scalar> void add_numbers(layer_row& to, const std::vector<host::tensor<Scalar>>& tensors) {
    std::vector<Scalar> weights;
    for (const auto& one : tensors) {
        const std::size_t end = one.name.rfind('.');
        if (one.name.substr(0, end) != to.position) continue;
        to.parameters += one.values.size();
        if (one.name.compare(end + 1, 6, "weight") == 0)
            weights.insert(weights.end(), one.values.begin(), one.values.end());
    }
    to.weights = range_of(weights);
}

/// True if a layer stands in chains of vectors, whose buffers are known.
bool is_of_vectors(const step& one) {
    return std::holds_alternative<linear_step>(one) || std::holds_alternative<scale_step>(one) ||
           std::holds_alternative<function_step>(one);
}

bool changes_nothing(const step& one) {
    const auto* scale = std::get_if<scale_step>(&one);
    const auto all = [](const per_value& values, double is) {
        return std::all_of(values.begin(), values.end(), [&](double value_) { return value_ == is; });
    };
    return scale != nullptr && all(scale->factors, 1) && all(scale->shifts, 0);
}

template <class Stored>
header_result write(const imported& model, const check_vectors& checks, const header_options& options) {
    using scalar = kernels::value_of<Stored>;
    header_content<scalar> content;
    const auto& steps = model.layers.steps();
    if (std::all_of(steps.begin(), steps.end(), is_of_vectors)) content.inference_bytes = 0;
    rounding<Stored> round(options.file);
    layers_of<Stored> add(content, round, model.layers.input());
    // Of samples without order in time, the values between layers are known.
    std::vector<std::vector<double>> values = checks.steps == 0 ? checks.inputs : std::vector<std::vector<double>>{};
    const auto range_of_all = [&] {
        std::vector<double> all;
        for (const auto& row : values) all.insert(all.end(), row.begin(), row.end());
        return range_of(all);
    };
    report facts{.input = range_of_all()};
    for (std::size_t k = 0; k < steps.size(); ++k) {
        const step& one = steps[k];
        if (changes_nothing(one)) continue;
        add(one, model.layers.origins(k));
        for (auto& row : values) row = output_of(one, std::move(row));
        if (!add.rows().empty()) add.rows().back().values = range_of_all();
    }
    if (add.layers().empty()) add(scale_step{{1.0}, {0.0}}, {});
    content.layers = add.layers();

    content.stored = form_of_stored<Stored>();
    content.name = options.name;
    content.writer = "A trained network, written by constprop-import.";
    content.provenance = {file_text(options),
                          "Producer:    " + (model.producer.empty() ? "unknown" : model.producer) + ", opset " +
                              std::to_string(model.opset),
                          "Output:      " + host::detail::printable(model.output.name), "Weights:     " + round.text()};
    for (const std::string& note : model.notes) content.provenance.push_back("Note:        " + note);
    content.checks =
        std::string(checks.steps == 0         ? "Inputs, and the outputs that are expected for them"
                    : model.gives_last_step() ? "Sequences, and the outputs that are expected for their last steps"
                                              : "Sequences, and the outputs that are expected for all steps") +
        ", from the files that were given.";
    const auto convert = [&](const std::vector<std::vector<double>>& from, std::vector<std::vector<scalar>>& to) {
        for (const auto& row : from) {
            to.emplace_back();
            for (const double number : row) to.back().push_back(static_cast<scalar>(number));
            for (const scalar number : to.back())
                if (!std::isfinite(number))
                    throw error(options.file, "a number of a check vector is too large", "finite ones",
                                "Use other samples.");
        }
    };
    convert(checks.inputs, content.inputs);
    convert(checks.outputs, content.outputs);
    content.check_steps = checks.steps;
    content.expects_all_steps = checks.steps != 0 && !model.gives_last_step();
    content.tolerance = options.tolerance;

    facts.name = options.name;
    facts.provenance = {content.provenance.begin(), content.provenance.begin() + 3};
    facts.numbers = sizeof(scalar) == 4 ? "float" : "double";
    if (sizeof(Stored) < sizeof(scalar)) facts.numbers += std::string{", stored as "} + stored_name<Stored>;
    facts.bytes_of_value = sizeof(scalar);
    facts.bytes_of_weight = sizeof(Stored);
    facts.takes = model.layers.input();
    facts.rows = std::move(add.rows());
    for (layer_row& row : facts.rows) add_numbers(row, content.tensors);
    facts.operators = model.operators;
    for (const std::string& one : model.flowing)
        if (!add.named().contains(one))
            facts.folded.push_back(one + " changes no value, or only the order in which values lie");
    for (const std::string& one : model.constant) facts.folded.push_back(one + " computes a constant or a shape");
    facts.lost = model.notes;
    facts.lost.push_back("Weights are " + round.text() + ".");

    std::size_t parameters = 0;
    for (const auto& one : content.tensors) parameters += one.values.size();
    return {header_text(content),
            std::to_string(content.layers.size()) + " layers, " + std::to_string(parameters) + " parameters, " +
                round.text() + ", " + std::to_string(content.inputs.size()) + " checks",
            std::move(facts)};
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
    if (options.stored == "half") return write<half>(model, checks, options);
    if (options.stored == "bfloat16") return write<bfloat16>(model, checks, options);
    if (options.stored == "scaled_int8") return write<scaled_int8>(model, checks, options);
    return options.doubles ? write<double>(model, checks, options) : write<float>(model, checks, options);
}

}  // namespace constprop::tools
