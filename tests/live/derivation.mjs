// The derivation follows the sliders; every gradient agrees with the two others; one is what examples/derivation wrote.
//
//     derivation.mjs … WITH_NUMBERS.HTML
import fs from 'node:fs';
import {expect, others, test} from './page.mjs';

/** Chooses a chain, and moves its sliders: inputs, then targets. */
const move = (browser, chain, values) => browser.evaluate(`new Promise(done => {
  const list = document.getElementById('chain');
  list.selectedIndex = ${chain};
  list.dispatchEvent(new Event('change'));
  const sliders = [...document.querySelectorAll('#sliders input')];
  sliders.forEach((slider, k) => {
    slider.value = ${JSON.stringify(values)}[k];
    slider.dispatchEvent(new Event('input'));
  });
  requestAnimationFrame(() => requestAnimationFrame(() => done(sliders.length)));
})`);
const shown = browser => browser.evaluate(`document.getElementById('derivation').shadowRoot.innerHTML`);

/** The numbers of the table under "Agreement": how far each gradient is from two others. */
const agreement = browser => browser.evaluate(`(() => {
  const page = document.getElementById('derivation').shadowRoot;
  const heading = [...page.querySelectorAll('h2')].find(one => one.textContent === 'Agreement');
  return [...heading.nextElementSibling.querySelectorAll('td')].map(cell => Number(cell.textContent)).filter(Number.isFinite);
})()`);

await test(async browser => {
  const names = await browser.evaluate(`[...document.querySelectorAll('#chain option')].map(one => one.textContent)`);
  expect(names.length >= 12, `the page has only ${names.length} chains`);
  for (const [chain, name] of names.entries())
    for (const values of [[0.75, -0.4, 0.25, 0.65], [-1.2, 1.9, 1, 0]]) {
      expect(await move(browser, chain, values) >= 3, `${name}: has too few sliders`);
      const differences = await agreement(browser);
      expect(differences.length >= 4, `${name}: compares only ${differences.length} gradients`);
      expect(differences.every(one => one < 1e-6), `${name}: gradients differ by ${differences}`);
    }

  const native = fs.readFileSync(others[0], 'utf8');
  await move(browser, names.indexOf('linear 2-3, tanh, linear 3-2, sigmoid, bce'), [0.5, -1.5, 0, 1]);
  const written = await browser.evaluate(`(() => {
    const paper = document.createElement('div');
    paper.innerHTML = ${JSON.stringify(native)};
    return paper.innerHTML;
  })()`);
  expect(written.includes('Agreement') && await shown(browser) === written, 'the page and the native program differ');

  // By keys: a slider moves, and the numbers with it.
  const before = await shown(browser);
  await browser.evaluate(`document.querySelector('#sliders input').focus()`);
  await browser.press('ArrowRight');
  await browser.frame();
  expect(before !== await shown(browser), 'an arrow key on a slider changes nothing');
}, browser => move(browser, 6, [0.75, -0.4, 0.25]));
