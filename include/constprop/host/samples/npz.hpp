#ifndef CONSTPROP_HOST_SAMPLES_NPZ_HPP
#define CONSTPROP_HOST_SAMPLES_NPZ_HPP

#include <constprop/host/npz.hpp>
#include <constprop/host/samples/arrays.hpp>
#include <constprop/kernels/target.hpp>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host {

/// Reads one array from an .npz archive, or from a file that `read_numbers` reads. An archive must have a single array, or one
/// with one of `names`; the first of these names that exists is used.
///
/// Throws:      `error` for any other file
inline number_array read_numbers_or_npz(const std::filesystem::path& path, const std::vector<std::string>& names) {
    if (path.extension() != ".npz") return read_numbers(path);
    const std::string where = detail::path_text(path);
    const auto archive = detail::open_zip(path, where);
    const auto entries = detail::zip_entries(archive.get());
    auto chosen = entries.size() == 1 ? entries.begin() : entries.end();
    for (auto name = names.begin(); name != names.end() && chosen == entries.end(); ++name)
        chosen = std::find_if(entries.begin(), entries.end(), [&](const auto& entry_) { return entry_.name == *name; });
    if (chosen == entries.end()) {
        std::vector<std::string> found;
        for (const auto& entry : entries) found.push_back(entry.name);
        throw error(where, "its arrays are " + detail::some_of(found),
                    "one array, or one called " + detail::some_of(names),
                    "Save it under such a name: numpy.savez(path, x=…, y=…).");
    }
    detail::zip_member member{archive.get(), *chosen, where};
    auto result =
        detail::read_npy_numbers(where, chosen->member, [&](char* to_, std::size_t size_) { member.read(to_, size_); });
    member.expect_end(result.values.size());
    return result;
}

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_SAMPLES_NPZ_HPP
