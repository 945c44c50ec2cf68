// Reads handwritten digits. The network, 64-32-10, was trained on a PC; its weights are constants in flash. digits_model.hpp was
// written by constprop: yours comes from PyTorch, Keras or TensorFlow Lite by constprop-import.
#include <constprop.h>

#include "digit_images.h"
#include "digits_model.hpp"

namespace cp = constprop;

void setup() { Serial.begin(115200); }

void loop() {
    for (const auto& image : digit_images) {
        const unsigned long start = micros();
        const unsigned digit = static_cast<unsigned>(cp::classify(digits_model::net, image));
        const unsigned long end = micros();

        Serial.print("This is a ");
        Serial.print(digit);
        Serial.print(", found in ");
        Serial.print(end - start);
        Serial.println(" microseconds");
        delay(1000);
    }
}
