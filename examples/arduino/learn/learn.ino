// A network that learns on the board: XOR, by 2-8-1. Open the serial monitor at 115200 baud to watch it learn.
#include <constprop.h>

namespace cp = constprop;
using model = cp::network<cp::linear<2, 8>, cp::tanh, cp::linear<8, 1>, cp::sigmoid>;

const std::array<model::input_type, 4> inputs{{{0, 0}, {0, 1}, {1, 0}, {1, 1}}};
const std::array<model::output_type, 4> targets{{{0}, {1}, {1}, {0}}};

model net = cp::initialized<model>(cp::xavier_uniform{.seed = 1});
auto optimizer = cp::make_optimizer(net, cp::adam{.learning_rate = 0.05});

void setup() { Serial.begin(115200); }

void loop() {
    float loss = 0;
    for (int step = 0; step < 50; ++step) loss = cp::train_step(net, optimizer, cp::bce{}, inputs, targets);

    Serial.print("loss ");
    Serial.print(loss, 4);
    Serial.print(", outputs");
    for (const auto& x : inputs) {
        Serial.print(" ");
        Serial.print(net(x)[0], 2);
    }
    Serial.println();
    delay(1000);
}
