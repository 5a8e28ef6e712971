'use strict';

/** A table of one's own: chosen, dropped or pasted. */
class OwnTable {
  static MOST_MEGABYTES = 5;
  /** The text field shows so much of a large file. */
  static MOST_SHOWN = 20000;
  static USUAL = /^(label|class|target|y|species|category|klass|标签|类别)$/i;

  /** @param use called with the points that the table holds */
  constructor(session, use) {
    Object.assign(this, { session, use, text: '' });
    const field = $('csv-text');
    field.addEventListener('input', () => this.take(field.value));
    $('csv-use').addEventListener('click', () => this.read());
    $('csv-file').addEventListener('change', event => {
      this.file(event.target.files[0]);
      event.target.value = '';
    });
    const drop = $('drop');
    for (const name of ['dragover', 'drop']) {
      // a file that misses the field must not replace the page
      document.addEventListener(name, event => event.preventDefault());
    }
    drop.addEventListener('dragover', () => drop.classList.add('over'));
    drop.addEventListener('dragleave', () => drop.classList.remove('over'));
    drop.addEventListener('drop', event => {
      drop.classList.remove('over');
      const { files } = event.dataTransfer;
      if (files.length) this.file(files[0]);
      else this.show(event.dataTransfer.getData('text/plain'));
    });
    this.take('');
  }

  async file(file) {
    if (!file) return;
    const megabytes = file.size / 1e6;
    if (megabytes > OwnTable.MOST_MEGABYTES) return this.say(t('fileBig', megabytes.toFixed(1), OwnTable.MOST_MEGABYTES));
    try {
      this.show(new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer()));
      this.read();
    } catch (error) {
      this.say(t('fileUnread', error.message));
    }
  }

  show(text) {
    $('csv-text').value = text.length > OwnTable.MOST_SHOWN ? text.slice(0, OwnTable.MOST_SHOWN) + '…' : text;
    this.take(text);
  }

  /** Keeps the text and offers its columns for the class. */
  take(text) {
    this.text = text.replace(/^\ufeff/, '');
    const names = OwnTable.header(this.text);
    const before = $('csv-label').value;
    $('csv-label').replaceChildren(make('option', { value: '' }, t('lastColumn')), ...names.map(name => make('option', { value: name }, name)));
    $('csv-label').value = names.includes(before) ? before : names.find(name => OwnTable.USUAL.test(name)) ?? '';
  }

  /** The names in the first line. */
  static header(text) {
    const line = text.slice(0, 10000).split(/\r?\n|\r/, 1)[0];
    const separator = [',', ';', '\t', '|'].find(s => line.includes(s)) ?? ',';
    const fields = line.match(new RegExp(`("(?:[^"]|"")*"|[^${separator === '|' ? '\\|' : separator}]*)(${separator === '|' ? '\\|' : separator}|$)`, 'g')) ?? [];
    return fields.map(f => f.endsWith(separator) ? f.slice(0, -1) : f).map(f => f.trim().replace(/^"(.*)"$/, '$1').replaceAll('""', '"')).filter(Boolean).slice(0, 200);
  }

  read() {
    if (!this.text.trim()) return this.say(t('csvEmpty'));
    try {
      const points = this.session.engine.readCsv(this.text, $('csv-label').value || null);
      this.use(points);
      this.say(t('csvRead', points.y.length, points.columns.length, points.classes.length), true);
    } catch (error) {
      this.say(error.message);
    }
  }

  say(sentence, good = false) {
    $('csv-message').textContent = Texts.translated(sentence);
    $('csv-message').classList.toggle('good', good);
  }
}

/** The points as a table to read and change, a page at a time. */
class Rows {
  static PAGE = 20;

  /** @param act set(points): takes the changed points or throws, say(sentence), choose(row) */
  constructor(session, act) {
    Object.assign(this, { session, act, from: 0 });
    $('rows-box').addEventListener('toggle', () => this.show());
    $('rows-back').addEventListener('click', () => this.turn(-Rows.PAGE));
    $('rows-on').addEventListener('click', () => this.turn(Rows.PAGE));
    $('row-add').addEventListener('click', () => this.add());
  }

  turn(by) {
    this.from = Math.max(0, this.from + by);
    this.show();
  }

  add() {
    const points = this.session.points();
    const features = points.columns.length;
    const middle = Array.from({ length: features }, (_, j) => points.y.reduce((sum, _, i) => sum + points.x[i * features + j], 0) / points.y.length);
    points.x.push(...middle.map(v => Number(v.toPrecision(4))));
    points.y.push(0);
    this.from = Math.floor((points.y.length - 1) / Rows.PAGE) * Rows.PAGE;
    this.change(points);
  }

  change(points) {
    try {
      this.act.set(points);
      this.act.say('');
    } catch (error) {
      this.act.say(error.message);
    }
    this.show();
  }

  show() {
    if (!$('rows-box').open) return;
    const { columns, classes, features, x, y, test } = this.session.data;
    const held = new Set(test);
    this.from = Math.min(this.from, Math.floor((y.length - 1) / Rows.PAGE) * Rows.PAGE);
    const end = Math.min(y.length, this.from + Rows.PAGE);
    $('rows-range').textContent = t('rowsRange', this.from, end - 1, y.length);
    $('rows-back').disabled = this.from === 0;
    $('rows-on').disabled = end === y.length;
    const head = make('thead', {}, make('tr', {}, ...[t('row'), ...columns, t('class'), t('part')].map(text => make('th', { scope: 'col' }, text)), make('td')));
    const body = make('tbody');
    for (let i = this.from; i < end; i++) {
      const cells = columns.map((name, j) => make('td', {}, make('input', { type: 'number', step: 'any', value: Number(x[i * features + j].toPrecision(6)), 'aria-label': t('cell', name, i), onchange: event => this.cell(i, j, event.target) })));
      const choice = make('select', { 'aria-label': t('cell', t('class'), i), onchange: event => this.kind(i, Number(event.target.value)) }, ...classes.map((name, k) => make('option', { value: k }, name)));
      choice.value = y[i];
      body.append(make('tr', {}, make('th', { scope: 'row' }, make('button', { type: 'button', className: 'link', onclick: () => this.act.choose(i) }, String(i))), ...cells, make('td', {}, choice), make('td', {}, t(held.has(i) ? 'test' : 'train')),
        make('td', {}, make('button', { type: 'button', className: 'small', 'aria-label': t('removeRow', i), title: t('removeRow', i), onclick: () => this.remove(i) }, '×'))));
    }
    const fields = () => [...$('rows').querySelectorAll('input, select, button')];
    const focused = fields().indexOf(document.activeElement);
    $('rows').replaceChildren(head, body);
    if (focused >= 0) fields()[Math.min(focused, fields().length - 1)].focus();
  }

  cell(i, j, input) {
    const value = Number(input.value);
    const points = this.session.points();
    if (input.value === '' || !Number.isFinite(value)) {
      this.act.say(t('notNumber', t('cell', points.columns[j], i), '−1e308', '1e308'));
      return this.show();
    }
    points.x[i * points.columns.length + j] = value;
    this.change(points);
  }

  kind(i, k) {
    const points = this.session.points();
    points.y[i] = k;
    this.change(points);
  }

  remove(i) {
    this.change(Rows.without(this.session.points(), i));
  }

  static without(points, i) {
    points.x.splice(i * points.columns.length, points.columns.length);
    points.y.splice(i, 1);
    return points;
  }
}
