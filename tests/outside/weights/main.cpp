// Weights from elsewhere: the compiler has compared each network with what PyTorch computes; here it is done again.
#include <both_ways.hpp>
#include <gru_before.hpp>
#include <named.hpp>
#include <unbiased.hpp>
#ifdef HAS_KERAS
#include <gru.hpp>
#include <keras_2.hpp>
#include <keras_3.hpp>
#include <keras_both_ways.hpp>
#include <keras_squares.hpp>
#include <lstm.hpp>
#include <normalized.hpp>
#endif

int main() {
    bool passes = named_model::self_test() && unbiased_model::self_test() && both_ways_model::self_test() &&
                  gru_before_model::self_test();
#ifdef HAS_KERAS
    passes = passes && keras_2_model::self_test() && keras_3_model::self_test() && keras_squares_model::self_test() &&
             normalized_model::self_test() && keras_both_ways_model::self_test() && gru_model::self_test() &&
             lstm_model::self_test();
#endif
    return passes ? 0 : 1;
}
