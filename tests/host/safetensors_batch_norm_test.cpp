#include <constprop/host/safetensors.hpp>

#include "batch_norm_model.hpp"
#include "files.hpp"

namespace host = constprop::host;

TEST_CASE(
    "a .safetensors of PyTorch's state_dict has running statistics, and a counter of batches that nothing needs") {
    batch_norm_model::network net;
    host::load_safetensors(CONSTPROP_TEST_DATA "/torch_batch_norm.safetensors", net);
    batch_norm_model::check(net);
}

TEST_CASE("running statistics go through a .safetensors") {
    const scratch_folder folder("safetensors_batch_norm");
    batch_norm_model::network net, back;
    host::load_safetensors(CONSTPROP_TEST_DATA "/torch_batch_norm.safetensors", net);
    host::save_safetensors(folder / "net.safetensors", net);
    host::load_safetensors(folder / "net.safetensors", back);
    CHECK(back == net);
}
