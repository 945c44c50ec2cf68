#include <constprop/host/weights/npz.hpp>

#include <array>
#include <string>
#include <vector>

#include "catch.hpp"
#include "host/files.hpp"
#include "stored.hpp"

namespace cp = constprop;
namespace host = constprop::host;
using namespace std::string_literals;

namespace {

using model = cp::network<cp::linear<2, 2>, cp::relu, cp::linear<2, 2>>;
const std::filesystem::path data = CONSTPROP_TEST_DATA;

/// An .npy file, as numpy writes one.
std::string npy(const std::string& type, const std::string& shape, const std::string& values,
                const std::string& order = "False") {
    const std::string header = "{'descr': '" + type + "', 'fortran_order': " + order + ", 'shape': " + shape + ", }\n";
    std::string bytes = "\x93NUMPY\x01\0"s;
    host::detail::append_little_endian(bytes, static_cast<std::uint16_t>(header.size()));
    return bytes + header + values;
}
std::string matrix(const std::vector<float>& values) { return npy("<f4", "(2, 2)", bytes_of(values)); }
std::string vector(const std::vector<float>& values) { return npy("<f4", "(2,)", bytes_of(values)); }

struct archive {
    scratch_folder folder{"weights_npz"};
    std::vector<std::string> names, members;

    void add(const std::string& name, const std::string& bytes) {
        names.push_back(name);
        members.push_back(bytes);
    }
    void save() const { write(folder / "net.npz", host::detail::zip_bytes("a test", names, members)); }
    std::vector<host::loaded_tensor> load(model& net, const host::weights_options& options = {}) const {
        save();
        auto told = options;
        told.orientation = host::orientation::out_in;  // matrices of 2 × 2 do not tell
        return load_weights(host::npz_file(folder / "net.npz"), net, told);
    }
    std::string refusal_by(host::orientation way = host::orientation::out_in) const {
        save();
        return refusal<model>(folder / "net.npz", [&](const auto& path_, auto& net_) {
            load_weights(host::npz_file(path_), net_, {.orientation = way});
        });
    }
};

bool counts(const model& net) {
    const auto p = net.parameters();
    for (std::size_t k = 0; k < p.size(); ++k)
        if (p[k] != static_cast<float>(k)) return false;
    return true;
}

}  // namespace

TEST_CASE("weights from npz: layers lie in the archive's order, as in a state_dict") {
    archive file;
    file.add("hidden.weight", matrix({0, 1, 2, 3}));
    file.add("hidden.bias", vector({4, 5}));
    file.add("a.bias", vector({10, 11}));
    file.add("a.weight", npy("<f4", "(2, 2)", bytes_of<float>({6, 8, 7, 9}), "True"));
    model net{};
    const auto report = file.load(net);
    CHECK(counts(net));
    CHECK(text_of(report[2]) == "2.weight (2, 2) from 'a.weight', <f4, exact");
    const auto exact_names = [](const std::string& first, const std::string& second) {
        archive swapped;
        swapped.add(second + ".weight", matrix({6, 7, 8, 9}));
        swapped.add(second + ".bias", vector({10, 11}));
        swapped.add(first + ".weight", matrix({0, 1, 2, 3}));
        swapped.add(first + ".bias", vector({4, 5}));
        model loaded{};
        swapped.load(loaded);
        return counts(loaded);
    };
    CHECK(exact_names("0", "2"));
    CHECK(!exact_names("fc1", "fc2"));  // only the network's own names outrank the order
}

TEST_CASE("weights from npz: numpy's files are read, and converted") {
    file_model net{};
    for (const char* name : {"numpy_savez.npz", "numpy_savez_compressed.npz", "numpy_fortran.npz", "numpy_float64.npz",
                             "numpy_folder.npz"}) {
        net = {};
        load_weights(host::npz_file(data / name), net);
        CHECK(same_bits(net, expected_model()));
    }
    const auto report = load_weights(host::npz_file(data / "numpy_float64.npz"), net);
    CHECK(text_of(report[0]) == "0.weight (2, 3) from '0.weight', <f8, each rounded by at most 7.39e-09");
    CHECK(
        error_of([&] { load_weights(host::npz_file(data / "numpy_big_endian.npz"), net); })
            .ends_with("tensor '0.weight' holds '>f4'; expected float16, bfloat16, float32 or float64, little-endian. "
                       "Save it as one of those."));
}

TEST_CASE("weights from npz: Keras's names tell which way round matrices lie") {
    for (const auto& [first, second, end] : {std::array{"dense/", "dense_1/", ":0"},
                                             {"sequential/dense/", "head/", ""},
                                             {"dense/dense/", "dense_1/dense_1/", ":0"},
                                             {"z.", "a.", ""}}) {
        archive file;
        file.add(first + "kernel"s + end, matrix({0, 2, 1, 3}));
        file.add(first + "bias"s + end, vector({4, 5}));
        file.add(second + "kernel"s + end, matrix({6, 8, 7, 9}));
        file.add(second + "bias"s + end, vector({10, 11}));
        file.save();
        model net{};
        load_weights(host::npz_file(file.folder / "net.npz"), net);
        CHECK(counts(net));
    }
}

TEST_CASE("weights from npz: a batch normalization is a scale, where its epsilon is said") {
    using normalized = cp::network<cp::linear<3, 2>, cp::tanh, cp::scale<2>>;
    archive file;
    const auto names = [&](const std::vector<std::string>& kinds) {
        file.names.clear(), file.members.clear();
        file.add("a/" + kinds[0],
                 npy("<f4", kinds[0] == "weight" ? "(2, 3)" : "(3, 2)", bytes_of<float>({1, 0, 0, 0, 0, 0})));
        file.add("a/bias", vector({0, 0}));
        file.add("b/" + kinds[1], vector({2, 3}));
        file.add("b/" + kinds[2], vector({1, -1}));
        file.add("b/" + kinds[3], vector({0.5F, -2}));
        file.add("b/" + kinds[4], vector({0.75F, 3.75F}));
        file.save();
    };
    normalized net{};
    const auto load = [&](double epsilon) {
        return load_weights(host::npz_file(file.folder / "net.npz"), net, {.epsilon = epsilon});
    };
    SECTION("Keras's") { names({"kernel:0", "gamma:0", "beta:0", "moving_mean:0", "moving_variance:0"}); }
    SECTION("PyTorch's") { names({"weight", "weight", "bias", "running_mean", "running_var"}); }
    const auto report = load(0.25);  // √(σ² + ε) = 1, 2
    CHECK(net.parameters()[8] == 2);
    CHECK(net.parameters()[9] == 1.5F);
    CHECK(net.parameters()[10] == 0);
    CHECK(net.parameters()[11] == 2);
    CHECK(text_of(report[2]) == "2.weight (2,) from 'b, a batch normalization, epsilon 0.25', <f4, exact");
    CHECK(
        error_of([&] { load(-1); })
            .ends_with(
                "layer 'b' is a batch normalization, whose epsilon no file says; expected to be told it, for layer 2, "
                "constprop::scale<2>. Say epsilon: 0.001 is Keras's where nothing else is chosen, 1e-5 is PyTorch's."));
    // Without γ and β, as with scale=False and center=False.
    for (int k = 0; k < 2; ++k) file.names.erase(file.names.begin() + 2), file.members.erase(file.members.begin() + 2);
    file.save();
    load(0.25);
    CHECK(net.parameters()[9] == 0.5F);
    CHECK(net.parameters()[11] == 1);
    file.names.pop_back(), file.members.pop_back();
    file.save();
    CHECK(error_of([&] { load(0.25); })
              .ends_with("layer 'b' has no running_var; expected the mean and the variance of a batch "
                         "normalization. Save the whole layer."));
}

TEST_CASE("weights from npz: arrays without names stand in the network's order") {
    using wide = cp::network<cp::linear<2, 3>, cp::relu, cp::linear<3, 1>>;
    archive file;
    const auto load_wide = [&] {
        file.save();
        wide net{};
        load_weights(host::npz_file(file.folder / "net.npz"), net);
        return net;
    };
    SECTION("of get_weights, by Keras") {
        file.add("arr_0", npy("<f4", "(2, 3)", bytes_of<float>({0, 2, 4, 1, 3, 5})));
        file.add("arr_1", npy("<f4", "(3,)", bytes_of<float>({6, 7, 8})));
        file.add("arr_2", npy("<f4", "(3, 1)", bytes_of<float>({9, 10, 11})));
        file.add("arr_3", npy("<f4", "(1,)", bytes_of<float>({12})));
    }
    SECTION("of parameters(), by PyTorch, however the archive is sorted") {
        file.add("arr_3", npy("<f4", "(1,)", bytes_of<float>({12})));
        file.add("arr_0", npy("<f4", "(3, 2)", bytes_of<float>({0, 1, 2, 3, 4, 5})));
        file.add("arr_1", npy("<f4", "(3,)", bytes_of<float>({6, 7, 8})));
        file.add("arr_2", npy("<f4", "(1, 3)", bytes_of<float>({9, 10, 11})));
    }
    const wide net = load_wide();
    const auto p = net.parameters();
    for (std::size_t k = 0; k < p.size(); ++k) CHECK(p[k] == static_cast<float>(k));
    file.names.back() = "arr_7";
    CHECK(
        error_of(load_wide).ends_with("array 'arr_7' is one of 4; expected 'arr_0' and so on, each once. Save them "
                                      "with numpy.savez(path, *weights)."));
    archive squares;
    squares.add("arr_0", matrix({0, 1, 2, 3}));
    squares.add("arr_1", vector({4, 5}));
    squares.add("arr_2", matrix({6, 7, 8, 9}));
    CHECK(squares.refusal_by(host::orientation::as_names_say).starts_with("all its matrices are square"));
    model unbiased{};
    const auto report = squares.load(unbiased);
    CHECK(unbiased.layer<2>().weight(1, 1) == 9);
    CHECK(text_of(report[3]) == "2.bias (2,) is 0: the file has no biases of this layer");
    squares.add("arr_3", npy("<f4", "(3,)", bytes_of<float>({4, 5, 6})));
    CHECK(
        squares.refusal_by() ==
        "array 'arr_3' has shape (3,); expected (2,), for layer 2, constprop::linear<2, 2>. Save the network's weights "
        "and biases in its order, and no others.");
}

TEST_CASE("weights from npz: hostile files are refused, in little time and memory") {
    archive file;
    file.add("0.weight", matrix({0, 1, 2, 3}));
    file.add("0.bias", vector({4, 5}));
    SECTION("a pickle of PyTorch's") {
        file.names[0] = "archive/data.pkl";
        CHECK(file.refusal_by() ==
              "this is a file of torch.save; expected an .npz file. In Python: numpy.savez(path, **{k: v.numpy() for "
              "k, v "
              "in model.state_dict().items()}).");
        file.names[0] = "0.weight";
        file.members[0] = "\x80\x02}q, and so on, for some bytes";
        CHECK(file.refusal_by().starts_with("'0.weight.npy' is no array of numpy's"));
    }
    SECTION("sizes beyond 64 bits, or merely huge") {
        file.members[0] = npy("<f4", "(99999999999999999999999, 2)", "");
        CHECK(file.refusal_by().ends_with(
            "expected one such as {'descr': '<f4', 'fortran_order': False, 'shape': (32, 64), }. Save it again with "
            "numpy.savez."));
        file.members[0] = npy("<f4", "(18446744073709551615, 18446744073709551615)", "");
        file.add("1.weight", matrix({0, 1, 2, 3}));
        file.add("1.bias", vector({4, 5}));
        CHECK(file.refusal_by() ==
              "tensor '0.weight' has shape (18446744073709551615, 18446744073709551615); expected (2, 2), for layer 0, "
              "constprop::linear<2, 2>. Load the file into a network of its own shapes, or save it with these.");
    }
    SECTION("a member that goes on, or ends early") {
        file.add("1.weight", matrix({0, 1, 2, 3, 4}));
        file.add("1.bias", vector({4, 5}));
        CHECK(file.refusal_by().starts_with("member '1.weight.npy' goes on after its values"));
        file.members[2] = matrix({0, 1, 2});
        CHECK(file.refusal_by().starts_with("member '1.weight.npy' cannot be read (it ends too early)"));
    }
    SECTION("an array without values") {
        file.members[0] = npy("<f4", "()", "");
        file.names[0] = "0.num_batches_tracked";
        CHECK(file.refusal_by().starts_with("tensor '0.num_batches_tracked' is a batch normalization's"));
    }
    SECTION("more arrays than any network has") {
        for (int k = 0; k < 5000; ++k) file.add("x" + std::to_string(k), "");
        CHECK(file.refusal_by() == "5002 arrays; expected at most 4096. Save the weights and biases of one network.");
    }
    SECTION("megabytes behind an array") {
        file_model net{};
        const std::string text = error_of([&] { load_weights(host::npz_file(data / "bomb.npz"), net); });
        CHECK(
            text.ends_with("member '0.weight.npy' goes on after its values; expected 6 values, as its shape says. Save "
                           "it again with numpy.savez."));
    }
}
