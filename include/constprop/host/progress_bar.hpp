#ifndef CONSTPROP_HOST_PROGRESS_BAR_HPP
#define CONSTPROP_HOST_PROGRESS_BAR_HPP

#include <constprop/host/terminal.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/training/fit_extras.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <functional>
#include <iostream>
#include <optional>
#include <ostream>
#include <string>
#include <utility>

namespace constprop::inline CONSTPROP_TARGET::host {

/// The form of progress reports: a bar in a terminal and lines elsewhere, or always one of the two.
enum class progress_style { automatic, bar, lines };

/// Shows the progress of training; a callback for `fit`.
///
///     constprop::host::progress_bar bar;
///     fit(net, loss, rule, inputs, targets, {.epochs = 100}, bar);
///
/// In a terminal it is one line, redrawn at most 20 times a second and erased at the end. Elsewhere, such as in a file, it
/// prints about ten lines, and one more whenever half a minute has passed. The end is the last epoch, or the destruction of
/// the bar if training stops early.
class progress_bar {
 public:
    /// The report of an epoch; epochs are counted from 0.
    struct epoch_report {
        std::size_t epoch, epochs;
        double loss;
        std::optional<double> validation_loss{};
    };

    /// `seconds` is the clock; tests replace it.
    explicit progress_bar(std::ostream& out = std::cout, progress_style style = progress_style::automatic,
                          std::function<double()> seconds = steady_seconds)
        : out_(&out),
          seconds_(std::move(seconds)),
          is_bar_(style == progress_style::bar || (style == progress_style::automatic && is_terminal(out))),
          start_(seconds_()),
          shown_at_(start_) {}

    ~progress_bar() { finish(); }
    progress_bar(const progress_bar&) = delete;
    progress_bar& operator=(const progress_bar&) = delete;

    /// For `fit`.
    template <class Network> void operator()(const progress<Network>& now) {
        epoch_report report{now.epoch, now.epochs, static_cast<double>(now.loss)};
        if (now.has_validation) report.validation_loss = static_cast<double>(now.validation_loss);
        show(report);
    }

    /// For your own training loops.
    void show(const epoch_report& now) {
        const double time = seconds_();
        const std::size_t done = now.epoch + 1;
        const bool first = !latest_, last = done >= now.epochs;
        // A new line whenever another tenth of the epochs is complete.
        const bool tenth = now.epochs > 0 && done * 10 / now.epochs != now.epoch * 10 / now.epochs;
        latest_ = now;
        is_shown_ = is_bar_ ? first || time - shown_at_ >= 0.05 : first || last || tenth || time - shown_at_ >= 30;
        if (is_shown_) {
            shown_at_ = time;
            draw(now, time - start_);
        }
        if (last) finish();
    }

    /// Erases the bar, or writes the last epoch's line if it is missing. Call it at the end; further calls do nothing.
    void finish() {
        if (!latest_) return;
        if (is_bar_) *out_ << '\r' << std::string(drawn_, ' ') << '\r' << std::flush;
        else if (!is_shown_) draw(*latest_, seconds_() - start_);
        drawn_ = 0;
        latest_.reset();
        start_ = seconds_();  // for the next training, if there is one
    }

    [[nodiscard]] static double steady_seconds() {
        return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
    }

 private:
    std::ostream* out_;
    std::function<double()> seconds_;
    bool is_bar_, is_shown_ = false;
    double start_, shown_at_;
    std::size_t drawn_ = 0;  ///< width of the line in the terminal
    std::optional<epoch_report> latest_{};

    static std::string formatted(const char* format, double value) {
        std::array<char, 64> text{};
        const int length = std::snprintf(text.data(), text.size(), format, value);
        return {text.data(), static_cast<std::size_t>((std::clamp)(length, 0, 63))};
    }

    static std::string duration(double seconds) {
        if (seconds < 60) return formatted("%.1f s", seconds);
        const double minutes = static_cast<double>(static_cast<long long>(seconds / 60));
        return formatted("%.0f min ", minutes) + formatted("%.0f s", seconds - 60 * minutes);
    }

    void draw(const epoch_report& now, double elapsed) {
        const std::size_t done = now.epoch + 1, all = (std::max)(now.epochs, done);
        const std::string of = std::to_string(all), count = std::to_string(done);
        std::string line;
        if (is_bar_) {
            constexpr std::size_t width = 16;
            const std::size_t filled = width * done / all;
            line = '[' + std::string(filled, '#') + std::string(width - filled, '.') + "] ";
        } else {
            line = "epoch ";
        }
        line += std::string(of.size() - count.size(), ' ') + count + '/' + of;
        line += formatted("  loss %.4f", now.loss);
        if (now.validation_loss) line += formatted("  validation %.4f", *now.validation_loss);
        line += "  " + duration(elapsed);
        const double rest = elapsed / static_cast<double>(done) * static_cast<double>(all - done);
        if (is_bar_ && done < all) line += ", " + duration(rest) + " left";
        if (is_bar_) {
            line.resize(std::min<std::size_t>(line.size(), 79));  // a line that wraps could not be erased
            const std::size_t left_over = drawn_ > line.size() ? drawn_ - line.size() : 0;
            *out_ << '\r' << line << std::string(left_over, ' ') << std::flush;
            drawn_ = line.size();
        } else {
            *out_ << line << '\n';
        }
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_PROGRESS_BAR_HPP
