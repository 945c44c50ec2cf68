// Whether onnxruntime-web computes what constprop did, within 1e-5 max(1, |y|), or, of a network of integers, within the steps of its
// output that its .json says: compare.mjs ONNXRUNTIME_WEB FOLDER…
import fs from 'node:fs';
import path from 'node:path';
import {pathToFileURL} from 'node:url';

const [runtime, ...folders] = process.argv.slice(2);
const ort = await import(pathToFileURL(path.join(runtime, 'dist', 'ort.wasm.min.mjs')));
ort.env.wasm.numThreads = 1;

// What the runtime computes; nothing where it cannot.
async function outputs(path, expected) {
  const type = expected.type === 'float64' ? Float64Array : Float32Array;
  try {
    const session = await ort.InferenceSession.create(fs.readFileSync(path));
    const sample = session.inputMetadata[0].shape.slice(1).map(size => size === 'steps' ? expected.steps : size);
    const x = new ort.Tensor(expected.type, type.from(expected.x), [expected.batch, ...sample]);
    return (await session.run({input: x})).output.data;
  } catch (error) {
    console.log(`${path}: ${error.message}`);
    return [];
  }
}

let models = 0, values = 0, worst = 0, far = 0;
for (const folder of folders)
  for (const file of fs.readdirSync(folder).filter(name => name.endsWith('.onnx')).sort()) {
    const expected = JSON.parse(fs.readFileSync(path.join(folder, file.replace(/onnx$/, 'json'))));
    const y = await outputs(path.join(folder, file), expected);
    let most = y.length === expected.y.length && y.length > 0 ? 0 : Infinity;
    expected.y.forEach((value, k) => {
      const difference = Math.abs(y[k] - value) / Math.max(1, Math.abs(value));
      most = Math.max(most, Number.isNaN(difference) ? Infinity : difference);
    });
    const steps = expected.step ? Math.max(...expected.y.map((value, k) => Math.abs(y[k] - value))) / expected.step : 0;
    const agrees = expected.step ? y.length === expected.y.length && steps < expected.most + 0.5 : most <= 1e-5;
    if (!agrees) console.log(`${file}: differs by ${expected.step ? `${steps} steps` : most}`);
    models += 1;
    values += expected.y.length;
    far += agrees ? 0 : 1;
    if (!expected.step) worst = Math.max(worst, most);
  }
console.log(`onnxruntime-web ${ort.env.versions.web}: ${models} models, ${values} outputs, largest difference ${worst.toExponential(2)}`);
process.exitCode = models > 0 && far === 0 ? 0 : 1;
