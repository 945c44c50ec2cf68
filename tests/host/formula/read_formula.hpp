#ifndef CONSTPROP_TESTS_HOST_FORMULA_READ_FORMULA_HPP
#define CONSTPROP_TESTS_HOST_FORMULA_READ_FORMULA_HPP

#include <constprop/host/formula/matrix.hpp>

#include <cmath>
#include <cstddef>
#include <functional>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>

/// Reads formulas as they are printed, and computes what they say: as a reader would who knows nothing of the types that
/// they were printed from.
///
///     sum      = ["−"] product {" + " product | " − " product}, where ⊙ and ⊘ bind like a product of its own kind
///     product  = factor {[" " | " · "] factor} {"/" factor}
///     factor   = (symbol | number | name "(" sum ["; " factor | ", " sum] ")" | "(" sum ")" | "‖" sum "‖²" | "1[" sum condition "]") {"ᵀ" | "²" | "³"}
class formula_reader {
 public:
    using matrix = constprop::host::matrix<double>;
    using function = std::function<matrix(const matrix&)>;

    std::map<std::string, matrix> symbols;
    std::map<std::string, std::function<matrix(const matrix&, const matrix&)>> functions_of_two;
    std::map<std::string, function> functions;  ///< by what stands before the argument, such as "exp("

    matrix read(std::string_view text) {
        rest_ = text;
        const matrix value = sum();
        if (!rest_.empty()) fail("nothing more");
        return value;
    }

    static function each(std::function<double(double)> of) {
        return [of](const matrix& a) { return map(a, [&](double a_) { return of(a_); }); };
    }

 private:
    std::string_view rest_;

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

    matrix sum() {
        const bool negative = take("−");
        matrix value = elementwise();
        if (negative) value = map(value, [](double a_) { return -a_; });
        while (true) {
            if (take(" + ")) value = map(value, elementwise(), [](double a_, double b_) { return a_ + b_; });
            else if (take(" − ")) value = map(value, elementwise(), [](double a_, double b_) { return a_ - b_; });
            else return value;
        }
    }
    matrix elementwise() {
        matrix value = product();
        while (true) {
            if (take(" ⊙ ")) value = map(value, product(), [](double a_, double b_) { return a_ * b_; });
            else if (take(" ⊘ ")) value = map(value, product(), [](double a_, double b_) { return a_ / b_; });
            else return value;
        }
    }
    matrix product() {
        matrix value = factor();
        while (true) {
            if (take("/")) {
                value = map(value, factor(), [](double a_, double b_) { return a_ / b_; });
                continue;
            }
            const bool space = rest_.starts_with(" ") && !rest_.starts_with(" +") && !rest_.starts_with(" −") &&
                               !rest_.starts_with(" ⊙") && !rest_.starts_with(" ⊘") && !rest_.starts_with(" >") &&
                               !rest_.starts_with(" ≤") && !rest_.starts_with(" ≥");
            const bool ends = rest_.empty() || rest_[0] == ')' || rest_[0] == ',' || rest_[0] == ';' ||
                              rest_[0] == '|' || rest_[0] == ']' || rest_.starts_with("‖");
            if (ends || (rest_[0] == ' ' && !space)) return value;
            if (!take(" · ")) take(" ");
            const matrix right = factor();
            if (!value.is_number() && !right.is_number() && value.columns() != right.rows()) fail("matrices that fit");
            value = value * right;
        }
    }
    matrix factor() {
        matrix value = atom();
        while (true) {
            if (take("ᵀ")) value = transpose_of(value);
            else if (take("²")) value = map(value, [](double a_) { return a_ * a_; });
            else if (take("³")) value = map(value, [](double a_) { return a_ * a_ * a_; });
            else return value;
        }
    }
    matrix atom() {
        if (take("1[|")) return condition(true);
        if (take("1[")) return condition(false);
        for (auto entry = functions.rbegin(); entry != functions.rend(); ++entry)
            if (take(entry->first)) {
                const matrix argument = sum();
                if (take("; ")) factor();  // parameters of the function, which it knows
                return need(entry->first == "|"          ? "|"
                            : entry->first.back() == '[' ? "]"
                                                         : ")"),
                       entry->second(argument);
            }
        for (auto entry = functions_of_two.rbegin(); entry != functions_of_two.rend(); ++entry)
            if (take(entry->first)) {
                const matrix first = sum();
                need(", ");
                const matrix second = sum();
                return need(")"), entry->second(first, second);
            }
        if (take("max(−d, min(d, ")) {
            const double d = symbols.at("d")(0, 0);
            const matrix value = map(sum(), [&](double a_) { return std::max(-d, std::min(d, a_)); });
            return need("))"), value;
        }
        if (take("max(")) {
            const matrix value = map(sum(), [](double a_) { return std::max(a_, 0.0); });
            return need(", 0)"), value;
        }
        if (take("min(")) {
            const matrix value = map(sum(), [](double a_) { return std::min(a_, 0.0); });
            return need(", 0)"), value;
        }
        if (take("(")) {
            const matrix value = sum();
            return need(")"), value;
        }
        if (take("‖")) {
            double squares = 0;
            for (const matrix inside = sum(); const double a : inside.values()) squares += a * a;
            return need("‖²"), matrix(squares);
        }
        // Backward: the longest of those that begin alike comes first.
        for (auto entry = symbols.rbegin(); entry != symbols.rend(); ++entry)
            if (take(entry->first)) return entry->second;
        std::size_t digits = 0;
        while (digits < rest_.size() &&
               (std::isdigit(static_cast<unsigned char>(rest_[digits])) || rest_[digits] == '.'))
            ++digits;
        if (digits == 0) fail("a formula");
        const double number = std::stod(std::string{rest_.substr(0, digits)});
        rest_.remove_prefix(digits);
        return matrix(number);
    }
    /// What follows "1[": 1 where a condition holds, else 0.
    matrix condition(bool of_magnitude) {
        const matrix value = sum();
        const auto where = [&](std::function<bool(double)> holds_) {
            return map(value, [&](double a_) { return holds_(a_) ? 1.0 : 0.0; });
        };
        if (of_magnitude) return need("| < 3]"), where([](double a_) { return std::abs(a_) < 3; });
        if (take(" > 0]")) return where([](double a_) { return a_ > 0; });
        if (take(" ≤ 0]")) return where([](double a_) { return a_ <= 0; });
        return need(" ≥ 3]"), where([](double a_) { return a_ >= 3; });
    }
};

#endif  // CONSTPROP_TESTS_HOST_FORMULA_READ_FORMULA_HPP
