#ifndef CONSTPROP_HOST_WEIGHTS_NPZ_HPP
#define CONSTPROP_HOST_WEIGHTS_NPZ_HPP

#include <constprop/host/error.hpp>
#include <constprop/host/file.hpp>
#include <constprop/host/npz.hpp>
#include <constprop/host/weights/load.hpp>
#include <constprop/host/weights/stored_tensor.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host {

/// An .npz file, for `load_weights`.
///
/// Memory:      the headers of at most 4,096 arrays, and in `read` one array of the requested size, whatever the file
///              claims
/// Throws:      `error` for a file that has another format or is damaged
class npz_file {
    std::string where_;
    detail::zip_handle<zip_t> archive_;
    std::vector<detail::zip_entry> entries_;
    std::vector<stored_tensor> tensors_;
    std::vector<bool> column_major_;

    static constexpr std::size_t most = 4096;

    static std::string example() { return detail::npy_dictionary_text("<f4", {32, 64}); }
    detail::zip_member member(std::size_t k) const { return {archive_.get(), entries_[k], where_}; }

 public:
    [[nodiscard]] static constexpr bool keeps_order() noexcept {
        return true;
    }  ///< numpy.savez(path, **state_dict) writes in the dictionary's order

    explicit npz_file(const std::filesystem::path& path)
        : npz_file(detail::path_text(path), detail::open_zip(path, detail::path_text(path))) {}
    /// An open archive; `name` is for messages.
    npz_file(std::string name, detail::zip_handle<zip_t> archive)
        : where_(std::move(name)), archive_(std::move(archive)) {
        entries_ = detail::zip_entries(archive_.get());
        if (entries_.size() > most)
            throw error(where_, std::to_string(entries_.size()) + " arrays", "at most " + std::to_string(most),
                        "Save the weights and biases of one network.");
        for (const auto& [index, file, one] : entries_) {
            if (one.ends_with("data.pkl"))
                throw error(where_, "this is a file of torch.save", "an .npz file",
                            "In Python: numpy.savez(path, **{k: v.numpy() for k, v in model.state_dict().items()}).");
            tensors_.push_back({one, {}, {}});
            detail::zip_member array = member(tensors_.size() - 1);
            const auto header = detail::read_npy_header(where_, file, example(),
                                                        [&](char* to_, std::size_t size_) { array.read(to_, size_); });
            tensors_.back().type = header.type;
            tensors_.back().shape = header.shape;
            column_major_.push_back(header.column_major);
        }
    }

    [[nodiscard]] const std::string& where() const noexcept { return where_; }
    [[nodiscard]] const std::vector<stored_tensor>& tensors() const noexcept { return tensors_; }
    /// The layout of the matrices, if the file tells it.
    [[nodiscard]] orientation says() const noexcept { return orientation::as_names_say; }

    /// The `count` values of array k, row-major.
    [[nodiscard]] std::vector<double> read(std::size_t k, number_type type, std::size_t count) const {
        detail::zip_member array = member(k);
        const auto take = [&](char* to_, std::size_t size_) { array.read(to_, size_); };
        const auto header = detail::read_npy_header(where_, entries_[k].member, example(), take);
        std::string bytes(count * detail::bytes_of(type), '\0');
        take(bytes.data(), bytes.size());
        array.expect_end(count);
        std::vector<double> values = detail::numbers_of(type, bytes);
        if (!header.column_major || header.shape.size() != 2) return values;
        std::vector<double> rows(values.size());
        for (std::size_t n = 0; n < rows.size(); ++n) rows[n] = values[detail::column_major_place(n, header.shape)];
        return rows;
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_WEIGHTS_NPZ_HPP
