#ifndef CONSTPROP_TESTS_OUTSIDE_FLAGS_RECORD_HPP
#define CONSTPROP_TESTS_OUTSIDE_FLAGS_RECORD_HPP

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>

/// A file of functions' values: of each function its name, how far its values may be from an ordinary build's, and the
/// values at their arguments.
class recorder {
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_;

 public:
    /// What stands before a function's arguments and values.
    struct heading {
        char name[40];
        double ulps, absolute;  ///< a value may be so many ulp away, or so far
        std::uint64_t size, count;
    };

    explicit recorder(const char* path) : file_(std::fopen(path, "wb"), std::fclose) {}
    explicit operator bool() const { return file_ != nullptr && std::ferror(file_.get()) == 0; }

    template <class T>
    void operator()(const char* name, const char* part, double ulps, double absolute, const T* x, const T* y,
                    std::size_t count) {
        heading about{{}, ulps, absolute, sizeof(T), count};
        std::snprintf(about.name, sizeof about.name, "%s%s, %s", name, part, sizeof(T) == 4 ? "float" : "double");
        std::fwrite(&about, sizeof about, 1, file_.get());
        std::fwrite(x, sizeof(T), count, file_.get());
        std::fwrite(y, sizeof(T), count, file_.get());
    }
};

#endif  // CONSTPROP_TESTS_OUTSIDE_FLAGS_RECORD_HPP
