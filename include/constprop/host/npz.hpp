#ifndef CONSTPROP_HOST_NPZ_HPP
#define CONSTPROP_HOST_NPZ_HPP

#if !__has_include(<zip.h>)
#error "constprop/host/npz.hpp needs libzip: apt-get install libzip-dev, and link with -lzip."
#else

#include <constprop/host/error.hpp>
#include <constprop/host/file.hpp>
#include <constprop/host/npy.hpp>
#include <constprop/host/tensors.hpp>
#include <constprop/host/text.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/network.hpp>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>
#include <zip.h>

namespace constprop::inline CONSTPROP_TARGET::host {
namespace detail {

// Closes the C library's handles.
struct zip_closer {
    void operator()(zip_t* archive) const noexcept { zip_discard(archive); }
    void operator()(zip_file_t* file) const noexcept { zip_fclose(file); }
    void operator()(zip_source_t* source) const noexcept { zip_source_free(source); }
};
template <class Type> using zip_handle = std::unique_ptr<Type, zip_closer>;

/// Writes members as the bytes of an archive: uncompressed and with a fixed date, so that equal networks give equal files.
inline std::string zip_bytes(const std::string& where, const std::vector<std::string>& names,
                             const std::vector<std::string>& members) {
    const auto expect = [&](bool good) {
        if (!good) throw error(where, "libzip cannot make an archive", "memory for it", "Try again with more memory.");
    };
    zip_handle<zip_source_t> target{zip_source_buffer_create(nullptr, 0, 0, nullptr)};
    expect(target != nullptr);
    zip_handle<zip_t> archive{zip_open_from_source(target.get(), ZIP_TRUNCATE, nullptr)};
    expect(archive != nullptr);
    zip_source_keep(target.get());  // the archive owns one reference, this function another
    for (std::size_t k = 0; k < names.size(); ++k) {
        zip_source_t* const bytes = zip_source_buffer(archive.get(), members[k].data(), members[k].size(), 0);
        expect(bytes != nullptr);
        const zip_int64_t index = zip_file_add(archive.get(), (names[k] + ".npy").c_str(), bytes, 0);
        if (index < 0) zip_source_free(bytes);
        expect(index >= 0);
        const auto place = static_cast<zip_uint64_t>(index);
        expect(zip_set_file_compression(archive.get(), place, ZIP_CM_STORE, 0) == 0);
        expect(zip_file_set_dostime(archive.get(), place, 0, 1U << 5U | 1U, 0) == 0);  // 1980-01-01, the earliest date
    }
    expect(zip_close(archive.get()) == 0);
    static_cast<void>(archive.release());

    zip_stat_t status;
    expect(zip_source_stat(target.get(), &status) == 0 && zip_source_open(target.get()) == 0);
    std::string bytes(static_cast<std::size_t>(status.size), '\0');
    const zip_int64_t count = zip_source_read(target.get(), bytes.data(), bytes.size());
    zip_source_close(target.get());
    expect(count == static_cast<zip_int64_t>(bytes.size()));
    return bytes;
}

inline zip_handle<zip_t> open_zip(const std::filesystem::path& path, const std::string& where) {
    check_is_file(path);
    int code = 0;
    zip_handle<zip_t> archive{zip_open(path.string().c_str(), ZIP_RDONLY, &code)};
    if (archive) return archive;
    zip_error_t reason;
    zip_error_init_with_code(&reason, code);
    const std::string text = zip_error_strerror(&reason);
    zip_error_fini(&reason);
    throw error(where, "this cannot be read as a zip archive (" + text + ")", "a whole .npz file",
                "Save it again with save_npz or numpy.savez.");
}

/// An array in an archive.
struct zip_entry {
    zip_uint64_t index;
    std::string member;  ///< usually "0.weight.npy"
    std::string name;    ///< without .npy
};

/// The members of an archive, in its order. Entries for folders, which some programs add, are skipped: they hold no data.
inline std::vector<zip_entry> zip_entries(zip_t* archive) {
    std::vector<zip_entry> entries;
    const auto count = static_cast<zip_uint64_t>(zip_get_num_entries(archive, 0));
    for (zip_uint64_t k = 0; k < count; ++k) {
        const char* const member = zip_get_name(archive, k, ZIP_FL_ENC_RAW);
        std::string_view text = member == nullptr ? "" : member;
        if (text.ends_with('/')) continue;
        const std::string whole{text};
        if (text.ends_with(".npy")) text.remove_suffix(4);
        entries.push_back({k, whole, std::string{text}});
    }
    return entries;
}

/// Reads one member, from its first byte to its last.
class zip_member {
    zip_handle<zip_file_t> file_;
    const std::string& where_;
    std::string name_;

    [[noreturn]] void damaged(const std::string& reason) const {
        throw error(where_, "member " + in_quotes(name_) + " cannot be read (" + reason + ")", "a whole .npz file",
                    "Save or copy it again.");
    }
    std::size_t read_some(char* to, std::size_t count) {
        const zip_int64_t got = zip_fread(file_.get(), to, count);
        if (got < 0) damaged(zip_file_strerror(file_.get()));
        return static_cast<std::size_t>(got);
    }

 public:
    zip_member(zip_t* archive, const zip_entry& entry, const std::string& where)
        : file_(zip_fopen_index(archive, entry.index, 0)), where_(where), name_(entry.member) {
        if (!file_) damaged(zip_strerror(archive));
    }
    void read(char* to, std::size_t count) {
        for (std::size_t got = 0, more = 0; got < count; got += more)
            if ((more = read_some(to + got, count - got)) == 0) damaged("it ends too early");
    }
    /// Checks that nothing follows; libzip also compares the checksum there.
    void expect_end(std::size_t values) {
        char next = 0;
        if (read_some(&next, 1) != 0)
            throw error(where_, "member " + in_quotes(name_) + " goes on after its values",
                        std::to_string(values) + " values, as its shape says", "Save it again with numpy.savez.");
    }
};

template <class Network>
void load_npz_archive(const std::string& where, const zip_handle<zip_t>& archive, Network& net) {
    auto tensors = tensors_of(net);
    const std::vector<zip_entry> entries = zip_entries(archive.get());
    std::vector<std::string> names;
    for (const zip_entry& entry : entries) names.push_back(entry.name);
    check_names(where, tensors, names);
    for (auto& one : tensors) {
        const auto entry =
            std::find_if(entries.begin(), entries.end(), [&](const auto& given_) { return given_.name == one.name; });
        zip_member member{archive.get(), *entry, where};
        read_npy(where, one, [&](char* to, std::size_t size) { member.read(to, size); });
        member.expect_end(one.values.size());
    }
    check_loaded(where, tensors);
    assign(net, tensors);
}

}  // namespace detail

/// Writes a network's parameters as an .npz file, which numpy.load opens: a zip archive of "0.weight.npy" (outputs,
/// inputs), "0.bias.npy" (outputs) and so on. Names contain the layer's position, counting activations, as in a state_dict
/// of PyTorch's nn.Sequential. Weights that are no matrix are one-dimensional.
///
/// Throws:      `error` for parameters that are NaN or infinite, a network without parameters, a file that cannot be
///              written; no file is then changed
/// Source:      numpy.lib.format; libzip
template <class Scalar, class... Layers>
void save_npz(const std::filesystem::path& path, const basic_network<Scalar, Layers...>& net) {
    const std::string where = detail::path_text(path);
    const auto tensors = tensors_of(net);
    detail::check_savable(where, tensors);
    std::vector<std::string> names, members;
    for (const auto& one : tensors) {
        names.push_back(one.name);
        members.push_back(detail::npy_bytes(one));
    }
    detail::write_file(path, detail::zip_bytes(where, names, members));
}

/// Reads a network's parameters from an .npz file of `save_npz`, numpy.savez or numpy.savez_compressed: little-endian
/// float32 for networks of float, float64 for those of double, in row- or column-major order.
///
/// Memory:      three times the size of the parameters, whatever size the file claims
/// Throws:      `error` for anything but the tensors of this network with finite values; the network is then unchanged
template <class Scalar, class... Layers>
void load_npz(const std::filesystem::path& path, basic_network<Scalar, Layers...>& net) {
    const std::string where = detail::path_text(path);
    detail::load_npz_archive(where, detail::open_zip(path, where), net);
}

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // __has_include(<zip.h>)
#endif  // CONSTPROP_HOST_NPZ_HPP
