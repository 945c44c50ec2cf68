#ifndef CONSTPROP_TESTS_HOST_FORMULA_READ_SUM_HPP
#define CONSTPROP_TESTS_HOST_FORMULA_READ_SUM_HPP

#include <cctype>
#include <cstddef>
#include <cstdlib>
#include <functional>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

/// Reads sums over indices as they are printed, and computes what they say.
///
///     line     = element " = " {"Σ_" index " "} factor {" " factor} [" + " element]
///     factor   = element | "1[" index " = " position "]"
///     element  = name "[" position {", " position} "]"
///     position = term {(" + " | " − ") term}, term = [number " "] index | number
class sum_reader {
 public:
    using indices = std::vector<long>;

    std::map<std::string, std::function<double(const indices&)>> arrays;  ///< by name; 0 outside
    std::map<char, long> sizes;                                           ///< of each index

    /// Calls each(left, right) for all values of the indices on the left side: left is the value of the symbol there, right that of
    /// the sum.
    void read(std::string_view line, const std::function<void(double left, double right)>& each) {
        const std::size_t equals = line.find(" = ");
        const std::string_view left = line.substr(0, equals);
        std::string free;
        for (const char c : left.substr(left.find('[')))
            if (std::isalpha(static_cast<unsigned char>(c))) free += c;
        for_all(free, [&] {
            rest_ = left;
            const double expected = element();
            rest_ = line.substr(equals + 3);
            each(expected, sum());
        });
    }

 private:
    std::string_view rest_;
    std::map<char, long> now_;

    [[noreturn]] void fail(const std::string& expected) const {
        throw std::runtime_error("expected " + expected + " at '" + std::string{rest_} + "'");
    }
    bool take(std::string_view text) {
        if (!rest_.starts_with(text)) return false;
        rest_.remove_prefix(text.size());
        return true;
    }
    void need(std::string_view text) {
        if (!take(text)) fail(std::string{text});
    }
    char index() {
        if (rest_.empty() || !std::isalpha(static_cast<unsigned char>(rest_[0]))) fail("an index");
        const char letter = rest_[0];
        rest_.remove_prefix(1);
        return letter;
    }
    void for_all(std::string_view letters, const std::function<void()>& use) {
        if (letters.empty()) return use();
        for (long k = 0; k < sizes.at(letters[0]); ++k) {
            now_[letters[0]] = k;
            for_all(letters.substr(1), use);
        }
    }

    double sum() {
        std::string over;
        while (take("Σ_")) {
            over += index();
            need(" ");
        }
        double total = 0;
        const std::string_view terms = rest_;
        for_all(over, [&] {
            rest_ = terms;
            total += product();
        });
        if (take(" + ")) total += element();
        if (!rest_.empty()) fail("nothing more");
        return total;
    }
    double product() {
        double value = factor();
        while (rest_.starts_with(" ") && !rest_.starts_with(" +")) {
            need(" ");
            value *= factor();
        }
        return value;
    }
    double factor() {
        if (!take("1[")) return element();
        const long value = now_.at(index());
        need(" = ");
        const bool same = value == position();
        need("]");
        return same ? 1 : 0;
    }
    double element() {
        const std::size_t open = rest_.find('[');
        const std::string name{rest_.substr(0, open)};
        if (!arrays.contains(name)) fail("an array");
        rest_.remove_prefix(open + 1);
        indices at{position()};
        while (take(", ")) at.push_back(position());
        need("]");
        return arrays.at(name)(at);
    }
    long position() {
        long value = term();
        while (true) {
            if (take(" + ")) value += term();
            else if (take(" − ")) value -= term();
            else return value;
        }
    }
    long term() {
        long number = 1;
        if (!rest_.empty() && std::isdigit(static_cast<unsigned char>(rest_[0]))) {
            char* end = nullptr;
            number = std::strtol(rest_.data(), &end, 10);
            rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
            if (!take(" ")) return number;
            if (rest_.empty() || !std::isalpha(static_cast<unsigned char>(rest_[0]))) fail("an index");
        }
        return number * now_.at(index());
    }
};

#endif  // CONSTPROP_TESTS_HOST_FORMULA_READ_SUM_HPP
