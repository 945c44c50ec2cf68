#ifndef CONSTPROP_HOST_WEIGHTS_HDF5_HPP
#define CONSTPROP_HOST_WEIGHTS_HDF5_HPP

#if !__has_include(<hdf5.h>)
#error \
    "constprop/host/weights/hdf5.hpp needs HDF5: apt-get install libhdf5-dev, and compile and link with pkg-config's hdf5."
#else

#include <constprop/host/error.hpp>
#include <constprop/host/file.hpp>
#include <constprop/host/tensors.hpp>
#include <constprop/host/text.hpp>
#include <constprop/host/weights/hdf5_handle.hpp>
#include <constprop/host/weights/layer_tensors.hpp>
#include <constprop/host/weights/load.hpp>
#include <constprop/host/weights/orientation.hpp>
#include <constprop/host/weights/stored_tensor.hpp>
#include <constprop/kernels/target.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host {

/// A file of weights that Keras wrote in HDF5 format, for `load_weights`: of Keras 2 (.h5, of a model or of its weights
/// alone), in which layers have an order, or of Keras 3 (.weights.h5), in which they are named dense, dense_1 …, or by
/// names whose order shapes must determine. Matrices are (inputs, outputs).
///
/// Memory:      the names of at most 4,096 tensors, and in `read` one tensor of the requested size, whatever the file claims
/// Throws:      `error` for a file that has another format or is damaged
class hdf5_file {
    std::string where_;
    detail::hdf5_handle file_;
    std::vector<stored_tensor> tensors_;
    std::vector<std::string> paths_;
    bool ordered_ = true;

    static constexpr std::size_t most = 4096;

    [[noreturn]] void refuse(const std::string& found) const {
        throw error(where_, found, "a file of weights of Keras's",
                    "Save it again: model.save_weights('net.weights.h5').");
    }

    void add(std::string name, std::string path) {
        if (tensors_.size() == most) refuse("it holds more than " + std::to_string(most) + " tensors");
        const detail::hdf5_handle set(H5Dopen2(file_.id(), path.c_str(), H5P_DEFAULT), H5Dclose);
        if (!set) refuse(detail::in_quotes(path) + " is no array");
        const detail::hdf5_handle space(H5Dget_space(set.id()), H5Sclose), type(H5Dget_type(set.id()), H5Tclose);
        const int rank = space ? H5Sget_simple_extent_ndims(space.id()) : -1;
        if (rank < 0 || rank > 16 || !type) refuse(detail::in_quotes(path) + " is no array");
        std::vector<hsize_t> sizes(static_cast<std::size_t>(rank));
        H5Sget_simple_extent_dims(space.id(), sizes.data(), nullptr);
        const std::size_t bytes = H5Tget_size(type.id());
        const bool floating = H5Tget_class(type.id()) == H5T_FLOAT && (bytes == 2 || bytes == 4 || bytes == 8);
        tensors_.push_back({std::move(name),
                            floating ? "<f" + std::to_string(bytes) : "no floating-point numbers",
                            {sizes.begin(), sizes.end()}});
        paths_.push_back(std::move(path));
    }

    /// Keras 2: lists of the names of layers, and of each layer's weights.
    bool read_lists(const std::string& from) {
        const auto group = detail::hdf5_group(file_.id(), from);
        const auto layers = group ? detail::hdf5_texts(group.id(), "layer_names", most) : std::nullopt;
        if (!layers) return false;
        for (const std::string& layer : *layers) {
            const auto one = detail::hdf5_group(group.id(), layer);
            const auto weights = one ? detail::hdf5_texts(one.id(), "weight_names", most) : std::nullopt;
            if (!weights) refuse("layer " + detail::in_quotes(layer) + " has no list of its weights");
            for (const std::string& weight : *weights) add(weight, from + "/" + layer + "/" + weight);
        }
        return true;
    }

    /// Keras 3: groups of layers, each with numbered arrays in "vars".
    void read_groups(const std::string& from, int depth) {
        const auto group = detail::hdf5_group(file_.id(), from);
        if (!group || depth > 16) return;
        for (const std::string& name : detail::hdf5_names(group.id(), most)) {
            const std::string path = (from == "/" ? "" : from) + "/" + name;
            if (name == "optimizer" || name == "seed_generator") continue;  // a cell with dropout draws
            const auto below = detail::hdf5_group(group.id(), name);
            if (!below) continue;
            if (name != "vars") {
                read_groups(path, depth + 1);
                continue;
            }
            // Their number tells their kinds: kernel and bias, or the four tensors of a normalization. A recurrent layer has a
            // cell, which has them.
            const auto numbers = detail::hdf5_names(below.id(), most);
            constexpr std::array linear{"kernel", "bias"};
            constexpr std::array recurrent{"kernel", "recurrent_kernel", "bias"};
            constexpr std::array normalization{"gamma", "beta", "moving_mean", "moving_variance"};
            const bool is_cell = from.ends_with("/cell");
            const std::string_view owner = is_cell ? std::string_view{from}.substr(0, from.size() - 5) : from;
            // Keras's Bidirectional has two layers, forward_layer and backward_layer.
            const std::string_view whole = is_cell ? detail::keras_direction(owner).layer : owner;
            const std::string layer{owner.substr(whole.rfind('/') + 1)};
            const std::span<const char* const> kinds = is_cell ? std::span<const char* const>{recurrent}
                                                       : numbers.size() == 4
                                                           ? std::span<const char* const>{normalization}
                                                           : std::span<const char* const>{linear};
            for (std::size_t k = 0; k < numbers.size(); ++k)
                add(layer + "/" + (numbers.size() <= kinds.size() ? kinds[k] : numbers[k]), path + "/" + numbers[k]);
        }
    }

    /// Sorts dense, dense_1, dense_10 by their numbers.
    void order_by_numbers() {
        const auto base = [](const stored_tensor& one_) {
            const std::string_view layer_ = detail::keras_direction(detail::tensor_name(one_.name).layer).layer;
            const std::size_t end_ = layer_.find_last_not_of("0123456789");
            const bool numbered_ = end_ != std::string_view::npos && end_ + 1 < layer_.size() && layer_[end_] == '_';
            return std::pair{std::string{layer_.substr(0, numbered_ ? end_ : layer_.size())},
                             numbered_ ? std::string{layer_.substr(end_ + 1)} : std::string{}};
        };
        std::vector<std::size_t> order(tensors_.size());
        for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
        for (const stored_tensor& one : tensors_) ordered_ = ordered_ && base(one).first == base(tensors_[0]).first;
        if (!ordered_) return;
        std::sort(order.begin(), order.end(), [&](std::size_t a_, std::size_t b_) {
            const std::string left_ = base(tensors_[a_]).second, right_ = base(tensors_[b_]).second;
            if (left_ == right_) return a_ < b_;
            return left_.size() != right_.size() ? left_.size() < right_.size() : left_ < right_;
        });
        std::vector<stored_tensor> tensors;
        std::vector<std::string> paths;
        for (const std::size_t k : order) tensors.push_back(tensors_[k]), paths.push_back(paths_[k]);
        tensors_ = tensors, paths_ = paths;
    }

    void read_contents() {
        if (!file_) refuse("this is no HDF5 file, or is cut off");
        if (read_lists("/") || read_lists("/model_weights")) return;
        read_groups("/", 0);
        if (tensors_.empty()) refuse("it holds no layers of Keras's");
        order_by_numbers();
    }

 public:
    explicit hdf5_file(const std::filesystem::path& path) : where_(detail::path_text(path)) {
        detail::check_is_file(path);
        detail::quiet_hdf5();
        file_ = {H5Fopen(path.string().c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose};
        read_contents();
    }
    /// A file's bytes; `name` is for messages.
    hdf5_file(std::string name, std::string bytes) : where_(std::move(name)) {
        detail::quiet_hdf5();
        const detail::hdf5_handle options(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
        H5Pset_fapl_core(options.id(), 1 << 16, 0);
        H5Pset_file_image(options.id(), bytes.data(), bytes.size());  // copies them
        file_ = {H5Fopen("in memory", H5F_ACC_RDONLY, options.id()), H5Fclose};
        read_contents();
    }

    const std::string& where() const noexcept { return where_; }
    const std::vector<stored_tensor>& tensors() const noexcept { return tensors_; }
    bool keeps_order() const noexcept { return ordered_; }
    /// The layout of Keras' matrices.
    orientation says() const noexcept { return orientation::in_out; }

    /// The `count` values of array k, row-major.
    std::vector<double> read(std::size_t k, number_type /*type*/, std::size_t count) const {
        const detail::hdf5_handle set(H5Dopen2(file_.id(), paths_[k].c_str(), H5P_DEFAULT), H5Dclose);
        std::vector<double> values(count);
        std::uint64_t held = 1;
        for (const std::uint64_t size : tensors_[k].shape) held *= size;
        if (!set || held != count ||
            H5Dread(set.id(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) < 0)
            refuse("array " + detail::in_quotes(paths_[k]) + " cannot be read");
        return values;
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // __has_include(<hdf5.h>)
#endif  // CONSTPROP_HOST_WEIGHTS_HDF5_HPP
