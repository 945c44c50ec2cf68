#ifndef RECOGNIZER_H
#define RECOGNIZER_H

#include <stdbool.h>
#include <stdint.h>

/* Reads handwritten digits, and learns from those that it is told. An image has 8 rows of 8 pixels, from 0, paper, to 16,
   ink. One context at a time: the network is one for all callers. */

#define RECOGNIZER_PIXELS 64

#ifdef __cplusplus
extern "C" {
#endif

/* The digit, 0 to 9, that an image shows. */
unsigned recognizer_classify(const uint8_t pixels[RECOGNIZER_PIXELS]);

/* Learns what digit an image shows; stops the processor where there is no such digit. Returns how wrong it was before,
   the cross entropy: 0 is certain and right. */
float recognizer_learn(const uint8_t pixels[RECOGNIZER_PIXELS], unsigned digit);

/* Writes what it has learned to flash, and how many images those were, which is the caller's count. The flash keeps what was
   written before until all of it is there. Returns whether it is. */
bool recognizer_save(unsigned images);

/* After a restart: goes on with what was saved last. Returns how many images those were; 0 if nothing was saved. */
unsigned recognizer_load(void);

/* Forgets what it learned since it left the factory, in flash, too. */
void recognizer_reset(void);

#ifdef __cplusplus
}
#endif

#endif /* RECOGNIZER_H */
