'use strict';
// What the live pages share: they start the library, and draw.

/** The bytes that page.py put into the page under a name. */
async function data(id) {
  const bytes = Uint8Array.from(atob(document.getElementById(id).textContent), letter => letter.charCodeAt(0));
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(plain).arrayBuffer());
}

/** The functions of the page's WebAssembly, and ways to its memory, which may move when it grows. */
async function startLibrary() {
  const module = await WebAssembly.compile(await data('library'));
  let library;
  // What the C++ library could ask of an operating system. It prints errors, and does nothing else.
  const system = {
    fd_write(file, parts, count, written) {
      const view = new DataView(library.memory.buffer);
      let size = 0;
      for (let k = 0; k < count; ++k) {
        const length = view.getUint32(parts + 8 * k + 4, true);
        console.error(new TextDecoder().decode(new Uint8Array(view.buffer, view.getUint32(parts + 8 * k, true), length)));
        size += length;
      }
      view.setUint32(written, size, true);
      return 0;
    },
  };
  const imports = {};
  for (const {module: from, name} of WebAssembly.Module.imports(module))
    (imports[from] ??= {})[name] = system[name] ?? (() => { throw new Error(`the library called ${name}`); });
  const instance = await WebAssembly.instantiate(module, imports);
  library = instance.exports;
  library._initialize();
  return {
    ...library,
    floats: (pointer, count) => new Float32Array(library.memory.buffer, pointer, count),
    bytes: (pointer, count) => new Uint8Array(library.memory.buffer, pointer, count),
    text(pointer) {
      const bytes = new Uint8Array(library.memory.buffer, pointer);
      return new TextDecoder().decode(bytes.subarray(0, bytes.indexOf(0)));
    },
  };
}

/** Starts a page: main(library). A test looks at window.library, and at what the page says. */
function startPage(main) {
  const status = document.getElementById('status');
  startLibrary().then(async library => {
    window.library = library;
    await main(library);
    status.textContent = '';
    document.body.dataset.ready = 'yes';
  }).catch(problem => {
    status.textContent = `This page does not work in this browser: ${problem.message}`;
    console.error(problem);
  });
}

/** A new element with attributes and children, in HTML or SVG. */
function element(name, attributes = {}, ...children) {
  const svg = ['svg', 'g', 'line', 'path', 'text', 'circle', 'title'].includes(name);
  const made = svg ? document.createElementNS('http://www.w3.org/2000/svg', name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

const byId = id => document.getElementById(id);

/** A color of the style, as three numbers; they change with the system's setting. */
function color(name) {
  const hex = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  return [1, 3, 5].map(k => parseInt(hex.slice(k, k + 2), 16));
}
const whenColorsChange = draw => matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);

/** Paints a row of values as cells, `columns` of them side by side, each by paint(value), which returns a color. */
function paintCells(canvas, values, columns, paint) {
  const rows = Math.ceil(values.length / columns);
  canvas.width = columns;
  canvas.height = rows;
  const context = canvas.getContext('2d'), picture = context.createImageData(columns, rows);
  values.forEach((value, k) => picture.data.set([...paint(value), 255], 4 * k));
  context.putImageData(picture, 0, 0);
}

/** Colors between three, for values from −1 over 0 to 1. */
function diverging(negative, zero, positive) {
  return value => {
    const share = Math.min(1, Math.abs(value)), end = value < 0 ? negative : positive;
    return zero.map((from, k) => Math.round(from + share * (end[k] - from)));
  };
}

/** Draws lines into an SVG element as wide as it is: series are {name, style, x, y}; y has a logarithmic scale. */
function drawChart(svg, {series, label, xLabel, xEnds, whole = false, least = 1e-9}) {
  const width = svg.parentElement.clientWidth, height = 230, left = 46, right = 66, top = 26, bottom = 34;
  const values = series.flatMap(one => one.y).map(y => Math.max(y, least)).filter(Number.isFinite);
  const low = Math.floor(Math.log10(Math.min(...values, 0.1))), high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values, 1e-9))));
  const toX = x => left + (x - xEnds[0]) / Math.max(1e-9, xEnds[1] - xEnds[0]) * (width - left - right);
  const toY = y => top + (high - Math.log10(Math.max(y, least))) / (high - low) * (height - top - bottom);
  svg.replaceChildren(element('text', {x: 0, y: 12}, label));
  svg.setAttribute('width', width);
  svg.setAttribute('height', height);
  const every = Math.ceil((high - low) / 6);
  for (let power = low; power <= high; power += every) {
    const y = toY(10 ** power);
    svg.append(element('line', {x1: left, x2: width - right, y1: y, y2: y, class: 'grid-line'}),
               element('text', {x: left - 8, y: y + 4, 'text-anchor': 'end'}, power < -3 || power > 3 ? `1e${power}` : String(10 ** power)));
  }
  const steps = whole ? xEnds[1] - xEnds[0] : 2;
  for (let k = 0; k <= steps; ++k) {
    const x = xEnds[0] + k * (xEnds[1] - xEnds[0]) / steps;
    svg.append(element('text', {x: toX(x), y: height - bottom + 17, 'text-anchor': 'middle'}, String(Math.round(x))));
  }
  svg.append(element('text', {x: (left + width - right) / 2, y: height - 2, 'text-anchor': 'middle'}, xLabel));
  // Names stand at the ends of their lines, and make room for one another.
  const names = series.filter(one => one.y.length > 0).map(one => ({one, y: toY(one.y.at(-1)) + 4})).sort((a, b) => a.y - b.y);
  names.forEach((name, k) => { if (k > 0) name.y = Math.max(name.y, names[k - 1].y + 15); });
  for (const {one, y} of names) {
    const points = one.x.map((x, k) => `${toX(x).toFixed(1)} ${toY(one.y[k]).toFixed(1)}`);
    const group = element('g', {class: one.style}, element('path', {class: 'curve', d: `M${points.join('L')}`}),
                          element('text', {class: 'name', x: toX(one.x.at(-1)) + 8, y}, one.name));
    if (whole) for (const point of points) group.append(element('circle', {class: 'dot', cx: point.split(' ')[0], cy: point.split(' ')[1], r: 3.5}));
    svg.append(group);
  }
}
