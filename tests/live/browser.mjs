// Chromium without a window, by its DevTools protocol over a pipe, so that nothing but node and Chromium is needed.
import {spawn} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {pathToFileURL} from 'node:url';

export class Browser {
  #process; #profile; #session; #next = 0; #answers = new Map();
  /** What a page printed on its console, and what went wrong in it. */
  complaints = [];

  static async start(chromium) {
    const browser = new Browser();
    browser.#profile = fs.mkdtempSync(path.join(os.tmpdir(), 'live-'));
    browser.#process = spawn(chromium, ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--hide-scrollbars',
                                        '--remote-debugging-pipe', `--user-data-dir=${browser.#profile}`],
                             {stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe']});
    let rest = '';
    browser.#process.stdio[4].on('data', part => {
      const messages = (rest + part).split('\0');
      rest = messages.pop();
      for (const message of messages) browser.#take(JSON.parse(message));
    });
    browser.#process.on('exit', () => {
      for (const {reject} of browser.#answers.values()) reject(new Error('Chromium ended'));
    });
    const {targetId} = await browser.send('Target.createTarget', {url: 'about:blank'});
    ({sessionId: browser.#session} = await browser.send('Target.attachToTarget', {targetId, flatten: true}));
    for (const domain of ['Page', 'Runtime', 'Log']) await browser.send(`${domain}.enable`);
    return browser;
  }

  async stop() {
    const ended = new Promise(resolve => this.#process.on('exit', resolve));
    this.#process.kill();
    await ended;
    try {
      fs.rmSync(this.#profile, {recursive: true, force: true, maxRetries: 10});
    } catch {
      // A process of the browser still writes there: the folder for temporary files keeps it.
    }
  }

  #take({id, result, error, method, params}) {
    if (id !== undefined) {
      const {resolve, reject} = this.#answers.get(id);
      this.#answers.delete(id);
      if (error) reject(new Error(error.message));
      else resolve(result);
    } else if (method === 'Runtime.consoleAPICalled') {
      this.complaints.push(params.args.map(one => one.value ?? one.description).join(' '));
    } else if (method === 'Runtime.exceptionThrown') {
      this.complaints.push(params.exceptionDetails.exception?.description ?? params.exceptionDetails.text);
    } else if (method === 'Log.entryAdded') {
      this.complaints.push(params.entry.text);
    }
  }

  send(method, params = {}) {
    const id = ++this.#next;
    this.#process.stdio[3].write(JSON.stringify({id, method, params, sessionId: this.#session}) + '\0');
    return new Promise((resolve, reject) => this.#answers.set(id, {resolve, reject}));
  }

  /** The value of an expression in the page, whose promise is awaited. */
  async evaluate(expression) {
    const {result, exceptionDetails} = await this.send('Runtime.evaluate', {expression, awaitPromise: true, returnByValue: true});
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  /** Opens a page from the file system in a window of a size, in light or dark, and waits until it is ready. */
  async open(file, {width = 1100, height = 800, scheme = 'light'} = {}) {
    const phone = width < 600;
    await this.send('Emulation.setDeviceMetricsOverride', {width, height, deviceScaleFactor: phone ? 2 : 1, mobile: phone});
    await this.send('Emulation.setEmulatedMedia', {features: [{name: 'prefers-color-scheme', value: scheme}]});
    await this.send('Page.navigate', {url: pathToFileURL(file).href});
    await this.until(`location.href === ${JSON.stringify(pathToFileURL(file).href)} && document.body?.dataset.ready === 'yes'`);
  }

  async until(condition, seconds = 30) {
    for (let waited = 0; waited < 10 * seconds; ++waited) {
      if (await this.evaluate(condition)) return;
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    throw new Error(`waited ${seconds} s in vain for ${condition}; the page said: ${this.complaints.join('; ')}`);
  }

  /** The next frame has been drawn. */
  frame() { return this.evaluate('new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))'); }

  /** Presses a key with its name, such as 'Tab', 'Enter', ' ' or 'ArrowRight'. */
  async press(key) {
    const codes = {Tab: 9, Enter: 13, ' ': 32, ArrowLeft: 37, ArrowUp: 38, ArrowRight: 39, ArrowDown: 40, Delete: 46};
    const text = {Enter: '\r', ' ': ' '}[key];
    const of = {key, code: key === ' ' ? 'Space' : key, windowsVirtualKeyCode: codes[key]};
    await this.send('Input.dispatchKeyEvent', {type: text ? 'keyDown' : 'rawKeyDown', ...of, ...(text ? {text} : {})});
    await this.send('Input.dispatchKeyEvent', {type: 'keyUp', ...of});
  }

  /** Draws a stroke with the mouse through points in an element, each from 0 to 1. */
  async stroke(selector, points) {
    const box = await this.evaluate(`(() => {
      const element = document.querySelector(${JSON.stringify(selector)});
      element.scrollIntoView({block: 'center'});
      const {left, top, width, height} = element.getBoundingClientRect();
      return {left, top, width, height};
    })()`);
    const mouse = (type, [x, y]) => this.send('Input.dispatchMouseEvent', {
      type, x: box.left + x * box.width, y: box.top + y * box.height, button: 'left', buttons: 1, clickCount: 1});
    await mouse('mousePressed', points[0]);
    for (const point of points.slice(1)) await mouse('mouseMoved', point);
    await mouse('mouseReleased', points.at(-1));
    await this.frame();
  }

  async screenshot(file) {
    const {cssContentSize: {width, height}} = await this.send('Page.getLayoutMetrics');
    const {data} = await this.send('Page.captureScreenshot', {captureBeyondViewport: true, clip: {x: 0, y: 0, width, height, scale: 1}});
    fs.writeFileSync(file, Buffer.from(data, 'base64'));
  }
}
