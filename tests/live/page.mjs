// What the tests of all pages do: they open the page, check it, look at it in light, dark and on a phone, and nothing is on its console.
//
//     PAGE.mjs CHROMIUM PAGE.HTML SCREENSHOTS, and what PAGE.mjs says
import fs from 'node:fs';
import path from 'node:path';
import {Browser} from './browser.mjs';

const [chromium, file, screenshots, ...others] = process.argv.slice(2);
export {others};

export function expect(condition, sentence) {
  if (!condition) throw new Error(sentence);
}

/** Runs check(browser) on the opened page, then prepare(browser) before each picture of it. */
export async function test(check, prepare) {
  const browser = await Browser.start(chromium);
  const name = path.basename(file, '.html');
  try {
    await browser.open(file);
    await check(browser);
    for (const [look, options] of Object.entries({light: {}, dark: {scheme: 'dark'}, phone: {width: 360, height: 740}})) {
      await browser.open(file, options);
      await prepare(browser);
      await browser.frame();
      await browser.screenshot(path.join(screenshots, `${name}_${look}.png`));
      const width = await browser.evaluate('document.documentElement.scrollWidth');
      expect(width <= (options.width ?? 1100), `${look}: the page is ${width} pixels wide, and scrolls sideways`);
      const outside = await browser.evaluate(`[...document.querySelectorAll('section')].filter(one =>
        one.scrollWidth > one.clientWidth).map(one => one.getAttribute('aria-labelledby') ?? one.id)`);
      expect(outside.length === 0, `${look}: something stands out of the section ${outside}`);
    }
    expect(browser.complaints.length === 0, `the console has: ${browser.complaints.join('; ')}`);
    console.log(`${name}: all is well; its pictures are in ${screenshots}`);
  } catch (problem) {
    console.log(`${name}: ${problem.stack}`);
    process.exitCode = 1;
  } finally {
    await browser.stop();
  }
}
