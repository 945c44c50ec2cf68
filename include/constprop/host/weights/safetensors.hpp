#ifndef CONSTPROP_HOST_WEIGHTS_SAFETENSORS_HPP
#define CONSTPROP_HOST_WEIGHTS_SAFETENSORS_HPP

#include <constprop/host/error.hpp>
#include <constprop/host/file.hpp>
#include <constprop/host/safetensors.hpp>
#include <constprop/host/weights/load.hpp>
#include <constprop/host/weights/stored_tensor.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host {

/// A .safetensors file, for `load_weights`.
///
/// Memory:      the file's size, its header as a tree
/// Throws:      `error` for a file that has another format or is damaged
class safetensors_file {
    std::string where_, bytes_;
    std::vector<stored_tensor> tensors_;
    std::vector<std::string_view> data_;
    orientation says_ = orientation::as_names_say;

 public:
    [[nodiscard]] static constexpr bool keeps_order() noexcept {
        return false;
    }  ///< the format's own writer sorts by types and names

    explicit safetensors_file(const std::filesystem::path& path)
        : safetensors_file(detail::path_text(path), detail::read_file(path)) {}
    /// A file's bytes; `name` is for messages.
    safetensors_file(std::string name, std::string bytes) : where_(std::move(name)), bytes_(std::move(bytes)) {
        const auto header = detail::read_safetensors_header(where_, bytes_);
        // PyTorch's writers mark their files.
        if (const auto metadata = header.entries.find("__metadata__"); metadata != header.entries.end())
            if (const auto format = metadata->find("format"); format != metadata->end() && *format == "pt")
                says_ = orientation::out_in;
        std::set<std::string_view> names;
        std::vector<std::pair<std::size_t, std::size_t>> places;
        for (const std::string& one : header.names) {
            if (!names.insert(one).second)
                throw error(where_, "tensor " + detail::in_quotes(one) + " is there twice", "each tensor once",
                            detail::safetensors_again);
            const auto entry = detail::read_safetensors_entry(where_, header, one);
            const auto due = detail::bytes_due(entry.type, entry.shape).value_or(entry.end - entry.begin);
            data_.push_back(detail::bytes_of_entry(where_, header, one, entry, due));
            tensors_.push_back({one, entry.type, entry.shape});
            places.emplace_back(entry.begin, entry.end);
        }
        detail::check_layout(where_, places, header.data.size());
    }
    safetensors_file(const safetensors_file&) = delete;  // data_ points into bytes_
    safetensors_file& operator=(const safetensors_file&) = delete;

    [[nodiscard]] const std::string& where() const noexcept { return where_; }
    [[nodiscard]] const std::vector<stored_tensor>& tensors() const noexcept { return tensors_; }
    /// The layout of the matrices, if the file's metadata tells it.
    [[nodiscard]] orientation says() const noexcept { return says_; }

    /// The values of tensor k, row-major; `count` is the number that its shape gives.
    [[nodiscard]] std::vector<double> read(std::size_t k, number_type type, std::size_t /*count*/) const {
        return detail::numbers_of(type, data_[k]);
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_WEIGHTS_SAFETENSORS_HPP
