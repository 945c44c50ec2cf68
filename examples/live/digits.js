'use strict';
// The page digits.html: strokes, pixels and examples on one side, what the two networks make of them on the other.

startPage(async library => {
  const side = 8, pixels = () => library.floats(library.image_pixels(), side * side);
  const values = place => [...library.floats(library.layer_values(place), library.layer_size(place))];
  const layers = ['linear 64 → 32', 'relu', 'linear 32 → 10'], firstFloat = 1, firstInteger = 4, firstShare = 7;

  const csv = await data('data-set');
  library.bytes(library.room_for_text(csv.length), csv.length).set(csv);
  if (library.read_text() !== 1) throw new Error('its data set is not whole');

  // What the networks say.
  const bars = [...Array(10).keys()].map(digit => {
    const bar = ['first', 'second'].map(style => element('i', {class: style}));
    const share = element('small');
    byId('bars').append(element('span', {}, String(digit)), element('span', {class: 'pair'}, ...bar), share);
    return {bar, share};
  });
  const strips = layers.map(name => {
    const canvases = ['float', 'int8'].map(form => element('canvas', {role: 'img', 'aria-label': `${name}, ${form}`}));
    const range = element('small');
    byId('layers').append(element('figure', {}, element('figcaption', {}, `${name} `, range), ...canvases));
    return {canvases, range};
  });
  let cell = null;  // the pixel that keys edit

  function show() {
    library.recognize();
    const empty = pixels().every(pixel => pixel === 0);
    const shares = [values(firstShare), values(firstShare + 1)];
    ['float', 'int8'].forEach((form, k) => {
      const best = shares[k].indexOf(Math.max(...shares[k]));
      byId(`read-${form}`).textContent = empty ? '–' : String(best);
      byId(`sure-${form}`).textContent = empty ? '' : `${(100 * shares[k][best]).toFixed(1)} %`;
    });
    bars.forEach(({bar, share}, digit) => {
      bar.forEach((one, k) => { one.style.width = `${empty ? 0 : 100 * shares[k][digit]}%`; });
      share.textContent = empty ? '' : `${(100 * shares[0][digit]).toFixed(0)} %`;
    });
    paint();
  }

  function paint() {
    paintInk(byId('pixels'), pixels());
    if (cell !== null && document.activeElement === byId('pixels')) markCell();
    const colors = diverging(color('--negative'), color('--zero'), color('--positive'));
    strips.forEach(({canvases, range}, layer) => {
      const rows = [values(firstFloat + layer), values(firstInteger + layer)];
      const greatest = Math.max(1e-6, ...rows.flat().map(Math.abs));
      rows.forEach((row, k) => {
        canvases[k].style.aspectRatio = `${row.length > 10 ? 16 : 10} / ${row.length > 10 ? 2 : 1}`;
        paintCells(canvases[k], row.map(value => value / greatest), row.length > 10 ? 16 : 10, colors);
      });
      range.textContent = `up to ±${greatest.toFixed(1)}`;
    });
  }

  function paintInk(canvas, image) {
    paintCells(canvas, [...image], side, ink => Array(3).fill(Math.round(255 * (1 - ink))));
  }
  function markCell() {
    const context = byId('pixels').getContext('2d');
    context.fillStyle = 'rgb(11 99 176 / 45%)';
    context.fillRect(cell % side, Math.floor(cell / side), 1, 1);
  }

  // Drawing.
  const paper = byId('paper'), context = paper.getContext('2d');
  let strokes = [], due = false;
  function forgetStrokes() {
    strokes = [];
    context.clearRect(0, 0, paper.width, paper.height);
    Object.assign(context, {font: '20px system-ui, sans-serif', textAlign: 'center', fillStyle: '#8792a0'});
    context.fillText('draw here', paper.width / 2, paper.height / 2);
  }
  function add(event, starts) {
    const box = paper.getBoundingClientRect();
    const point = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
    const last = starts ? point : strokes.at(-1);
    strokes.push([...point, starts ? 1 : 0]);
    Object.assign(context, {lineWidth: 22, lineCap: 'round', strokeStyle: '#1f2933'});
    context.beginPath();
    context.moveTo(last[0] * paper.width, last[1] * paper.height);
    context.lineTo(point[0] * paper.width, point[1] * paper.height);
    context.stroke();
    if (due) return;
    due = true;
    requestAnimationFrame(() => {
      due = false;
      if (strokes.length === 0) return;
      library.floats(library.room_for_points(strokes.length), 3 * strokes.length).set(strokes.flat());
      library.draw();
      show();
    });
  }
  paper.addEventListener('pointerdown', event => {
    if (event.button !== 0) return;
    paper.setPointerCapture(event.pointerId);
    if (strokes.length === 0) context.clearRect(0, 0, paper.width, paper.height);
    add(event, true);
    event.preventDefault();
  });
  paper.addEventListener('pointermove', event => { if (paper.hasPointerCapture(event.pointerId)) add(event, false); });

  byId('clear').addEventListener('click', () => {
    forgetStrokes();
    pixels().fill(0);
    show();
  });

  // Examples: the next held-back image of each digit.
  let next = 0;
  function showExamples() {
    const found = new Map();
    for (let tried = 0; found.size < 10 && tried < library.held_back(); ++tried, ++next) {
      const digit = library.choose(next);
      if (!found.has(digit)) found.set(digit, {number: next, image: Float32Array.from(pixels())});
    }
    byId('examples').replaceChildren(...[...found].sort((a, b) => a[0] - b[0]).map(([digit, {number, image}]) => {
      const canvas = element('canvas'), button = element('button', {type: 'button', 'aria-label': `A handwritten ${digit}`}, canvas);
      paintInk(canvas, image);
      button.addEventListener('click', () => {
        forgetStrokes();
        library.choose(number);
        show();
      });
      return button;
    }));
  }
  byId('others').addEventListener('click', () => {
    const kept = Float32Array.from(pixels());
    showExamples();
    pixels().set(kept);
  });

  // Pixels, by pointer and by keys.
  const grid = byId('pixels');
  function addInk(parts) {
    const now = Math.min(16, Math.max(0, Math.round(16 * pixels()[cell]) + parts));
    forgetStrokes();
    pixels()[cell] = now / 16;
    show();
    tellCell();
  }
  function tellCell() {
    byId('cell').textContent = `Row ${Math.floor(cell / side) + 1}, column ${cell % side + 1}: ${Math.round(16 * pixels()[cell])} of 16`;
  }
  grid.addEventListener('keydown', event => {
    const moves = {ArrowLeft: -1, ArrowRight: 1, ArrowUp: -side, ArrowDown: side}, parts = {' ': 8, Enter: 8, Delete: -16, Backspace: -16};
    cell ??= 0;
    if (event.key in moves) {
      const sideways = Math.abs(moves[event.key]) === 1 && Math.floor(cell / side) !== Math.floor((cell + moves[event.key]) / side);
      if (!sideways && cell + moves[event.key] >= 0 && cell + moves[event.key] < side * side) cell += moves[event.key];
      paint();
      tellCell();
    } else if (event.key in parts) {
      addInk(parts[event.key]);
    } else {
      return;
    }
    event.preventDefault();
  });
  grid.addEventListener('focus', () => { cell ??= 0; paint(); });
  grid.addEventListener('blur', paint);
  grid.addEventListener('pointerdown', event => {
    const box = grid.getBoundingClientRect();
    cell = Math.floor((event.clientY - box.top) / box.height * side) * side + Math.floor((event.clientX - box.left) / box.width * side);
    addInk(pixels()[cell] >= 1 ? -16 : 8);
  });

  // Costs, and what the two networks get right.
  const costs = JSON.parse(new TextDecoder().decode(await data('core-costs')));
  const names = {'cortex-m0': 'Cortex-M0', 'cortex-m4f': 'Cortex-M4F'}, number = value => value.toLocaleString('en-US');
  for (const core in names)
    ['float', 'int8'].forEach((form, k) => {
      const {instructions, flash, stack} = costs[core][form];
      byId('costs').append(element('tr', {}, element('td', {}, k === 0 ? names[core] : ''), element('td', {class: ['first', 'second'][k]}, form),
                                   ...[instructions, flash, stack].map(value => element('td', {}, number(value)))));
    });
  const ratio = core => (costs[core].float.instructions / costs[core].int8.instructions).toFixed(core === 'cortex-m0' ? 0 : 1);
  byId('ratio').textContent = `In int8 it takes ${ratio('cortex-m0')} times fewer instructions on a Cortex-M0, which computes floats in software, and ${ratio('cortex-m4f')} times fewer on a Cortex-M4F.`;
  byId('accuracy').textContent = `Of ${library.held_back()} digits that training did not see, float reads ${library.right_in_floats()} right, and int8 ${library.right_in_int8()}.`;

  showExamples();
  byId('examples').children[7].click();
  whenColorsChange(paint);
});
