// Computes the answers, compares them with constant evaluation, and prints them, a line of hashes for each network: on a
// bare core and, compiled for a host, there.
#include "answers.hpp"

#include "print.hpp"

static volatile std::size_t unknown_zero = 0;

static void print(const char* name, const answers::results& of) {
    print(name);
    for (const std::uint32_t value : {of.forward, of.trace, of.gradient, of.sgd, of.adam, of.batch})
        print(" "), print(value);
    print("\n");
}

template <class Model> static bool check(const char* name) {
    static constexpr answers::results expected = answers::compute<Model>(0);
    const answers::results got = answers::compute<Model>(unknown_zero);
    print(name, got);
    if (got != expected) print("differs from constant evaluation\n");
    return got == expected;
}

// What takes long in constant evaluation is compared with a host's answers alone.
template <class Model> static void answer(const char* name) { print(name, answers::compute<Model>(unknown_zero)); }

template <class Model> static void answer_limits(const char* name) {
    print(name), print(" at the limits "), print(answers::compute_limits<Model>(unknown_zero)), print("\n");
}

static bool check_learning() {
    static constexpr std::uint32_t expected = answers::compute_learning<answers::logits>(0);
    const std::uint32_t got = answers::compute_learning<answers::logits>(unknown_zero);
    print("learning "), print(got), print("\n");
    if (got != expected) print("differs from constant evaluation\n");
    return got == expected;
}

template <class Model> static bool check_initial(const char* name) {
    static constexpr std::uint32_t expected = answers::compute_initial<Model>(0);
    const std::uint32_t got = answers::compute_initial<Model>(unknown_zero);
    print(name), print(" initial "), print(got), print("\n");
    if (got != expected) print("differs from constant evaluation\n");
    return got == expected;
}

template <class Model> static bool check_over_time(const char* name) {
    static constexpr std::uint32_t expected = answers::compute_over_time<Model>(0);
    const std::uint32_t got = answers::compute_over_time<Model>(unknown_zero);
    print(name), print(" over time "), print(got), print("\n");
    if (got != expected) print("differs from constant evaluation\n");
    return got == expected;
}

template <class Model> static bool check_mixed(const char* name) {
    static constexpr std::uint32_t expected = answers::compute_mixed<Model>(0);
    const std::uint32_t got = answers::compute_mixed<Model>(unknown_zero);
    print(name), print(" in floats and integers "), print(got), print("\n");
    if (got != expected) print("differs from constant evaluation\n");
    return got == expected;
}

int main() {
    const bool small = check<answers::small>("4-8-3");
    const bool wide = check<answers::wide>("20-12-5");
    const bool learning = check_learning(), initial = check_initial<answers::sloped>("PReLU");
    const bool gated = check_over_time<answers::gated>("GRU 5, LSTM 7"),
               temporal = check_over_time<answers::temporal>("TCN 2-5");
    const bool mixed = check_mixed<answers::deeper>("4-8-6-3");
    answer<answers::uneven>("19-18-5");
    answer<answers::flat>("3-66-1");
    answer_limits<answers::broad>("2-130");
    return small && wide && learning && initial && gated && temporal && mixed ? 0 : 1;
}
