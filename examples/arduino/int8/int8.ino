// The digits' network in integers of 8 bits: the compiler makes it of the network of floats, for boards without floating point.
// A weight takes one byte, not four.
#include <constprop.h>

#include "digit_images.h"
#include "digits_model.hpp"

namespace cp = constprop;

// The images tell the range of each layer's values.
constexpr auto net = cp::quantize(digits_model::net, digit_images);

void setup() { Serial.begin(115200); }

void loop() {
    for (const auto& image : digit_images) {
        // A camera gives integers at once. This converts floats to them.
        const auto pixels = net.quantize_input(image);

        const unsigned long start = micros();
        const unsigned digit = static_cast<unsigned>(cp::classify(net, pixels));
        const unsigned long end = micros();

        Serial.print("This is a ");
        Serial.print(digit);
        Serial.print(", found in ");
        Serial.print(end - start);
        Serial.println(" microseconds");
        delay(1000);
    }
}
