// Three networks learn: the loss falls, and in a deep chain of sigmoid no gradient reaches the first layer.
import {expect, test} from './page.mjs';

const state = (browser, which) => browser.evaluate(`(() => {
  const pointer = library.state(${which});
  return [...library.floats(pointer, library.state_size())];
})()`);
const steps = browser => browser.evaluate(`parseInt(document.getElementById('told').textContent)`);
const click = (browser, id) => browser.evaluate(`document.getElementById('${id}').click()`);
const choose = (browser, id, index) => browser.evaluate(`(() => {
  const list = document.getElementById('${id}');
  list.selectedIndex = ${index};
  list.dispatchEvent(new Event('change'));
})()`);
const runTo = async (browser, count) => {
  await click(browser, 'start');
  await browser.until(`parseInt(document.getElementById('told').textContent) >= ${count}`);
  await click(browser, 'start');
};

await test(async browser => {
  const [relu, , sigmoid] = [await state(browser, 0), await state(browser, 1), await state(browser, 2)];
  expect(relu.length === 2 + 7, `the deep chain has ${relu.length - 2} gradients`);
  expect(relu[2] > 0.05 * relu[8], `of relu's gradient ${relu[8]} only ${relu[2]} comes to the first layer`);
  expect(sigmoid[2] < 0.001 * sigmoid[8], `of sigmoid's gradient ${sigmoid[8]} as much as ${sigmoid[2]} comes to the first layer`);

  await runTo(browser, 300);
  expect((await state(browser, 0))[0] < 0.1 * relu[0], `relu's loss fell from ${relu[0]} to ${(await state(browser, 0))[0]} only`);
  expect((await state(browser, 2))[0] > 0.6, 'a deep chain of sigmoid has learned');
  const paused = await steps(browser);
  await click(browser, 'step');
  expect(await steps(browser) === paused + 1, 'a step is not one step, or the pause is none');
  await click(browser, 'reset');
  expect(await steps(browser) === 0 && (await state(browser, 0))[0] === relu[0], 'a reset does not lead back to the start');

  // The other choices, by Adam: all three learn each pattern but perhaps the last.
  await choose(browser, 'depth', 0);
  await choose(browser, 'rule', 1);
  for (const pattern of [0, 1, 2, 3]) {
    await choose(browser, 'pattern', pattern);
    await browser.evaluate(`library.train(800, 0.02)`);
    for (const which of [0, 1, 2]) {
      const right = (await state(browser, which))[1];
      expect(right > (pattern === 3 ? 0.6 : 0.95), `pattern ${pattern}, network ${which}: only ${right} of the points are right`);
    }
  }
}, browser => runTo(browser, 400));
