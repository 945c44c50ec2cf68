'use strict';
// The page derivation.html: inputs and targets that are dragged, and the derivation that the library writes for them.

startPage(library => {
  const chain = byId('chain'), starts = [0.5, -1.5, 1, 0], indices = ['₁', '₂', '₃', '₄'];
  // A tree of its own, so that the style of a derivation is not that of the page.
  const paper = byId('derivation').attachShadow({mode: 'open'});
  let seed = 0, due = false;

  for (let k = 0; k < library.chain_count(); ++k) chain.append(element('option', {}, library.text(library.chain_name(k))));

  /** A slider for number k at a pointer. */
  function slider(name, pointer, k, {least, greatest, step, start}) {
    const input = element('input', {type: 'range', min: least, max: greatest, step, value: start}), output = element('output', {}, String(start));
    library.floats(pointer, k + 1)[k] = start;
    input.addEventListener('input', () => {
      library.floats(pointer, k + 1)[k] = Number(input.value);
      output.textContent = input.value;
      deriveSoon();
    });
    return element('label', {}, name, output, input);
  }

  function choose() {
    const which = chain.selectedIndex, several = library.chain_targets(which) > 1, classes = library.chain_classes(which);
    const sliders = [];
    for (let k = 0; k < library.chain_inputs(which); ++k)
      sliders.push(slider(`x${indices[k]}`, library.input_values(), k, {least: -2, greatest: 2, step: 0.05, start: starts[k]}));
    for (let k = 0; k < library.chain_targets(which); ++k)
      sliders.push(classes > 0 ? slider('class y', library.target_values(), k, {least: 0, greatest: classes - 1, step: 1, start: 1})
                               : slider(several ? `y${indices[k]}` : 'y', library.target_values(), k, {least: 0, greatest: 1, step: 0.05, start: (k + 1) % 2}));
    byId('sliders').replaceChildren(...sliders);
    derive();
  }

  function derive() {
    paper.innerHTML = library.text(library.derive(chain.selectedIndex, seed));
  }
  function deriveSoon() {
    if (due) return;
    due = true;
    requestAnimationFrame(() => {
      due = false;
      derive();
    });
  }

  chain.addEventListener('change', choose);
  byId('seed').addEventListener('click', () => {
    ++seed;
    derive();
  });
  chain.selectedIndex = 6;
  choose();
});
