#include <constprop/host/npz.hpp>

#include <cstdlib>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "host/files.hpp"
#include "host/models.hpp"

namespace cp = constprop;
namespace host = constprop::host;
using namespace std::string_literals;

namespace {

const std::filesystem::path data = CONSTPROP_TEST_DATA;

const auto load = [](const auto& path, auto& net) { host::load_npz(path, net); };

/// The members that `net` is saved as.
struct members {
    std::vector<std::string> names, bytes;

    explicit members(const file_model& net) {
        for (const auto& one : host::tensors_of(net)) {
            names.push_back(one.name);
            bytes.push_back(host::detail::npy_bytes(one));
        }
    }
    void write_to(const std::filesystem::path& path) const { write(path, host::detail::zip_bytes("", names, bytes)); }
};

struct no_parameters {
    static constexpr cp::layer_shape shape(std::size_t /*offered*/) noexcept { return {.inputs = 1, .outputs = 1}; }
    template <std::size_t, class T> static constexpr void forward(const T*, const T* x, T* y) noexcept { *y = *x; }
    template <std::size_t, class T>
    static constexpr void backward(const T*, const T*, const T*, const T* dy, T* dx) noexcept {
        *dx = *dy;
    }
};

/// An array as .npy bytes with this dictionary and these values.
std::string npy(const std::string& dictionary, const std::string& values = std::string(24, '\0')) {
    return "\x93NUMPY\x01"s + '\0' + static_cast<char>(dictionary.size()) + '\0' + dictionary + values;
}

/// What is said of a file in which the first array, 0.weight, is this.
std::string refusal_of_first(const std::string& bytes) {
    const scratch_folder folder("npz_first");
    members all(expected_model());
    all.bytes[0] = bytes;
    all.write_to(folder / "net.npz");
    return refusal(folder / "net.npz", load);
}

}  // namespace

TEST_CASE("npz: what is saved is loaded, bit for bit") {
    const scratch_folder folder("npz");
    const auto round_trip = [&](const auto& net) {
        auto loaded = net;
        loaded = {};
        host::save_npz(folder / "net.npz", net);
        host::load_npz(folder / "net.npz", loaded);
        return same_bits(net, loaded);
    };
    CHECK(round_trip(expected_model()));
    CHECK(round_trip(models::filled<models::floats>()));
    CHECK(round_trip(models::filled<models::doubles>()));
    CHECK(round_trip(models::filled<models::images>()));
    CHECK(round_trip(models::filled<models::users>()));
    CHECK(folder.files() == 1);
}

TEST_CASE("npz: a convolution has PyTorch's names, shapes and order") {
    // weight[o][i][r][c] is 1000 o + 100 i + 10 r + c, whatever the order in memory.
    using model = cp::network<cp::image<3, 3, 2>, cp::conv2d<2, 2, cp::kernel<2>>>;
    model::parameter_type p{};
    for (std::size_t k = 0; k < 16; ++k)
        p[k] = static_cast<float>(k / 8 * 1000 + k / 4 % 2 * 100 + k / 2 % 2 * 10 + k % 2);
    const auto tensors = host::tensors_of(model::from_parameters(p));
    REQUIRE(tensors.size() == 2);
    CHECK(tensors[0].name == "0.weight");
    CHECK(tensors[0].shape == host::tensor_shape{2, 2, 2, 2});
    CHECK(tensors[0].values == std::vector<float>(p.begin(), p.begin() + 16));
    CHECK(tensors[1].shape == host::tensor_shape{2});
}

TEST_CASE("npz: equal networks give equal files") {
    const scratch_folder folder("npz_equal");
    host::save_npz(folder / "a.npz", expected_model());
    host::save_npz(folder / "b.npz", expected_model());
    CHECK(content(folder / "a.npz") == content(folder / "b.npz"));
}

TEST_CASE("npz: numpy's files are read") {
    for (const char* name :
         {"numpy_savez.npz", "numpy_savez_compressed.npz", "numpy_fortran.npz", "numpy_version_2.npz"}) {
        CAPTURE(name);
        file_model net{};
        host::load_npz(data / name, net);
        CHECK(same_bits(net, expected_model()));
    }
    cp::with_scalar<double, file_model> net{};
    host::load_npz(data / "numpy_float64.npz", net);
    CHECK(net.layer<0>().weight(1, 2) == 5 / 127.0 - 0.25);
}

TEST_CASE("npz: an entry of a folder is no array") {
    file_model net{};
    host::load_npz(data / "numpy_folder.npz", net);
    CHECK(same_bits(net, expected_model()));
}

TEST_CASE("npz: numpy reads what is written, and the other way round") {
    const std::string python = "/usr/bin/python3";
    if (std::system((python + " -c 'import numpy' 2> /dev/null").c_str()) != 0) return;  // no numpy here
    const scratch_folder folder("npz_numpy");
    const auto net = models::filled<models::users>();
    host::save_npz(folder / "net.npz", net);
    write(folder / "copy.py",
          "import sys, numpy\n"
          "with numpy.load(sys.argv[1]) as file: tensors = dict(file)\n"
          "assert {k: v.shape for k, v in tensors.items()} == {'0.weight': (3,), '0.bias': (1,), '2.weight': (2, 3), "
          "'2.bias': (2,)}\n"
          "numpy.savez_compressed(sys.argv[2], **tensors)\n");
    const std::string copy = (folder / "copy.npz").string();
    REQUIRE(
        std::system((python + " " + (folder / "copy.py").string() + " " + (folder / "net.npz").string() + " " + copy)
                        .c_str()) == 0);
    models::users copied{};
    host::load_npz(copy, copied);
    CHECK(same_bits(net, copied));
}

TEST_CASE("npz: files that are no archive are refused") {
    const scratch_folder folder("npz_bad");
    const std::string look = "expected a file to read. Look at the path and the permissions.";
    CHECK(refusal(folder / "none.npz", load) == "there is no such file; " + look);
    CHECK(refusal(folder / "", load) == "this is no regular file; " + look);
    const std::string again = "; expected a whole .npz file. Save it again with save_npz or numpy.savez.";
    write(folder / "text.npz", "no archive, but long enough to hold the record at an archive's end");
    CHECK(refusal(folder / "text.npz", load) == "this cannot be read as a zip archive (Not a zip archive)" + again);
    const std::string whole = content(data / "numpy_savez.npz");
    write(folder / "cut.npz", whole.substr(0, whole.size() / 2));
    CHECK(refusal(folder / "cut.npz", load) == "this cannot be read as a zip archive (Not a zip archive)" + again);
    write(folder / "empty.npz", "");
    CHECK(refusal(folder / "empty.npz", load) != "(no error)");
}

TEST_CASE("npz: the names of the arrays have to be the network's") {
    const scratch_folder folder("npz_names");
    const auto path = folder / "net.npz";
    const std::string remedy =
        "Name tensors as PyTorch's nn.Sequential does: the layer's position, activations counted, and weight or bias.";
    members all(expected_model());
    SECTION("missing") {
        all.names[2] = "1.weight";
        all.write_to(path);
        CHECK(refusal(path, load) ==
              "tensor '2.weight' is missing among '0.weight', '0.bias', '1.weight', '2.bias'; expected '0.weight', "
              "'0.bias', '2.weight', '2.bias', the first missing for layer 2, constprop::linear<2, 1>. " +
                  remedy);
    }
    SECTION("too many") {
        all.names.push_back("4.\nweight");
        all.bytes.push_back(all.bytes[0]);
        all.write_to(path);
        CHECK(refusal(path, load) ==
              "tensor '4.?weight' belongs to no layer; expected only '0.weight', '0.bias', '2.weight', '2.bias'. " +
                  remedy);
    }
    SECTION("twice") {
        all.names[1] = "0.weighs";
        all.write_to(path);
        std::string bytes = content(path);
        for (std::size_t at; (at = bytes.find("0.weighs")) != std::string::npos;) bytes[at + 7] = 't';
        write(path, bytes);
        CHECK(refusal(path, load) ==
              "tensor '0.weight' is there twice; expected each tensor once. Save the file again.");
    }
}

TEST_CASE("npz: types and shapes have to be the network's") {
    const std::string convert =
        "Nothing is converted in silence: save it as that, or load it into with_scalar<...> of the file's type.";
    CHECK(refusal(data / "numpy_float64.npz", load) ==
          "tensor '0.weight' holds '<f8'; expected '<f4', the network's float. " + convert);
    CHECK(refusal(data / "numpy_big_endian.npz", load) ==
          "tensor '0.weight' holds '>f4'; expected '<f4', the network's float. " + convert);
    CHECK(refusal<cp::with_scalar<double, file_model>>(data / "numpy_savez.npz", load) ==
          "tensor '0.weight' holds '<f4'; expected '<f8', the network's double. " + convert);
    using other = cp::network<cp::linear<3, 2>, cp::relu, cp::linear<2, 2>>;
    CHECK(
        refusal<other>(data / "numpy_savez.npz", load) ==
        "tensor '2.weight' has shape (1, 2); expected (2, 2), for layer 2, constprop::linear<2, 2>. Load the file into "
        "a network of its own shapes, or save it with these.");
    CHECK(
        refusal_of_first(npy("{'descr': '<f4', 'fortran_order': False, 'shape': (6,), }")) ==
        "tensor '0.weight' has shape (6,); expected (2, 3), for layer 0, constprop::linear<3, 2>. Load the file into a "
        "network of its own shapes, or save it with these.");
}

TEST_CASE("npz: dictionaries as Python may write them are read, others are refused") {
    CHECK(refusal_of_first(npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }")) ==
          "(the network changed)");
    CHECK(refusal_of_first(npy(R"({"shape":(2L,3L),"fortran_order":True,"descr":"<f4"})")) == "(the network changed)");
    for (const std::string text : {"", "{", "{}", "[]", "{'descr': '<f4', 'fortran_order': False}",
                                   "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), 'shape': (2, 3)}",
                                   "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)} x",
                                   "{'descr': '<f4', 'fortran_order': 0, 'shape': (2, 3)}",
                                   "{'descr': '<f4', 'fortran_order': False, 'shape': 6}",
                                   "{'descr': '<f4', 'fortran_order': False, 'shape': (6)}",
                                   "{'descr': '<f4', 'fortran_order': False, 'shape': (-2, -3)}",
                                   "{'descr': '<f4', 'fortran_order': False, 'shape': (18446744073709551618, 3)}",
                                   "{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (6,)}", "{'descr: 1}"}) {
        CAPTURE(text);
        CHECK(refusal_of_first(npy(text)) == "'0.weight.npy' has the header " + host::detail::in_quotes(text) +
                                                 "; expected one such as {'descr': '<f4', 'fortran_order': False, "
                                                 "'shape': (2, 3), }. Save it again with "
                                                 "numpy.savez.");
    }
}

TEST_CASE("npz: damaged arrays are refused") {
    const std::string dictionary = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)}";
    const std::string whole = "; expected a whole .npz file. Save or copy it again.";
    CHECK(refusal_of_first("\x93NUMP") == "member '0.weight.npy' cannot be read (it ends too early)" + whole);
    CHECK(refusal_of_first(npy(dictionary, std::string(23, '\0'))) ==
          "member '0.weight.npy' cannot be read (it ends too early)" + whole);
    CHECK(refusal_of_first(npy(dictionary, std::string(25, '\0'))) ==
          "member '0.weight.npy' goes on after its values; expected 6 values, as its shape says. Save it again with "
          "numpy.savez.");
    CHECK(refusal(data / "bomb.npz", load) ==
          "member '0.weight.npy' goes on after its values; expected 6 values, as its shape says. Save it again with "
          "numpy.savez.");
    CHECK(refusal_of_first("PK, no array at all") ==
          "'0.weight.npy' is no array of numpy's; expected a member that begins with \\x93NUMPY. Save it again with "
          "numpy.savez.");
    CHECK(refusal_of_first("\x93NUMPY\x03\x00\x10\x00\x00\x00"s) ==
          "'0.weight.npy' is of version 3.0; expected version 1.0 or 2.0 of the .npy format. Save it again with "
          "numpy.savez.");
    CHECK(refusal_of_first("\x93NUMPY\x02\x00\xFF\xFF\xFF\xFF"s) ==
          "'0.weight.npy' has a header of 4294967295 bytes; expected at most 65535. Save it again with numpy.savez.");

    const scratch_folder folder("npz_damaged");
    std::string bytes = content(data / "numpy_savez.npz");
    bytes[bytes.find("\x93NUMPY") + 128] ^= 1;  // the first value's last bit
    write(folder / "net.npz", bytes);
    CHECK(refusal(folder / "net.npz", load) == "member '0.weight.npy' cannot be read (CRC error)" + whole);
}

TEST_CASE("npz: parameters have to be finite") {
    const scratch_folder folder("npz_finite");
    const auto path = folder / "net.npz";
    auto net = expected_model();
    host::save_npz(path, net);
    const std::string before = content(path);
    net.layer<2>().weight(0, 1) = std::numeric_limits<float>::quiet_NaN();
    CHECK(
        error_of([&] { host::save_npz(path, net); }) ==
        path.string() +
            ": parameter 2.weight[0, 1] of layer 2, constprop::linear<2, 1> is NaN; expected finite parameters. Train "
            "again, with a smaller learning rate or clipped gradients, and look for NaN in the data.");
    CHECK(content(path) == before);
    members(net).write_to(path);
    CHECK(
        refusal(path, load) ==
        "parameter 2.weight[0, 1] of layer 2, constprop::linear<2, 1> is NaN; expected finite parameters. Look at the "
        "training that the file comes from.");
}

TEST_CASE("npz: a network without parameters is no file") {
    const scratch_folder folder("npz_none");
    using none = cp::network<no_parameters>;
    CHECK(error_of([&] { host::save_npz(folder / "net.npz", none{}); }) ==
          (folder / "net.npz").string() +
              ": the network has no parameters; expected some to save. Save a network with a linear layer.");
}

TEST_CASE("npz: no byte of a file can be changed to something that crashes") {
    const scratch_folder folder("npz_fuzz");
    const std::string whole = content(data / "numpy_savez_compressed.npz");
    std::size_t refused = 0;
    for (std::size_t k = 0; k < whole.size(); ++k) {
        for (const char mask : {'\x01', '\xFF'}) {
            std::string bytes = whole;
            bytes[k] = static_cast<char>(bytes[k] ^ mask);
            write(folder / "net.npz", bytes);
            file_model net{};
            if (error_of([&] { host::load_npz(folder / "net.npz", net); }) != "(no error)") {
                ++refused;
                CHECK(net == file_model{});
            } else {
                CHECK(same_bits(net, expected_model()));
            }
        }
    }
    CHECK(refused > whole.size() / 2);
}
