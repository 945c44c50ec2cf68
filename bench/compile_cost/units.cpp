#include "units.hpp"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace compile_cost {
namespace {

using sizes = std::vector<std::size_t>;

enum class content { inference, training };

std::string text_of(std::size_t number) { return std::to_string(number); }

std::string name_of(const sizes& of) {
    std::string name;
    for (const std::size_t size : of) name += (name.empty() ? "" : "-") + text_of(size);
    return name;
}

// --- constprop -------------------------------------------------------------------------------------------------------

std::string constprop_unit(const sizes& of, content what, std::size_t batch) {
    std::string layers;
    for (std::size_t k = 0; k + 1 < of.size(); ++k)
        layers +=
            (k == 0 ? "cp::linear<" : ", cp::relu, cp::linear<") + text_of(of[k]) + ", " + text_of(of[k + 1]) + ">";
    std::string text = "#include <constprop/constprop.hpp>\n#include <array>\nnamespace cp = constprop;\n";
    text += "using model = cp::network<" + layers + ">;\n";
    if (what == content::inference)
        return text + "model::output_type infer(const model& net, const model::input_type& x) { return net(x); }\n";
    const std::string input =
        batch == 1 ? "model::input_type" : "std::array<model::input_type, " + text_of(batch) + ">";
    const std::string output =
        batch == 1 ? "model::output_type" : "std::array<model::output_type, " + text_of(batch) + ">";
    text += "using optimizer = decltype(cp::make_optimizer(model{}, cp::plain_sgd{}));\n";
    text += "float train(model& net, optimizer& by, const " + input + "& x, const " + output + "& y) {\n";
    return text + "    return cp::train_step(net, by, cp::mse{}, x, y);\n}\n";
}

// --- constprop, trained by the compiler ------------------------------------------------------------------------------

constexpr const char* includes =
    "#include <constprop/constprop.hpp>\n#include <array>\n#include <cstddef>\n"
    "namespace cp = constprop;\n";

std::string xor_unit() {
    return std::string(includes) + R"(
using model = cp::network<cp::linear<2, 8>, cp::tanh, cp::linear<8, 1>, cp::sigmoid>;
constexpr std::array<model::input_type, 4> inputs{{{0, 0}, {0, 1}, {1, 0}, {1, 1}}};
constexpr std::array<model::output_type, 4> targets{{{0}, {1}, {1}, {0}}};
constexpr model trained = cp::fit(cp::initialized<model>(cp::xavier_uniform{.seed = 1}), cp::bce{},
                                  cp::adam{.learning_rate = 0.1}, inputs, targets, {.epochs = EPOCHS});
)";
}

std::string classifier_unit(const sizes& of) {
    return std::string(includes) + "using model = cp::network<cp::linear<" + text_of(of[0]) + ", " + text_of(of[1]) +
           ">, cp::relu, cp::linear<" + text_of(of[1]) + ", " + text_of(of[2]) + ">>;" + R"(
struct samples {
    std::array<model::input_type, 100> inputs{};
    std::array<std::size_t, 100> classes{};
};
constexpr samples made = [] {
    samples all;
    cp::random draw(1);
    for (std::size_t n = 0; n < 100; ++n) {
        for (float& x : all.inputs[n]) x = draw.uniform(1.0F);
        all.classes[n] = n % model::output_size;
    }
    return all;
}();
constexpr model trained = cp::fit(cp::initialized<model>(cp::xavier_uniform{}), cp::cross_entropy{},
                                  cp::adam{.learning_rate = 0.02}, made.inputs, made.classes, {.epochs = EPOCHS},
                                  cp::batch<10>);
)";
}

// --- constprop, whole networks ---------------------------------------------------------------------------------------

std::string inference_of(const std::string& layers) {
    return std::string(includes) + "using model = cp::network<" + layers +
           ">;\nmodel::output_type infer(const model& net, const model::input_type& x) { return net(x); }\n";
}

/// LeNet-5's batch is too large for the stack, so it takes a workspace behind the options.
std::string inference_and_fit_of(const std::string& layers, const std::string& memory) {
    return "#include <span>\n" + inference_of(layers) + memory +
           "model train(std::span<const model::input_type> inputs, std::span<const std::size_t> classes) {\n"
           "    return cp::fit(cp::initialized<model>(cp::kaiming_uniform{}), cp::cross_entropy{},\n"
           "                   cp::adam{.learning_rate = 0.01}, inputs, classes, {.epochs = 30}" +
           (memory.empty() ? "" : ", memory") + ");\n}\n";
}

/// The weights are constants of the header, as constprop_add_model makes it.
std::string imported_unit(const std::filesystem::path& header, const std::string& name) {
    return "#include \"" + header.string() + "\"\nusing model = " + name +
           "_model::model;\nmodel::output_type infer(const model::input_type& x) { return " + name +
           "_model::net(x); }\n";
}

// --- Eigen -----------------------------------------------------------------------------------------------------------

std::string matrix(std::size_t rows, std::size_t columns) {
    return "Eigen::Matrix<float, " + text_of(rows) + ", " + text_of(columns) + ">";
}

/// Layer k takes a<k>, the input being a0, to a<k + 1>.
std::string eigen_forward(const sizes& of, std::size_t batch) {
    std::string text;
    for (std::size_t k = 0; k + 1 < of.size(); ++k) {
        const std::string layer = text_of(k), out = "a" + text_of(k + 1);
        text += "    " + matrix(of[k + 1], batch) + " " + out + ";\n";
        text += "    " + out + ".colwise() = net.b" + layer + ";\n";
        text += "    " + out + ".noalias() += net.w" + layer + " * a" + layer + ";\n";
        if (k + 2 < of.size()) text += "    " + out + " = " + out + ".cwiseMax(0.0F);\n";
    }
    return text;
}

/// d<k> is the loss' slope at a<k>; a layer is updated when nothing asks for its old weights any more.
std::string eigen_backward(const sizes& of, std::size_t batch) {
    const std::size_t last = of.size() - 1;
    const std::string outputs = "a" + text_of(last), slope = "d" + text_of(last),
                      terms = text_of(of[last] * batch) + ".0F";
    std::string text = "    " + matrix(of[last], batch) + " " + slope + " = " + outputs + " - y;\n";
    text += "    const float loss = " + slope + ".squaredNorm() / " + terms + ";\n";
    text += "    " + slope + " *= 2.0F / " + terms + ";\n";
    for (std::size_t k = last; k-- > 0;) {
        const std::string layer = text_of(k), dy = "d" + text_of(k + 1), dx = "d" + layer;
        if (k > 0) {
            text += "    " + matrix(of[k], batch) + " " + dx + ";\n";
            text += "    " + dx + ".noalias() = net.w" + layer + ".transpose() * " + dy + ";\n";
            text += "    " + dx + " = (a" + layer + ".array() > 0.0F).select(" + dx + ", 0.0F);\n";
        }
        text += "    " + dy + " *= rate;\n";
        text += "    net.w" + layer + ".noalias() -= " + dy + " * a" + layer + ".transpose();\n";
        text += "    net.b" + layer + " -= " + dy + ".rowwise().sum();\n";
    }
    return text + "    return loss;\n";
}

std::string eigen_unit(const sizes& of, content what, std::size_t batch) {
    // Weights of 784-128 are more than Eigen lets stand in an object without this.
    std::string text = "#define EIGEN_STACK_ALLOCATION_LIMIT 0\n#include <Eigen/Core>\nstruct model {\n";
    for (std::size_t k = 0; k + 1 < of.size(); ++k)
        text += "    " + matrix(of[k + 1], of[k]) + " w" + text_of(k) + ";\n    " + matrix(of[k + 1], 1) + " b" +
                text_of(k) + ";\n";
    text += "};\n";
    const std::string input = matrix(of.front(), batch), output = matrix(of.back(), batch);
    if (what == content::inference) {
        text += output + " infer(const model& net, const " + input + "& a0) {\n" + eigen_forward(of, batch);
        return text + "    return a" + text_of(of.size() - 1) + ";\n}\n";
    }
    text += "float train(model& net, float rate, const " + input + "& a0, const " + output + "& y) {\n";
    return text + eigen_forward(of, batch) + eigen_backward(of, batch) + "}\n";
}

}  // namespace

std::vector<unit> units(bool with_eigen) {
    constexpr std::size_t large_batch = 32;
    std::vector<unit> all;
    const auto add = [&](const std::string& name, const std::string& ours, const std::string& eigens) {
        all.push_back({"constprop", name, ours});
        if (with_eigen) all.push_back({"Eigen", name, eigens});
    };
    add("include alone", "#include <constprop/constprop.hpp>\n", "#include <Eigen/Core>\n");
    for (const sizes& of : {sizes{4, 16, 16, 2}, sizes{64, 64, 64, 10}, sizes{784, 128, 10}}) {
        const std::string name = name_of(of);
        const auto add_network = [&](const std::string& suffix, content what, std::size_t batch) {
            add(name + suffix, constprop_unit(of, what, batch), eigen_unit(of, what, batch));
        };
        add_network(", inference", content::inference, 1);
        add_network(", training", content::training, 1);
        add_network(", training, batch " + text_of(large_batch), content::training, large_batch);
    }
    return all;
}

std::vector<unit> network_units(const std::filesystem::path& models) {
    std::vector<unit> all;
    const auto add = [&](const std::string& name, const std::string& text) {
        all.push_back({"constprop", name, text, "networks"});
    };
    add("XOR, inference", inference_of("cp::linear<2, 8>, cp::tanh, cp::linear<8, 1>, cp::sigmoid"));
    add("digits, training", inference_and_fit_of("cp::linear<64, 32>, cp::relu, cp::linear<32, 10>", {}));
    add("LeNet-5, training",
        inference_and_fit_of("cp::image<28, 28>, cp::conv2d<1, 6, cp::kernel<5>, cp::padding<2>>, cp::relu, "
                             "cp::max_pool2d<2>, cp::conv2d<6, 16, cp::kernel<5>>, cp::relu, cp::max_pool2d<2>, "
                             "cp::flatten, cp::linear<400, 120>, cp::relu, cp::linear<120, 84>, cp::relu, "
                             "cp::linear<84, 10>",
                             "static cp::workspace<model, 32> memory;\n"));
    if (models.empty()) return all;
    for (const char* name : {"ad01", "kws", "resnet8"})
        add(name + std::string(", int8"), imported_unit(models / (name + std::string(".hpp")), name));
    return all;
}

std::vector<unit> trained_units() {
    std::vector<unit> all{{"constprop", "2-8-1, XOR's 4 samples", xor_unit(), "trained", 100}};
    const auto add = [&](const sizes& of, std::size_t epochs) {
        all.push_back({"constprop", name_of(of) + ", 100 samples", classifier_unit(of), "trained", epochs});
    };
    add({4, 8, 3}, 20);
    add({8, 16, 4}, 10);
    add({16, 32, 4}, 5);
    return all;
}

}  // namespace compile_cost
