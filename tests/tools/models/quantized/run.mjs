// What onnxruntime-web computes for samples, one after the other: run.mjs ONNXRUNTIME_WEB < jobs.json > outputs.json
// A job is {"model": file, "shape": [1, …], "inputs": [[…], …]}.
import fs from 'node:fs';
import path from 'node:path';
import {pathToFileURL} from 'node:url';

const ort = await import(pathToFileURL(path.join(process.argv[2], 'dist', 'ort.wasm.min.mjs')));
ort.env.wasm.numThreads = 1;
const results = [];
for (const {model, shape, inputs} of JSON.parse(fs.readFileSync(0))) {
  const session = await ort.InferenceSession.create(fs.readFileSync(model));
  const outputs = [];
  for (const x of inputs) {
    const result = await session.run({[session.inputNames[0]]: new ort.Tensor('float32', Float32Array.from(x), shape)});
    outputs.push(Array.from(result[session.outputNames[0]].data));
  }
  results.push(outputs);
}
process.stdout.write(JSON.stringify(results));
