/* A sensor whose light has changed, and a recognizer that adapts to it while it runs. */
#include <sensor.h>
#include <stdbool.h>
#include <stdint.h>

#include "board.h"
#include "recognizer.h"

/* The recognizer learns from the first digits that the sensor sees, each of them once, and is judged by the others. It
   has never seen any of them before. */
enum { taught = 240, shown = sizeof sensor_digits / sizeof sensor_digits[0] };

static bool stray_light = false;

/* What the sensor reports. Stray light falls on paper and ink alike: white is a quarter gray, and contrast a quarter less.
   How much of it falls was chosen with these digits at hand, so that the last layer alone can learn it. */
static const uint8_t* read_sensor(unsigned number) {
    static uint8_t pixels[RECOGNIZER_PIXELS];
    for (unsigned k = 0; k < RECOGNIZER_PIXELS; ++k) {
        const unsigned pixel = sensor_pixels[number][k];
        pixels[k] = (uint8_t)(stray_light ? 4 + pixel * 3 / 4 : pixel);
    }
    return pixels;
}

static void print_number(unsigned number) {
    char text[11] = {0};
    unsigned first = 10;
    do text[--first] = (char)('0' + number % 10);
    while ((number /= 10) != 0);
    board_print(text + first);
}

static void judge(const char* light) {
    unsigned right = 0;
    for (unsigned n = taught; n < shown; ++n) right += recognizer_classify(read_sensor(n)) == sensor_digits[n] ? 1 : 0;
    board_print(light);
    print_number(right);
    board_print(" of ");
    print_number(shown - taught);
    board_print(" digits are right\n");
}

static void learn(unsigned first, unsigned end) {
    for (unsigned n = first; n < end; ++n) recognizer_learn(read_sensor(n), sensor_digits[n]);
}

/* The power fails while the recognizer writes what it has learned. It goes on with what it wrote before. */
int main(void) {
    const unsigned known = recognizer_load();
    if (board_resets() == 0) {
        judge("As in the factory:     ");
        stray_light = true;
        judge("With stray light:      ");
        learn(0, taught / 2);
        recognizer_save(taught / 2);
        judge("After half the digits: ");
        learn(taught / 2, taught);
        board_fail_after(1000);
        recognizer_save(taught);
        board_print("The power did not fail\n");
        return 1;
    }
    stray_light = true;
    judge(known < taught ? "After a power failure: " : "After a restart:       ");
    if (known < taught) {
        learn(known, taught);
        recognizer_save(taught);
        board_reset();
    }
    stray_light = false;
    judge("Without stray light:   ");
    recognizer_reset();
    judge("All forgotten:         ");
    return 0;
}
