#include <constprop/host/npz.hpp>
#include <constprop/host/safetensors.hpp>
#include <constprop/host/tensors.hpp>

#include <string>
#include <vector>

#include "catch.hpp"
#include "host/files.hpp"
#include "host/models.hpp"

namespace cp = constprop;
namespace host = constprop::host;

TEST_CASE("tensors have the names of PyTorch's nested nn.Sequential, and statistics are among them") {
    const models::branches net = models::filled<models::branches>();
    std::vector<std::string> names, statistics;
    for (const auto& one : host::tensors_of(net)) {
        names.push_back(one.name);
        if (!one.is_trained) statistics.push_back(one.name);
    }
    CHECK(names == std::vector<std::string>{"0.weight", "0.bias", "1.1.0.weight", "1.1.0.bias", "1.1.1.weight",
                                            "1.1.1.running_mean", "1.2.weight", "1.2.bias", "2.weight",
                                            "2.running_mean"});
    CHECK(statistics == std::vector<std::string>{"1.1.1.running_mean", "2.running_mean"});
}

TEST_CASE("files hold statistics") {
    const scratch_folder folder("statistics");
    const models::branches net = models::filled<models::branches>();
    models::branches from_npz, from_safetensors;
    host::save_npz(folder / "net.npz", net);
    host::load_npz(folder / "net.npz", from_npz);
    CHECK(from_npz == net);
    host::save_safetensors(folder / "net.safetensors", net);
    host::load_safetensors(folder / "net.safetensors", from_safetensors);
    CHECK(from_safetensors == net);
    CHECK(from_safetensors.statistics()[0] == 1.0F / 7.0F);
}
