// Whether LiteRT, TensorFlow Lite's runtime for browsers, computes what constprop did: floats within 1e-5 max(1, |y|), integers
// within one step for each operator. It needs a browser, which is given a page that runs the models and sends back what they give.
//
//     compare.mjs LITERT CHROMIUM FOLDER
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';

const [litert, chromium, folder] = process.argv.slice(2);
const names = fs.readdirSync(folder).filter(name => name.endsWith('.json')).map(name => name.slice(0, -5)).sort();
const expected = Object.fromEntries(names.map(name => [name, JSON.parse(fs.readFileSync(path.join(folder, name + '.json')))]));

const page = `<!doctype html><script type="importmap">{"imports": {"@litertjs/wasm-utils": "/wasm-utils/dist/index.js"}}</script>
<script type="module">
const results = {};
try {
  const {loadLiteRt, loadAndCompile, Tensor} = await import('/core/dist/index.js');
  await loadLiteRt('/core/wasm/');
  for (const name of ${JSON.stringify(names)}) {
    try {
      const {samples, x} = await (await fetch('/models/' + name + '.json')).json();
      const model = await loadAndCompile('/models/' + name + '.tflite', {accelerator: 'wasm'});
      const shape = Array.from(model.getInputDetails()[0].shape), size = x.length / samples;
      results[name] = [];
      for (let n = 0; n < samples; ++n) {
        const [y] = await model.run([new Tensor(Float32Array.from(x.slice(n * size, (n + 1) * size)), shape)]);
        results[name].push(...await y.data());
      }
    } catch (error) { results[name] = String(error); }
  }
} catch (error) { results.error = String(error); }
await fetch('/results', {method: 'POST', body: JSON.stringify(results)});
</script>`;

const types = {'.js': 'text/javascript', '.wasm': 'application/wasm', '.json': 'application/json', '.html': 'text/html'};
const folders = {core: litert, 'wasm-utils': path.join(litert, '..', 'wasm-utils'), models: folder};
const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'litert-'));
let browser;

const results = await new Promise((resolve, reject) => {
  const timer = setTimeout(() => reject(new Error('the browser did not answer within 120 s')), 120000);
  const server = http.createServer((request, response) => {
    const [, first, ...rest] = decodeURIComponent(request.url.split('?')[0]).split('/');
    if (request.method === 'POST') {
      let body = '';
      request.on('data', part => body += part);
      request.on('end', () => { response.end(); clearTimeout(timer); server.close(); resolve(JSON.parse(body)); });
    } else if (first === '') {
      response.writeHead(200, {'content-type': 'text/html'}).end(page);
    } else {
      const file = path.join(folders[first] ?? '/nowhere', ...rest);
      if (!fs.existsSync(file)) return void response.writeHead(404).end();
      response.writeHead(200, {'content-type': types[path.extname(file)] ?? 'application/octet-stream'});
      response.end(fs.readFileSync(file));
    }
  });
  server.listen(0, '127.0.0.1', () => {
    browser = spawn(chromium, ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', `--user-data-dir=${profile}`,
                               `http://127.0.0.1:${server.address().port}/`], {stdio: 'ignore'});
    browser.on('error', reject);
  });
}).catch(error => ({error: String(error)}));
if (browser?.kill()) await once(browser, 'exit');

let models = 0, values = 0, worst = 0, steps = 0, failed = results.error !== undefined;
if (failed) console.log(results.error);
for (const name of failed ? [] : names) {
  const {step, operators, y} = expected[name], got = results[name];
  let most = Array.isArray(got) && got.length === y.length ? 0 : Infinity;
  if (most === 0)
    y.forEach((value, k) => {
      const difference = Math.abs(got[k] - value) / (step || Math.max(1, Math.abs(value)));
      most = Math.max(most, Number.isNaN(difference) ? Infinity : difference);
    });
  else console.log(`${name}: ${got}`);
  if (step) console.log(`${name}: ${most.toFixed(2)} steps, ${operators} operators`);
  models += 1;
  values += y.length;
  if (step) steps = Math.max(steps, most / operators);
  else worst = Math.max(worst, most);
}
const {version} = JSON.parse(fs.readFileSync(path.join(litert, 'package.json')));
console.log(`LiteRT ${version}: ${models} models, ${values} outputs, largest difference ${worst.toExponential(2)}, of integers ${steps.toFixed(2)} steps for each operator`);
try {
  fs.rmSync(profile, {recursive: true, force: true, maxRetries: 10});
} catch {
  // A process of the browser still writes there: the folder for temporary files keeps it.
}
process.exit(!failed && models > 0 && worst <= 1e-5 && steps <= 1.01 ? 0 : 1);
