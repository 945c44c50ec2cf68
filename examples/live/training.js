'use strict';
// The page training.html: three networks that are trained, and pictures of how far they are.

startPage(library => {
  const names = ['relu', 'tanh', 'sigmoid'], styles = ['third', 'second', 'first'], stepsInAFrame = 8, epoch = 8;
  const [pattern, depth, rule, rate] = ['pattern', 'depth', 'rule', 'rate'].map(byId);
  let seed = 1, running = false, steps = 0, curves, pictures;

  const chains = names.map((name, k) => {
    const plane = element('canvas', {role: 'img', 'aria-label': `Decision boundary with ${name}`}), dots = element('canvas', {'aria-hidden': 'true'});
    const numbers = element('span');
    byId('chains').append(element('figure', {}, plane, dots, element('figcaption', {}, element('b', {class: styles[k]}, name), numbers)));
    return {plane, dots, numbers};
  });

  const learningRate = () => 10 ** Number(rate.value);

  function reset() {
    library.reset(pattern.selectedIndex, depth.selectedIndex, rule.selectedIndex, seed);
    steps = 0;
    curves = names.map(() => ({x: [], y: []}));
    drawPoints();
    measure();
    pause();
  }

  /** Asks how far the networks are, and draws it. */
  function measure() {
    const states = names.map((_, k) => {
      const pointer = library.state(k);
      return [...library.floats(pointer, library.state_size())];
    });
    states.forEach(([loss], k) => {
      curves[k].x.push(steps);
      curves[k].y.push(loss);
      if (curves[k].x.length > 400) for (const row of [curves[k].x, curves[k].y]) row.splice(0, row.length, ...row.filter((_, n) => n % 2 === 0));
    });
    pictures = names.map((_, k) => {
      const pointer = library.picture(k);
      return library.floats(pointer, library.picture_side() ** 2).slice();
    });
    draw(states);
  }

  let drawn;
  function draw(states = drawn) {
    drawn = states;
    const middle = color('--zero'), colors = diverging(color('--one-class'), middle, color('--other-class'));
    states.forEach(([loss, right], k) => {
      paintCells(chains[k].plane, Array.from(pictures[k], p => 1.3 * (p - 0.5)), library.picture_side(), colors);
      chains[k].numbers.textContent = `loss ${loss < 0.001 ? loss.toExponential(0) : loss.toPrecision(2)}, ${Math.round(100 * right)} % right`;
    });
    drawChart(byId('losses'), {
      label: 'binary cross-entropy', xLabel: 'step', xEnds: [0, Math.max(100, steps)], least: 1e-5,
      series: curves.map((curve, k) => ({name: names[k], style: styles[k], ...curve}))});
    const layers = states[0].length - 2;
    drawChart(byId('gradients'), {
      label: 'norm of ∂ℓ/∂W', xLabel: 'linear layer', xEnds: [1, layers], whole: true, least: 1e-9,
      series: states.map(([, , ...norms], k) => ({name: names[k], style: styles[k], x: norms.map((_, n) => n + 1), y: norms}))});
    byId('told').textContent = `${steps} steps, ${Math.floor(steps / epoch)} epochs.`;
  }

  function drawPoints() {
    const count = library.point_count(), points = library.floats(library.point_coordinates(), 2 * count), size = 400;
    for (const {dots} of chains) {
      dots.width = dots.height = size;
      const context = dots.getContext('2d');
      for (let n = 0; n < count; ++n) {
        context.beginPath();
        context.arc((points[2 * n] / 3.2 + 0.5) * size, (0.5 - points[2 * n + 1] / 3.2) * size, 6, 0, 7);
        context.fillStyle = `rgb(${color(n % 2 === 0 ? '--one-class' : '--other-class').join(' ')})`;
        context.strokeStyle = `rgb(${color('--paper').join(' ')})`;
        context.lineWidth = 2;
        context.fill();
        context.stroke();
      }
    }
  }

  function train(count) {
    steps = library.train(count, learningRate());
    measure();
  }
  function run() {
    if (!running) return;
    train(stepsInAFrame);
    requestAnimationFrame(run);
  }
  function pause() {
    running = false;
    byId('start').textContent = 'Start';
  }

  byId('start').addEventListener('click', () => {
    if (running) return pause();
    running = true;
    byId('start').textContent = 'Pause';
    byId('told').setAttribute('aria-live', 'off');
    requestAnimationFrame(run);
  });
  byId('step').addEventListener('click', () => {
    pause();
    train(1);
  });
  byId('reset').addEventListener('click', reset);
  byId('seed').addEventListener('click', () => {
    ++seed;
    reset();
  });
  for (const choice of [pattern, depth, rule]) choice.addEventListener('change', () => { suggestRate(); reset(); });
  const showRate = () => { byId('rate-shown').textContent = learningRate().toPrecision(1); };
  function suggestRate() {
    rate.value = rule.selectedIndex === 0 ? -0.5 : -2;
    showRate();
  }
  rate.addEventListener('input', showRate);
  suggestRate();
  reset();
  whenColorsChange(() => { drawPoints(); draw(); });
  new ResizeObserver(() => draw()).observe(byId('losses').parentElement);
});
