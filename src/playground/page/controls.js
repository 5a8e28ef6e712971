'use strict';

/** The settings: each change makes a new recipe; one that cannot be is said in a sentence, and the run before is kept. */
class Controls {
  /** @param act apply(changes of the recipe), say(sentence) */
  constructor(session, form, act) {
    Object.assign(this, { session, form, act });
    this.shapes();
    form.addEventListener('submit', event => event.preventDefault());
    form.addEventListener('change', event => this.changed(event.target));
    for (const slider of form.querySelectorAll('[data-slides]')) slider.addEventListener('input', () => this.slid(slider));
    $('add-layer').addEventListener('click', () => this.layers([...session.state.recipe.hidden, 4]));
    $('defaults').addEventListener('click', () => act.apply({ ...State.ARTICLE, hidden: [...State.ARTICLE.hidden] }));
  }

  label(input) {
    const span = input.closest('label')?.querySelector('span');
    return span ? span.textContent.trim() : input.name;
  }

  changed(input) {
    if (input.dataset.slides) return;
    if (input.dataset.layer) return this.layers(this.widths());
    if (!input.name) return;
    this.attempt(() => {
      const numeric = input.name in State.RANGES;
      const text = input.validity?.badInput ? 'x' : input.value;
      this.act.apply({ [input.name]: numeric ? State.number(input.name, text, this.label(input)) : input.value });
    }, input);
  }

  /** Tries a change; what was wrong stands in the message, and the controls show again what is true. */
  attempt(change, input) {
    try {
      change();
      this.act.say('');
    } catch (error) {
      this.act.say(error.message);
      this.show();
      input?.setAttribute('aria-invalid', 'true');
    }
  }

  slid(slider) {
    const value = Number(slider.value);
    const number = 'log' in slider.dataset ? Number((10 ** value).toPrecision(2)) : value;
    this.attempt(() => this.act.apply({ [slider.dataset.slides]: number }), slider);
  }

  widths() {
    return [...this.form.querySelectorAll('[data-layer]')].map(input => input.value);
  }

  layers(widths) {
    this.attempt(() => this.act.apply({ hidden: State.hidden(widths) }));
  }

  /** The choice of points, with a small picture of each. */
  shapes() {
    const names = State.NAMES.shape.filter(name => name !== 'run' || this.session.start.data);
    $('shapes').append(...names.map(name => make('label', {},
      make('input', { type: 'radio', name: 'shape', value: name }), Controls.picture(name), make('span', { 'data-t': name }, t(name)))));
  }

  /** A few points of a figure, or a pen for points of one's own. */
  static picture(name) {
    const dots = [];
    const put = (x, y, kind) => dots.push([12 + 9 * x, 12 - 9 * y, kind]);
    for (let i = 0; i < 12; i++) {
      const a = Math.PI * i / 11;
      if (name === 'moons') (put(Math.cos(a) * 0.6 - 0.3, Math.sin(a) * 0.8 - 0.2, 0), put(0.3 - Math.cos(a) * 0.6, 0.2 - Math.sin(a) * 0.8, 1));
      if (name === 'circles') (put(Math.cos(2 * a) * 1, Math.sin(2 * a), 0), i % 2 && put(Math.cos(2 * a) * 0.5, Math.sin(2 * a) * 0.5, 1));
      if (name === 'spirals') [0, 1].forEach(k => put(i / 11 * Math.cos(2.6 * a + k * Math.PI), i / 11 * Math.sin(2.6 * a + k * Math.PI), k));
      if (name === 'xor') put([-0.7, -0.3, 0.3, 0.7][i % 4], [-0.6, 0, 0.6][i % 3] || 0.35, ([-0.7, -0.3, 0.3, 0.7][i % 4] > 0) === (([-0.6, 0, 0.6][i % 3] || 0.35) > 0) ? 0 : 1);
      if (name === 'blobs') put([-0.6, 0.55, 0][i % 3] + 0.22 * Math.cos(4 * a), [0.5, 0.5, -0.6][i % 3] + 0.22 * Math.sin(4 * a), i % 3);
    }
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('aria-hidden', 'true');
    svg.innerHTML = dots.length ? dots.map(([x, y, kind]) => `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="1.6" class="kind${kind}"/>`).join('')
      : '<path class="pen" d="M5 19l1-4L16 5l3 3L9 18z"/>';
    return svg;
  }

  /** Shows the recipe as it is. */
  show() {
    const { recipe } = this.session.state;
    for (const input of this.form.elements) {
      if (!(input.name in recipe)) continue;
      input.removeAttribute('aria-invalid');
      if (input.type === 'radio') input.checked = input.value === recipe[input.name];
      else input.value = recipe[input.name];
    }
    for (const slider of this.form.querySelectorAll('[data-slides]')) {
      const value = recipe[slider.dataset.slides];
      if (slider !== document.activeElement) slider.value = 'log' in slider.dataset ? Math.log10(value) : value;
      slider.setAttribute('aria-valuetext', value);
    }
    const generated = recipe.shape !== 'own' && recipe.shape !== 'run';
    for (const element of this.form.querySelectorAll('.generated')) element.hidden = !generated;
    this.showLayers(recipe.hidden);
  }

  showLayers(widths) {
    const box = $('layers');
    const language = document.documentElement.lang;
    if (box.dataset.shown === language + widths) return [...box.querySelectorAll('input')].forEach((input, i) => { input.value = widths[i]; });
    box.dataset.shown = language + widths;
    const focused = document.activeElement?.id;
    box.replaceChildren(...widths.map((width, i) => make('div', { className: 'pair' },
      make('label', { htmlFor: 'width-' + i }, t('layerOf', i + 1)),
      make('span', {},
        make('input', { id: 'width-' + i, type: 'number', min: 1, max: State.MOST_UNITS, step: 1, value: width, 'data-layer': i + 1, 'aria-label': t('units', i + 1) }),
        make('button', { type: 'button', className: 'small', 'aria-label': t('removeLayer', i + 1), title: t('removeLayer', i + 1), onclick: () => this.layers(widths.filter((_, k) => k !== i)) }, '×')))));
    if (!widths.length) box.append(make('p', { className: 'muted' }, t('noHidden')));
    $('add-layer').disabled = widths.length >= State.MOST_LAYERS;
    if (focused) $(focused)?.focus();
  }
}

/** The weight that can be changed by hand. */
class WeightEditor {
  /** @param act set(layer, from, to, value), chosen(layer, from, to) */
  constructor(session, act) {
    Object.assign(this, { session, act, layer: 1, from: 0, to: 0 });
    $('w-layer').addEventListener('change', () => this.choose(Number($('w-layer').value), 0, 0));
    $('w-from').addEventListener('change', () => this.choose(this.layer, $('w-from').value === 'b' ? 'b' : Number($('w-from').value), this.to));
    $('w-to').addEventListener('change', () => this.choose(this.layer, this.from, Number($('w-to').value)));
    $('w-value').addEventListener('change', () => this.set($('w-value').value));
    $('w-slide').addEventListener('input', () => this.set($('w-slide').value));
  }

  set(text) {
    const value = Number(text);
    if (text === '' || !Number.isFinite(value) || Math.abs(value) > 1e6) {
      this.act.say(t('notNumber', $('w-name').textContent, '−1000000', '1000000'));
      return this.show();
    }
    this.act.say('');
    this.act.set(this.layer, this.from, this.to, value);
  }

  choose(layer, from, to) {
    Object.assign(this, { layer, from, to });
    this.build();
    this.act.chosen({ layer, i: from, j: to });
  }

  /** Lists the layers and units that there are. */
  build() {
    const layers = this.session.engine.parameters();
    const { columns } = this.session.data;
    this.layer = Math.min(this.layer, layers.length);
    const { rows, columns: width } = layers[this.layer - 1];
    if (this.from !== 'b') this.from = Math.min(this.from, rows - 1);
    this.to = Math.min(this.to, width - 1);
    const options = (select, values, chosen) => {
      select.replaceChildren(...values.map(([value, text]) => make('option', { value }, text)));
      select.value = chosen;
    };
    options($('w-layer'), layers.map((_, q) => [q + 1, String(q + 1)]), this.layer);
    const before = Array.from({ length: rows }, (_, i) => [i, this.layer === 1 ? columns[i] : t('unit', i)]);
    options($('w-from'), [...before, ['b', t('bias')]], this.from);
    options($('w-to'), Array.from({ length: width }, (_, j) => [j, String(j)]), this.to);
    this.show();
  }

  /** Shows the weight as it is now. */
  show() {
    const l = this.session.engine.parameters()[this.layer - 1];
    if (!l) return;
    const bias = this.from === 'b';
    const value = bias ? l.b[this.to] : l.W[this.from * l.columns + this.to];
    $('w-name').textContent = bias ? `b${this.layer}[${this.to}]` : `W${this.layer}[${this.from},${this.to}]`;
    if (document.activeElement !== $('w-value')) $('w-value').value = Number.isFinite(value) ? Number(value.toPrecision(6)) : '';
    if (document.activeElement !== $('w-slide')) $('w-slide').value = Number.isFinite(value) ? value : 0;
  }
}
