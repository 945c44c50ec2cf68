#include <constprop/host/npz.hpp>

#include <string>
#include <vector>

#include "batch_norm_model.hpp"
#include "files.hpp"

namespace cp = constprop;
namespace host = constprop::host;

TEST_CASE("an .npz of PyTorch's state_dict has running statistics, and a counter of batches that nothing needs") {
    batch_norm_model::network net;
    host::load_npz(CONSTPROP_TEST_DATA "/torch_batch_norm.npz", net);
    batch_norm_model::check(net);
}

TEST_CASE("running statistics go through an .npz") {
    const scratch_folder folder("npz_batch_norm");
    batch_norm_model::network net, back;
    host::load_npz(CONSTPROP_TEST_DATA "/torch_batch_norm.npz", net);
    host::save_npz(folder / "net.npz", net);
    host::load_npz(folder / "net.npz", back);
    CHECK(back == net);
}

TEST_CASE("a counter of batches beside no statistics belongs to no layer") {
    const scratch_folder folder("npz_counter");
    const auto tensors = host::tensors_of(expected_model());
    std::vector<std::string> names, bytes;
    for (const auto& one : tensors) names.push_back(one.name), bytes.push_back(host::detail::npy_bytes(one));
    names.push_back("1.num_batches_tracked");
    bytes.push_back(bytes[1]);
    write(folder / "net.npz", host::detail::zip_bytes("", names, bytes));
    const std::string text =
        refusal(folder / "net.npz", [](const auto& path_, auto& net_) { host::load_npz(path_, net_); });
    CHECK(text.find("tensor '1.num_batches_tracked' belongs to no layer") != std::string::npos);
}
