#ifndef CONSTPROP_EXAMPLES_SHARED_TRAINING_REPORT_HPP
#define CONSTPROP_EXAMPLES_SHARED_TRAINING_REPORT_HPP

#include <constprop/constprop.hpp>

#include <cstddef>
#include <cstdio>
#include <string>
#include <vector>

/// The report of an example that trains a classifier of pictures.
namespace report {

struct epoch {
    double loss, held_back_loss, accuracy;  ///< the last two for the held-back data
};
struct mistake {
    std::vector<double> pixels;
    std::size_t truth, prediction;
    double probability;  ///< confidence of the network in its wrong prediction
};

struct training {
    std::string title;                   ///< "Handwritten digits"
    std::string network;                 ///< the network and its training, in a line
    std::string loss;                    ///< its name, "cross-entropy"
    std::string sample;                  ///< "digit"; the plural has an s
    std::vector<std::string> classes{};  ///< names; by default 0, 1, …
    std::size_t side = 0;                ///< of a picture, in pixels
    std::vector<epoch> epochs{};
    std::vector<std::vector<std::size_t>> confusion{};  ///< [truth][prediction]
    std::vector<mistake> mistakes{};
    double accuracy = 0, seconds = 0;
    std::size_t held_back = 0, parameters = 0, bytes = 0;
};

inline std::string class_name(const training& of, std::size_t index) {
    return index < of.classes.size() ? of.classes[index] : std::to_string(index);
}

/// Records the predictions of `net`, whose outputs are logits, for the held-back data.
template <class Network, class Inputs, class Classes>
void judge(training& of, const Network& net, const Inputs& inputs, const Classes& classes) {
    of.accuracy = constprop::accuracy(net, inputs, classes);
    for (const auto& row : constprop::confusion_matrix(net, inputs, classes))
        of.confusion.emplace_back(row.begin(), row.end());
    of.held_back = inputs.size();
    of.parameters = Network::parameter_count;
    of.bytes = constprop::footprint<Network>::parameter_bytes;
    using to_probabilities = constprop::network<constprop::vector<Network::output_size>, constprop::softmax>;
    for (std::size_t n = 0; n < inputs.size(); ++n) {
        const auto logits = net(inputs[n]);
        const std::size_t prediction = constprop::classify(to_probabilities{}, logits);
        if (prediction == classes[n]) continue;
        of.mistakes.push_back({{inputs[n].begin(), inputs[n].end()},
                               classes[n],
                               prediction,
                               double(to_probabilities{}(logits)[prediction])});
    }
}

inline void print(const training& of) {
    std::puts("\nepoch    loss   held back: loss   accuracy");
    for (std::size_t k = 0; k < of.epochs.size(); ++k) {
        const std::size_t number = k + 1;
        if (of.epochs.size() > 12 && number != 1 && number != 2 && number != 5 && number % 10 != 0 &&
            number != of.epochs.size())
            continue;
        const auto& [loss, held_back_loss, accuracy] = of.epochs[k];
        std::printf("%5zu  %6.4f            %6.4f    %5.1f %%\n", number, loss, held_back_loss, 100 * accuracy);
    }

    std::printf("\nConfusion matrix: a row for each true class of %ss, a column for each predicted one\n",
                of.sample.c_str());
    std::printf("%10s", "");
    for (std::size_t column = 0; column < of.confusion.size(); ++column) std::printf("%5zu", column);
    std::puts("");
    for (std::size_t row = 0; row < of.confusion.size(); ++row) {
        std::printf("%10s", class_name(of, row).c_str());
        for (const std::size_t count : of.confusion[row])
            count == 0 ? std::printf("    .") : std::printf("%5zu", count);
        std::puts("");
    }

    std::printf("\n%.2f %% of %zu held-back %ss are right, %zu are wrong.\n", 100 * of.accuracy, of.held_back,
                of.sample.c_str(), of.mistakes.size());
    std::printf("%zu parameters, %zu bytes, trained in %.2f s.\n", of.parameters, of.bytes, of.seconds);
}

}  // namespace report

#endif  // CONSTPROP_EXAMPLES_SHARED_TRAINING_REPORT_HPP
