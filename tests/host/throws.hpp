#ifndef CONSTPROP_TESTS_HOST_THROWS_HPP
#define CONSTPROP_TESTS_HOST_THROWS_HPP

#include <constprop/host/error.hpp>

#include <cstddef>
#include <filesystem>
#include <random>
#include <string>

/// The text of the host::error that `action` throws; something else where it throws none.
template <class Action> std::string error_of(Action action) {
    try {
        action();
    } catch (const constprop::host::error& error) {
        return error.what();
    }
    return "(no error)";
}

/// A folder that is there as long as this object is, with a name of its own: tests run side by side.
class scratch_folder {
    std::filesystem::path path_;

 public:
    explicit scratch_folder(const std::string& name)
        : path_(std::filesystem::temp_directory_path() /
                ("constprop_" + name + "_" + std::to_string(std::random_device{}()))) {
        std::filesystem::create_directories(path_);
    }
    ~scratch_folder() { std::filesystem::remove_all(path_); }
    scratch_folder(const scratch_folder&) = delete;
    scratch_folder& operator=(const scratch_folder&) = delete;

    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
    std::size_t files() const {
        std::size_t count = 0;
        for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(path_)) ++count;
        return count;
    }
};

#endif
