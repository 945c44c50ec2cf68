#ifndef CONSTPROP_HOST_WEIGHTS_HDF5_HANDLE_HPP
#define CONSTPROP_HOST_WEIGHTS_HDF5_HANDLE_HPP

#include <constprop/kernels/target.hpp>

#if !__has_include(<hdf5.h>)
#error \
    "constprop/host/weights/hdf5_handle.hpp needs HDF5: apt-get install libhdf5-dev, and compile and link with pkg-config's hdf5."
#else

#include <cstddef>
#include <cstring>
#include <hdf5.h>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// A wrapper of the HDF5 library: handles that close themselves, names, attributes.
namespace constprop::inline CONSTPROP_TARGET::host::detail {

/// A handle of a file, group, dataset, attribute, type or space. A handle that could not be opened is false.
class hdf5_handle {
    hid_t id_ = -1;
    herr_t (*close_)(hid_t) = nullptr;

 public:
    hdf5_handle() = default;
    hdf5_handle(hid_t id, herr_t (*close)(hid_t)) : id_(id), close_(close) {}
    hdf5_handle(hdf5_handle&& other) noexcept
        : id_(std::exchange(other.id_, -1)), close_(std::exchange(other.close_, nullptr)) {}
    hdf5_handle& operator=(hdf5_handle&& other) noexcept {
        std::swap(id_, other.id_), std::swap(close_, other.close_);
        return *this;
    }
    ~hdf5_handle() {
        if (id_ >= 0 && close_ != nullptr) close_(id_);
    }
    explicit operator bool() const noexcept { return id_ >= 0; }
    hid_t id() const noexcept { return id_; }
};

/// Keeps the library from printing errors; they are thrown here.
inline void quiet_hdf5() { H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr); }

inline bool hdf5_has(hid_t group, const std::string& name) { return H5Lexists(group, name.c_str(), H5P_DEFAULT) > 0; }
inline hdf5_handle hdf5_group(hid_t from, const std::string& name) {
    return {H5Gopen2(from, name.c_str(), H5P_DEFAULT), H5Gclose};
}

/// The names in a group, in their order.
inline std::vector<std::string> hdf5_names(hid_t group, std::size_t most) {
    std::vector<std::string> names;
    H5G_info_t info{};
    if (H5Gget_info(group, &info) < 0) return names;
    for (hsize_t k = 0; k < info.nlinks && names.size() < most; ++k) {
        const ssize_t size = H5Lget_name_by_idx(group, ".", H5_INDEX_NAME, H5_ITER_INC, k, nullptr, 0, H5P_DEFAULT);
        if (size < 0 || size > 1024) continue;
        std::string name(static_cast<std::size_t>(size) + 1, '\0');
        H5Lget_name_by_idx(group, ".", H5_INDEX_NAME, H5_ITER_INC, k, name.data(), name.size(), H5P_DEFAULT);
        name.pop_back();
        names.push_back(name);
    }
    return names;
}

/// An attribute that is a list of texts, of fixed or of variable length; nothing if there is none.
inline std::optional<std::vector<std::string>> hdf5_texts(hid_t object, const char* name, std::size_t most) {
    if (H5Aexists(object, name) <= 0) return {};
    const hdf5_handle attribute(H5Aopen(object, name, H5P_DEFAULT), H5Aclose);
    if (!attribute) return {};
    const hdf5_handle type(H5Aget_type(attribute.id()), H5Tclose), space(H5Aget_space(attribute.id()), H5Sclose);
    const hssize_t count = space ? H5Sget_simple_extent_npoints(space.id()) : -1;
    if (!type || count < 0 || static_cast<std::size_t>(count) > most || H5Tget_class(type.id()) != H5T_STRING)
        return {};
    std::vector<std::string> texts;
    if (H5Tis_variable_str(type.id()) > 0) {
        std::vector<char*> pointers(static_cast<std::size_t>(count), nullptr);
        const hdf5_handle memory(H5Tcopy(H5T_C_S1), H5Tclose);
        H5Tset_size(memory.id(), H5T_VARIABLE);
        H5Tset_cset(memory.id(), H5Tget_cset(type.id()));
        if (count > 0 && H5Aread(attribute.id(), memory.id(), pointers.data()) < 0) return {};
        for (const char* const pointer : pointers) texts.emplace_back(pointer == nullptr ? "" : pointer);
        if (count > 0) H5Dvlen_reclaim(memory.id(), space.id(), H5P_DEFAULT, pointers.data());
        return texts;
    }
    const std::size_t size = H5Tget_size(type.id());
    if (size == 0 || size > 4096) return {};
    std::string bytes(size * static_cast<std::size_t>(count), '\0');
    if (count > 0 && H5Aread(attribute.id(), type.id(), bytes.data()) < 0) return {};
    for (std::size_t k = 0; k < static_cast<std::size_t>(count); ++k) {
        const char* const text = bytes.data() + k * size;
        texts.emplace_back(text, strnlen(text, size));
    }
    return texts;
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::detail

#endif  // __has_include(<hdf5.h>)
#endif  // CONSTPROP_HOST_WEIGHTS_HDF5_HANDLE_HPP
