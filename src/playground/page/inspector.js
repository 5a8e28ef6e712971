'use strict';

/** Every number of one step, a calculation at a time. */
class Inspector {
  /** @param act chosen(): row, calculation or unit has changed; playing() */
  constructor(session, act) {
    Object.assign(this, { session, act, list: [], open: false });
    const walk = $('walk');
    walk.addEventListener('keydown', event => this.key(event));
    $('row').addEventListener('change', () => this.choose(Number($('row').value)));
    new IntersectionObserver(entries => {
      this.open = entries.at(-1).isIntersecting;
      if (this.open) this.show();
    }).observe(walk);
    const at = key => make('select', { id: 'at-' + key, onchange: event => this.pick({ [key]: Number(event.target.value) }) });
    this.parts = {
      title: make('h3'), say: make('p'), formula: make('p', { className: 'formula' }), unit: at('unit'), input: at('input'),
      example: make('p', { className: 'formula numbers' }), whole: make('p', { className: 'muted' }), table: make('table', { className: 'values' }),
    };
    const { title, say, formula, unit, input, example, whole, table } = this.parts;
    this.labels = { unit: make('label', { className: 'inline' }, make('span'), ' ', unit), input: make('label', { className: 'inline' }, make('span'), ' ', input) };
    table.addEventListener('click', event => {
      const cell = event.target.closest('tbody td');
      if (cell) this.pick({ input: Number(cell.dataset.i), unit: Number(cell.dataset.j) });
    });
    $('calculation').append(title, say, formula, make('p', { className: 'row' }, this.labels.unit, this.labels.input), example, whole, make('div', { className: 'box', role: 'region', tabIndex: 0, 'aria-label': 'Values' }, table));
  }

  choose(row) {
    const rows = this.session.data.y.length;
    this.session.state.row = Number.isInteger(row) ? Math.max(0, Math.min(rows - 1, row)) : 0;
    this.act.chosen();
    this.show();
  }

  pick(changes) {
    Object.assign(this.session.state, changes);
    this.act.chosen();
    this.show(true);
  }

  get now() {
    const { stage } = this.session.state;
    return this.list.find(c => c.id === stage) ?? this.list[1];
  }

  key(event) {
    if (['SELECT', 'INPUT'].includes(event.target.tagName) || event.altKey || event.ctrlKey || event.metaKey) return;
    const along = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const units = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!along && !units) return;
    event.preventDefault();
    const { now, list } = this;
    if (units) return this.pick({ unit: (this.unit + units + now.columns) % now.columns });
    const next = list[Math.max(0, Math.min(list.length - 1, list.indexOf(now) + along))];
    this.pick({ stage: next.id });
    $('stage-' + next.id).focus();
  }

  get unit() {
    return Math.min(this.session.state.unit, this.now.columns - 1);
  }

  /** @param asked by hand: drawn even before the browser says that the walk is to be seen */
  show(asked) {
    const { engine, state, row } = this.session;
    const { columns, classes, y, test } = this.session.data;
    if (document.activeElement !== $('row')) $('row').value = row;
    $('row').max = y.length - 1;
    $('row-note').textContent = t('rowNote', y.length, classes[y[row]], t(test.includes(row) ? 'test' : 'train'));
    if (!asked && !this.open && this.list.length) return;
    this.list = Calculations.of(this.trace = engine.trace(row), state.recipe, columns);
    this.stages();
    this.calculation();
  }

  /** The buttons: forward from left to right, back below in the same columns, the update below that. */
  stages() {
    const box = $('stages');
    const key = document.documentElement.lang + this.list.map(c => c.id);
    if (box.dataset.shown !== key) {
      box.dataset.shown = key;
      const layers = this.trace.layers.length + 2;
      box.style.gridTemplateColumns = `auto repeat(${layers}, auto)`;
      box.replaceChildren(...['forward', 'backward', 'update'].flatMap((part, row) => [
        make('span', { className: 'muted', style: `grid-area: ${row + 1} / 1` }, t(part)),
        ...Array.from({ length: layers }, (_, layer) => make('span', { className: 'cell ' + part, style: `grid-area: ${row + 1} / ${layer + 2}` },
          ...this.list.filter(c => c.part === part && c.layer === layer).map(c => make('button', { type: 'button', id: 'stage-' + c.id, onclick: () => this.pick({ stage: c.id }) }, Inspector.symbol(c.id))))),
      ]));
    }
    for (const { id } of this.list) {
      const button = $('stage-' + id);
      if (id === this.now.id) button.setAttribute('aria-current', 'step');
      else button.removeAttribute('aria-current');
      button.tabIndex = id === this.now.id ? 0 : -1;
    }
  }

  static symbol(id) {
    return id.replace('new', 'new ');
  }

  calculation() {
    const { now, parts, unit } = this;
    const { state } = this.session;
    const input = Math.min(state.input, now.rows - 1);
    parts.title.textContent = Inspector.symbol(now.id);
    parts.say.textContent = t(now.say) + (now.id === 'L' && this.trace.penalty ? ' ' + t('penaltyNote', brief(this.trace.penalty)) : '');
    parts.formula.textContent = now.formula;
    this.options('unit', 'chooseUnit', now.columns, unit);
    this.options('input', 'chooseInput', now.rows, input);
    const example = `${now.at(input, unit)} = ${now.example(input, unit)} = ${brief(now.values[input * now.columns + unit])}`;
    // read out when a person moves on, not at each step of the training
    parts.example.setAttribute('aria-live', this.act.playing() ? 'off' : 'polite');
    if (parts.example.textContent !== example) parts.example.textContent = example;
    parts.whole.textContent = t('wholeResult', Inspector.symbol(now.id), `[${now.rows}, ${now.columns}]`);
    this.table(input, unit);
  }

  options(key, name, count, chosen) {
    const select = this.parts[key];
    this.labels[key].hidden = count < 2;
    this.labels[key].firstChild.textContent = t(name);
    if (select.length !== count) select.replaceChildren(...Array.from({ length: count }, (_, k) => make('option', { value: k }, String(k))));
    select.value = chosen;
  }

  /** All elements, tinted by sign and size; the chosen one framed. */
  table(input, unit) {
    const { rows, columns, values } = this.now;
    const { table } = this.parts;
    const most = Surface.largest(values);
    const key = [rows, columns].join();
    if (table.dataset.shown !== key) {
      table.dataset.shown = key;
      const head = make('tr', {}, make('td'), ...Array.from({ length: columns }, (_, j) => make('th', { scope: 'col' }, String(j))));
      table.replaceChildren(make('thead', {}, head), make('tbody', {}, ...Array.from({ length: rows }, (_, i) => make('tr', {}, make('th', { scope: 'row' }, String(i)),
        ...Array.from({ length: columns }, (_, j) => make('td', { 'data-i': i, 'data-j': j }))))));
    }
    table.querySelectorAll('tbody td').forEach((cell, k) => {
      const value = values[k];
      cell.textContent = brief(value, 3);
      const [r, g, b] = Theme.now.rgb[value > 0 ? 1 : 0];
      cell.style.backgroundColor = `rgba(${r},${g},${b},${(0.4 * Math.abs(value) / most).toFixed(3)})`;
      cell.toggleAttribute('data-chosen', k === input * columns + unit);
    });
  }
}
