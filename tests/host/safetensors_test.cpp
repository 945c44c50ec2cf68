#include <constprop/host/safetensors.hpp>

#include <cstdint>
#include <limits>
#include <string>

#include "catch.hpp"
#include "host/files.hpp"
#include "host/models.hpp"

namespace cp = constprop;
namespace host = constprop::host;
using namespace std::string_literals;

namespace {

const std::filesystem::path data = CONSTPROP_TEST_DATA;
const std::string again = "Save it again with save_safetensors or safetensors' save_file.";

const auto load = [](const auto& path, auto& net) { host::load_safetensors(path, net); };

/// A file with this header and the values of `net`.
std::string file_of(const std::string& header, const file_model& net = expected_model()) {
    std::string bytes;
    host::detail::append_little_endian(bytes, std::uint64_t{header.size()});
    bytes += header;
    for (const float value : net.parameters()) host::detail::append_little_endian(bytes, value);
    return bytes;
}

std::string refusal_of_bytes(const std::string& bytes) {
    const scratch_folder folder("safetensors_bytes");
    write(folder / "net.safetensors", bytes);
    return refusal(folder / "net.safetensors", load);
}
std::string refusal_of(const std::string& header) { return refusal_of_bytes(file_of(header)); }

/// A good header, with `to` in place of `from`.
std::string header_with(const std::string& from, const std::string& to) {
    std::string header = R"({"0.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},)"
                         R"("0.bias":{"dtype":"F32","shape":[2],"data_offsets":[24,32]},)"
                         R"("2.weight":{"dtype":"F32","shape":[1,2],"data_offsets":[32,40]},)"
                         R"("2.bias":{"dtype":"F32","shape":[1],"data_offsets":[40,44]}})";
    return header.replace(header.find(from), from.size(), to);
}

}  // namespace

TEST_CASE("safetensors: what is saved is loaded, bit for bit") {
    const scratch_folder folder("safetensors");
    const auto round_trip = [&](const auto& net) {
        auto loaded = net;
        loaded = {};
        host::save_safetensors(folder / "net.safetensors", net);
        host::load_safetensors(folder / "net.safetensors", loaded);
        return same_bits(net, loaded);
    };
    CHECK(round_trip(expected_model()));
    CHECK(round_trip(models::filled<models::floats>()));
    CHECK(round_trip(models::filled<models::doubles>()));
    CHECK(round_trip(models::filled<models::images>()));
    CHECK(round_trip(models::filled<models::users>()));
    CHECK(folder.files() == 1);
}

TEST_CASE("safetensors: the bytes that are written") {
    const scratch_folder folder("safetensors_layout");
    host::save_safetensors(folder / "net.safetensors", expected_model());
    std::string header = R"({"__metadata__":{"format":"pt"},)" + header_with("{", "");
    header.append((8 - header.size() % 8) % 8, ' ');
    CHECK(content(folder / "net.safetensors") == file_of(header));
}

TEST_CASE("safetensors: tensors may lie in any order, with any metadata") {
    file_model net{};
    host::load_safetensors(data / "sorted.safetensors", net);
    CHECK(same_bits(net, expected_model()));
    CHECK(refusal_of(header_with("{", "{") + "  \n ") == "(the network changed)");
    CHECK(refusal_of(header_with("{", R"({"__metadata__":{},)")) == "(the network changed)");
}

TEST_CASE("safetensors: what is no header is refused") {
    const scratch_folder folder("safetensors_none");
    CHECK(refusal(folder / "none", load) ==
          "there is no such file; expected a file to read. Look at the path and the permissions.");
    CHECK(refusal_of_bytes("") == "this file has 0 bytes; expected at least 8, the length of the header. " + again);
    CHECK(refusal_of_bytes("1234567") ==
          "this file has 7 bytes; expected at least 8, the length of the header. " + again);
    CHECK(refusal_of_bytes("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF{}"s) ==
          "the header's length is 18446744073709551615 bytes; expected at most 2 in a file of this size. " + again);
    CHECK(refusal_of_bytes("\x03\0\0\0\0\0\0\0{}"s) ==
          "the header's length is 3 bytes; expected at most 2 in a file of this size. " + again);
    CHECK(refusal_of(std::string(10'000'001, ' ')) ==
          "the header's length is 10000001 bytes; expected at most 10000000 in a file of this size. " + again);
    const std::string object = "; expected a JSON object in UTF-8. " + again;
    CHECK(refusal_of("") == "the header begins with ''" + object);
    CHECK(refusal_of("\x80\x02}q") == "the header begins with '??}q'" + object);
    CHECK(refusal_of(" {}") == "the header begins with ' {}'" + object);
    CHECK(refusal_of("{\"0.weight\":}") == "the header is no JSON from its byte 13 on" + object);
    const std::string good = header_with("", "");
    const auto from = [&](std::size_t more) {
        return "the header is no JSON from its byte " + std::to_string(good.size() + more) + " on" + object;
    };
    CHECK(refusal_of(good + "  ") == "(the network changed)");  // it is loaded: writers pad with spaces
    CHECK(refusal_of(good + "\0junk"s) == from(1));
    CHECK(refusal_of(good + " x") == from(2));
    CHECK(refusal_of("{\"a\xFF\":1}") == "the header is no JSON from its byte 4 on" + object);
    CHECK(refusal_of("{\"a\":1e999}") == "the header holds a number too large for any" + object);
    CHECK(refusal_of(header_with("{", R"({"__metadata__":{"a":1},)")) ==
          "'__metadata__' is '{\"a\":1}'; expected an object of strings. " + again);
    CHECK(refusal_of(header_with("{", R"({"__metadata__":[],)")) ==
          "'__metadata__' is '[]'; expected an object of strings. " + again);
}

TEST_CASE("safetensors: the names of the tensors have to be the network's") {
    const std::string remedy =
        "Name tensors as PyTorch's nn.Sequential does: the layer's position, activations counted, and weight or bias.";
    const std::string all = "'0.weight', '0.bias', '2.weight', '2.bias'";
    CHECK(refusal_of("{}") == "tensor '0.weight' is missing among none; expected " + all +
                                  ", the first missing for layer 0, constprop::linear<3, 2>. " + remedy);
    CHECK(refusal_of(header_with("2.weight", "1.weight")) ==
          "tensor '2.weight' is missing among '0.weight', '0.bias', '1.weight', '2.bias'; expected " + all +
              ", the first missing for layer 2, constprop::linear<2, 1>. " + remedy);
    CHECK(refusal_of(header_with("{", R"({"fc\n":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},)")) ==
          "tensor 'fc?' belongs to no layer; expected only " + all + ". " + remedy);
    CHECK(refusal_of(header_with("0.bias", "0.weight")) ==
          "tensor '0.weight' is there twice; expected each tensor once. Save the file again.");
}

TEST_CASE("safetensors: types and shapes have to be the network's") {
    const std::string convert =
        "Nothing is converted in silence: save it as that, or load it into with_scalar<...> of the file's type.";
    for (const std::string type : {"F16", "BF16", "F64", "I32", "x\n"}) {
        CAPTURE(type);
        CHECK(refusal_of(header_with("F32", type == "x\n" ? "x\\n" : type)) ==
              "tensor '0.weight' holds " + host::detail::in_quotes(type) + "; expected 'F32', the network's float. " +
                  convert);
    }
    CHECK(refusal<cp::with_scalar<double, file_model>>(data / "sorted.safetensors", load) ==
          "tensor '0.weight' holds 'F32'; expected 'F64', the network's double. " + convert);
    for (const std::string shape : {"3, 2", "6", "2, 3, 1", "2, 9223372036854775808", "4294967298, 3"}) {
        CAPTURE(shape);
        CHECK(refusal_of(header_with("2,3", shape)) ==
              "tensor '0.weight' has shape (" + shape + (shape == "6" ? ",)" : ")") +
                  "; expected (2, 3), for layer 0, constprop::linear<3, 2>. Load the file into a network of its own "
                  "shapes, or save it with these.");
    }
}

TEST_CASE("safetensors: a shape of a million sizes is not printed") {
    std::string shape;
    for (int k = 0; k < 1'000'000; ++k) shape += "1,";
    CHECK(refusal_of(header_with("2,3", shape + "6"))
              .starts_with("tensor '0.weight' has shape (1, 1, 1, 1, 1, 1, 1, 1, …); expected (2, 3)"));
}

TEST_CASE("safetensors: descriptions that are none are refused") {
    const std::string whole = R"({"dtype":"F32","shape":[2,3],"data_offsets":[0,24]})";
    for (const std::string text :
         {R"([])", R"(null)", R"({})", R"({"data_offsets":[0,24],"dtype":1,"shape":[2,3]})",
          R"({"data_offsets":[0,24],"dtype":"F32"})", R"({"data_offsets":[0,24],"dtype":"F32","shape":6})",
          R"({"data_offsets":[0,24],"dtype":"F32","shape":[-2,3]})",
          R"({"data_offsets":[0,24],"dtype":"F32","shape":[2.0,3]})",
          R"({"data_offsets":[0,24],"dtype":"F32","shape":["2",3]})", R"({"dtype":"F32","shape":[2,3]})",
          R"({"data_offsets":[0],"dtype":"F32","shape":[2,3]})", R"({"data_offsets":24,"dtype":"F32","shape":[2,3]})",
          R"({"data_offsets":[0,12,24],"dtype":"F32","shape":[2,3]})"}) {
        CAPTURE(text);
        CHECK(refusal_of(header_with(whole, text)) == "tensor '0.weight' is described by " +
                                                          host::detail::in_quotes(text) +
                                                          "; expected a dtype, a shape and two data_offsets. " + again);
    }
    CHECK(refusal_of(header_with("\"shape\"", "\"dtype\":\"F32\",\"shape\"")) ==
          "the header says 'dtype' twice of one entry; expected each key once. " + again);
    CHECK(refusal_of(header_with("\"data_offsets\"", "\"dtype\":\"F32\",\"data_offsets\"")) ==
          "the header says 'dtype' twice of one entry; expected each key once. " + again);
    // Nothing follows the nesting down.
    CHECK(refusal_of(header_with(whole, std::string(1'000'000, '[') + std::string(1'000'000, ']')))
              .starts_with("tensor '0.weight' is described by "));
}

TEST_CASE("safetensors: tensors lie side by side in the file") {
    const auto misplaced = [](const std::string& places) {
        return "tensor '0.weight' lies at bytes " + places +
               " of 44; expected 24 bytes of the file. The file may be cut off: copy it again, or save it again.";
    };
    CHECK(refusal_of(header_with("[0,24]", "[24,0]")) == misplaced("24 to 0"));
    CHECK(refusal_of(header_with("[0,24]", "[0,20]")) == misplaced("0 to 20"));
    CHECK(refusal_of(header_with("[0,24]", "[24,48]")) == misplaced("24 to 48"));
    CHECK(refusal_of(header_with("[0,24]", "[18446744073709551592,18446744073709551615]")) ==
          misplaced("18446744073709551592 to 18446744073709551615"));
    CHECK(refusal_of(header_with("[0,24]", "[18446744073709551600,8]")) == misplaced("18446744073709551600 to 8"));
    CHECK(refusal_of(header_with("[0,24]", "[4294967296,4294967320]")) == misplaced("4294967296 to 4294967320"));
    const std::string whole = content(data / "sorted.safetensors");
    const std::string cut = refusal_of_bytes(whole.substr(0, whole.size() - 1));
    CHECK(cut ==
          "tensor '2.weight' lies at bytes 36 to 44 of 43; expected 8 bytes of the file. The file may be cut off: copy "
          "it again, or save it again.");

    const std::string beside = "; expected tensors side by side from the first byte of the data to the last. " + again;
    CHECK(refusal_of(header_with("[24,32]", "[20,28]")) == "two tensors share bytes 20 to 24" + beside);
    CHECK(refusal_of(header_with("[24,32]", "[0,8]")) == "two tensors share bytes 0 to 8" + beside);
    CHECK(refusal_of_bytes(whole + "more") == "bytes 44 to 48 belong to no tensor" + beside);
    const std::string gap = file_of(header_with("[40,44]", "[44,48]")) + "more";
    CHECK(refusal_of_bytes(gap) == "bytes 40 to 44 belong to no tensor" + beside);
}

TEST_CASE("safetensors: parameters have to be finite") {
    const scratch_folder folder("safetensors_finite");
    const auto path = folder / "net.safetensors";
    auto net = expected_model();
    host::save_safetensors(path, net);
    const std::string before = content(path);
    net.layer<0>().bias(1) = -std::numeric_limits<float>::infinity();
    const std::string found =
        "parameter 0.bias[1] of layer 0, constprop::linear<3, 2> is -infinite; expected finite "
        "parameters. ";
    CHECK(error_of([&] { host::save_safetensors(path, net); }) ==
          path.string() + ": " + found +
              "Train again, with a smaller learning rate or clipped gradients, and look for NaN in the data.");
    CHECK(content(path) == before);
    CHECK(refusal_of_bytes(file_of(header_with("{", "{"), net)) ==
          found + "Look at the training that the file comes from.");
}

TEST_CASE("safetensors: no byte of a header can be changed to something that crashes") {
    const std::string whole = content(data / "sorted.safetensors");
    const std::size_t values = whole.size() - 44;
    std::size_t refused = 0;
    for (std::size_t k = 0; k < values; ++k)
        for (const char mask : {'\x01', '\x10', '\xFF'}) {
            std::string bytes = whole;
            bytes[k] = static_cast<char>(bytes[k] ^ mask);
            const std::string text = refusal_of_bytes(bytes);
            if (text != "(the network changed)" && text != "(no error)") ++refused;
        }
    CHECK(refused > 2 * values);
    for (std::size_t size = 0; size < whole.size(); ++size)
        CHECK(refusal_of_bytes(whole.substr(0, size)) != "(the network changed)");
}
