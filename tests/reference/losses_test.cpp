#include "losses.hpp"

#include <array>
#include <cstddef>

#include "agreement.hpp"

namespace {

namespace cp = constprop;
namespace expected = reference::losses;

using agreement::of_sums;
using kind = cp::output_kind;

template <class T, kind Kind> using alone = cp::basic_network<T, agreement::given<4, Kind>>;

/// The loss, then its gradient with respect to the predictions.
template <class T, kind Kind, class Loss, class Predictions, class Targets>
constexpr auto of_batch(const Loss& loss, const Predictions& predictions, const Targets& targets) noexcept {
    const auto result = cp::differentiate_input(alone<T, Kind>{}, loss, predictions, targets);
    return agreement::joined(std::array{result.loss}, agreement::flat(result.gradient));
}
template <class T, kind Kind, class Loss, class Prediction, class Target>
constexpr auto of_sample(const Loss& loss, const Prediction& prediction, const Target& target) noexcept {
    const auto result = cp::differentiate_input(alone<T, Kind>{}, loss, prediction, target);
    return agreement::joined(std::array{result.loss}, result.gradient);
}

template <class T> constexpr auto targets_as(const int (&classes)[5]) noexcept { return agreement::as<int>(classes); }
template <class T> constexpr auto targets_as(const double (&targets)[5][4]) noexcept {
    return agreement::as<T>(targets);
}

/// A batch of one.
template <class Row, std::size_t Rows> constexpr auto first(const std::array<Row, Rows>& rows) noexcept {
    return std::array<Row, 1>{rows[0]};
}

template <class T, kind Kind, class Loss, class Targets>
void check_in(const Loss& loss, const double (&predictions)[5][4], const Targets& targets, const double (&one)[5],
              const double (&five)[21]) {
    const auto p = agreement::as<T>(predictions);
    const auto y = targets_as<T>(targets);
    CHECK(agreement::difference(of_sample<T, Kind>(loss, p[0], y[0]), one, of_sums<T>) == "");
    CHECK(agreement::difference(of_batch<T, Kind>(loss, first(p), first(y)), one, of_sums<T>) == "");
    CHECK(agreement::difference(of_batch<T, Kind>(loss, p, y), five, of_sums<T>) == "");
}

template <kind Kind, class Loss, class Targets>
void check_of(const char* name, const Loss& loss, const double (&predictions)[5][4], const Targets& targets,
              const double (&one)[5], const double (&five)[21]) {
    CAPTURE(name);
    check_in<double, Kind>(loss, predictions, targets, one, five);
    check_in<float, Kind>(loss, predictions, targets, one, five);
}

/// A loss of anything.
template <class Loss> void check(const char* name, const Loss& loss, const double (&one)[5], const double (&five)[21]) {
    check_of<kind::unbounded>(name, loss, expected::predictions, expected::targets, one, five);
}
template <class Loss>
void check_bce(const char* name, const Loss& loss, const double (&one)[5], const double (&five)[21]) {
    check_of<kind::probabilities>(name, loss, expected::probabilities, expected::answers, one, five);
}
template <class Loss, class Targets>
void check_logits(const char* name, const Loss& loss, const Targets& targets, const double (&one)[5],
                  const double (&five)[21]) {
    check_of<kind::unbounded>(name, loss, expected::logits, targets, one, five);
}
template <class Loss>
void check_nll(const char* name, const Loss& loss, const double (&one)[5], const double (&five)[21]) {
    check_of<kind::log_probabilities>(name, loss, expected::log_probabilities, expected::classes, one, five);
}

template <class Loss> constexpr auto weighted(const Loss& loss) noexcept {
    return cp::weighted(loss, agreement::as<double>(expected::weights));
}

}  // namespace

TEST_CASE("PyTorch: mse, squared_error, l1 and huber") {
    check("mse", cp::mse{}, expected::mse_one, expected::mse_five);
    check("weighted mse", weighted(cp::mse{}), expected::mse_weighted_one, expected::mse_weighted_five);
    check("squared_error", cp::squared_error{}, expected::squared_error_one, expected::squared_error_five);
    check("weighted squared_error", weighted(cp::squared_error{}), expected::squared_error_weighted_one,
          expected::squared_error_weighted_five);
    check("l1", cp::l1{}, expected::l1_one, expected::l1_five);
    check("weighted l1", weighted(cp::l1{}), expected::l1_weighted_one, expected::l1_weighted_five);
    check("huber", cp::huber{}, expected::huber_one, expected::huber_five);
    check("huber, 1/2", cp::huber{.delta = 0.5}, expected::huber_half_one, expected::huber_half_five);
    check("weighted huber", weighted(cp::huber{}), expected::huber_weighted_one, expected::huber_weighted_five);
}

TEST_CASE("PyTorch: bce and bce_with_logits") {
    check_bce("bce", cp::bce{}, expected::bce_one, expected::bce_five);
    check_bce("weighted bce", weighted(cp::bce{}), expected::bce_weighted_one, expected::bce_weighted_five);
    check_logits("bce_with_logits", cp::bce_with_logits{}, expected::answers, expected::bce_with_logits_one,
                 expected::bce_with_logits_five);
    check_logits("weighted bce_with_logits", weighted(cp::bce_with_logits{}), expected::answers,
                 expected::bce_with_logits_weighted_one, expected::bce_with_logits_weighted_five);
}

TEST_CASE("PyTorch: nll") {
    check_nll("nll", cp::nll{}, expected::nll_one, expected::nll_five);
    check_nll("weighted nll", weighted(cp::nll{}), expected::nll_weighted_one, expected::nll_weighted_five);
}

TEST_CASE("PyTorch: cross_entropy of class indices") {
    constexpr cp::cross_entropy plain{}, smoothed{.label_smoothing = 0.1};
    check_logits("plain", plain, expected::classes, expected::cross_entropy_classes_one,
                 expected::cross_entropy_classes_five);
    check_logits("smoothed", smoothed, expected::classes, expected::cross_entropy_classes_smoothed_one,
                 expected::cross_entropy_classes_smoothed_five);
    check_logits("weighted", weighted(plain), expected::classes, expected::cross_entropy_classes_weighted_one,
                 expected::cross_entropy_classes_weighted_five);
    check_logits("both", weighted(smoothed), expected::classes, expected::cross_entropy_classes_smoothed_weighted_one,
                 expected::cross_entropy_classes_smoothed_weighted_five);
}

TEST_CASE("PyTorch: cross_entropy of probabilities") {
    constexpr cp::cross_entropy plain{}, smoothed{.label_smoothing = 0.1};
    check_logits("plain", plain, expected::distributions, expected::cross_entropy_distributions_one,
                 expected::cross_entropy_distributions_five);
    check_logits("smoothed", smoothed, expected::distributions, expected::cross_entropy_distributions_smoothed_one,
                 expected::cross_entropy_distributions_smoothed_five);
    check_logits("weighted", weighted(plain), expected::distributions,
                 expected::cross_entropy_distributions_weighted_one,
                 expected::cross_entropy_distributions_weighted_five);
    check_logits("both", weighted(smoothed), expected::distributions,
                 expected::cross_entropy_distributions_smoothed_weighted_one,
                 expected::cross_entropy_distributions_smoothed_weighted_five);
}

// Constant expressions compute the same.
static_assert(agreement::close(of_batch<double, kind::probabilities>(cp::bce{},
                                                                     agreement::as<double>(expected::probabilities),
                                                                     agreement::as<double>(expected::answers)),
                               expected::bce_five, of_sums<double>));
static_assert(agreement::close(of_batch<double, kind::unbounded>(weighted(cp::cross_entropy{.label_smoothing = 0.1}),
                                                                 agreement::as<double>(expected::logits),
                                                                 agreement::as<int>(expected::classes)),
                               expected::cross_entropy_classes_smoothed_weighted_five, of_sums<double>));
