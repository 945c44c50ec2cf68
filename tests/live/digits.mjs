// Drawn digits are read by both networks; keys do what the mouse does; all outputs have the native program's bits.
//
//     digits.mjs … NATIVE DIGITS.CSV FIRMWARE.MD
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import {expect, others, test} from './page.mjs';

const [native, csv, firmware] = others;

const arc = (x, y, width, height, from, to, count = 24) => [...Array(count + 1).keys()].map(k => {
  const angle = Math.PI / 180 * (from + (to - from) * k / count);
  return [x + width * Math.cos(angle), y + height * Math.sin(angle)];
});
const line = (...corners) => corners.flatMap((to, k) => k === 0 ? [to] : [1, 2, 3, 4].map(n =>
  to.map((end, axis) => corners[k - 1][axis] + (end - corners[k - 1][axis]) * n / 4)));
const drawings = {
  0: [arc(0.5, 0.5, 0.24, 0.38, -90, 270, 40)],
  1: [line([0.5, 0.15], [0.5, 0.85])],
  2: [[...arc(0.5, 0.32, 0.2, 0.18, -170, 30), ...line([0.67, 0.42], [0.3, 0.84], [0.74, 0.84])]],
  3: [[...arc(0.47, 0.31, 0.2, 0.17, -150, 90), ...arc(0.47, 0.67, 0.23, 0.19, -90, 150)]],
  4: [line([0.5, 0.12], [0.28, 0.55], [0.75, 0.55]), line([0.62, 0.35], [0.55, 0.88])],
  5: [[...line([0.68, 0.15], [0.36, 0.15], [0.34, 0.46]), ...arc(0.46, 0.63, 0.22, 0.21, -120, 140)]],
  6: [[...line([0.56, 0.12], [0.36, 0.5]), ...arc(0.5, 0.67, 0.18, 0.18, 190, -170, 32)]],
  7: [line([0.28, 0.16], [0.7, 0.16], [0.42, 0.86])],
  8: [[...arc(0.5, 0.32, 0.16, 0.17, 90, -270, 28), ...arc(0.5, 0.68, 0.19, 0.19, -90, 270, 28)]],
  9: [[...arc(0.5, 0.33, 0.18, 0.18, 0, -360, 32), ...line([0.68, 0.33], [0.66, 0.6], [0.55, 0.87])]],
};

async function draw(browser, digit) {
  await browser.evaluate(`document.getElementById('clear').click()`);
  for (const stroke of drawings[digit]) await browser.stroke('#paper', stroke);
}
const readings = browser => browser.evaluate(`['float', 'int8'].map(form => document.getElementById('read-' + form).textContent)`);

await test(async browser => {
  for (const digit in drawings) {
    await draw(browser, digit);
    const read = await readings(browser);
    expect(read.every(one => one === digit), `a drawn ${digit} is read as ${read}`);
  }

  // By keys alone: from the top to the example of a 3, and into the pixels.
  await browser.evaluate(`document.activeElement.blur(); scrollTo(0, 0)`);
  const focused = () => browser.evaluate(`document.activeElement.getAttribute('aria-label') ?? document.activeElement.id`);
  for (let tabs = 0; await focused() !== 'A handwritten 3'; ++tabs) {
    expect(tabs < 20, 'no tab leads to the example of a 3');
    await browser.press('Tab');
  }
  await browser.press('Enter');
  expect((await readings(browser)).every(one => one === '3'), 'a chosen 3 is not read as 3');
  await browser.evaluate(`document.getElementById('clear').focus()`);
  await browser.press('Enter');
  expect((await readings(browser)).every(one => one === '–'), 'something is read on empty paper');
  await browser.evaluate(`document.getElementById('pixels').focus()`);
  for (const key of ['ArrowRight', 'ArrowDown', ' ', ' ', 'ArrowRight', ' ']) await browser.press(key);
  const pixels = await browser.evaluate(`[...library.floats(library.image_pixels(), 64)]`);
  expect(pixels[9] === 1 && pixels[10] === 0.5 && pixels.reduce((a, b) => a + b) === 1.5, `keys drew ${pixels}`);

  const bits = execFileSync(native, [csv], {encoding: 'utf8'});
  const inPage = await browser.evaluate(`(() => {
    let text = '';
    for (let n = 0; n < library.held_back(); ++n) {
      library.choose(n);
      library.recognize();
      for (const place of [3, 6])
        for (const word of new Uint32Array(library.floats(library.layer_values(place), 10).slice().buffer))
          text += word.toString(16).padStart(8, '0');
    }
    return text;
  })()`);
  expect(bits.length === 360 * 20 * 8, `the native program printed ${bits.length} letters of bits`);
  expect(inPage === bits, 'the outputs of the page and of the native program differ');

  const rows = await browser.evaluate(`[...document.querySelectorAll('#costs tr')].map(row => [...row.cells].map(cell => cell.textContent))`);
  const section = fs.readFileSync(firmware, 'utf8').split('## digits, in each form')[1];
  for (const [row, start] of [[0, '| cortex-m0 | float |'], [1, '| cortex-m0 | int8 |'], [2, '| cortex-m4f | float |'], [3, '| cortex-m4f | int8 |']])
    expect(section.includes(`\n${start} ${rows[row][2]} |`), `bench/firmware.md does not have ${start} ${rows[row]}`);
}, browser => draw(browser, 8));
