'use strict';

/** What of the run is looked at: the axes, a unit or the answer, the tool of the pointer; and changes of points by pointer. */
class View {
  constructor(session, surface, network, act) {
    Object.assign(this, { session, surface, network, act });
    this.engine = session.engine;
    const axis = which => event => { session.state.axes[which] = Number(event.target.value); this.axes(); };
    $('axis-x').addEventListener('change', axis(0));
    $('axis-y').addEventListener('change', axis(1));
    $('show').addEventListener('change', () => { session.state.show = $('show').value || 'output'; this.shown(); });
  }

  /** The lists that depend on data and network: tools, units to show, axes. */
  choices() {
    const { state } = this.session;
    const { classes, columns, features } = this.session.data;
    const tools = [['move', t('toolMove')], ...classes.slice(0, 7).map((name, k) => [String(k), t('toolAdd', name)]), ['remove', t('toolRemove')]];
    if (!tools.some(([tool]) => tool === this.surface.tool)) this.surface.tool = 'move';
    $('tools').replaceChildren(...tools.map(([tool, text]) => make('label', { className: 'tool' },
      make('input', { type: 'radio', name: 'tool', value: tool, checked: tool === this.surface.tool, onchange: () => { this.surface.tool = tool; } }), make('span', {}, text))));
    const units = state.recipe.hidden.flatMap((width, l) => Array.from({ length: width }, (_, j) => [`${l + 1}.${j}`, t('showUnit', l + 1, j)]));
    $('show').replaceChildren(...[['output', t('showOutput')], ...units].map(([value, text]) => make('option', { value }, text)));
    $('show').value = state.show;
    if (!$('show').value) $('show').value = state.show = 'output';
    this.name();
    $('axes').hidden = features <= 2;
    $('axes-note').hidden = features === 2;
    for (const [k, id] of ['axis-x', 'axis-y'].entries()) {
      $(id).replaceChildren(...columns.map((name, i) => make('option', { value: i }, name)));
      $(id).value = state.axes[k];
    }
    $('axes-note').textContent = t(features === 1 ? 'oneColumn' : 'axesNote', features);
  }

  /** What the page was made from, and how to begin. */
  begin() {
    const { data, parameters } = this.session.start;
    $('made-of').hidden = !data;
    if (data) $('made-of').textContent = t(parameters ? 'madeOfRun' : 'madeOfData', data.name);
    this.read(null);
  }

  legend() {
    const { classes } = this.session.data;
    $('legend').replaceChildren(...classes.map((name, k) => {
      const mark = make('canvas', { width: 36, height: 36, 'aria-hidden': 'true' });
      const context = mark.getContext('2d');
      context.scale(2, 2);
      Surface.point(context, 9, 9, k, 5, false);
      return make('span', {}, mark, name);
    }), make('span', { className: 'muted' }, t('legendTest')));
  }

  axes() {
    this.surface.fit();
    this.surface.stale = true;
    this.act.changed('view');
  }

  /** The unit that is shown large as [layer, index], or null for the output. */
  get unit() {
    const { show } = this.session.state;
    return show === 'output' ? null : show.split('.').map(Number);
  }

  /** Says above the plane whose it is. */
  name() {
    this.network.shown = this.unit;
    $('surface-h').textContent = this.unit ? t('showUnit', ...this.unit) : t('surfaceTitle');
  }

  shown() {
    this.name();
    this.act.changed('view');
  }

  showUnit(layer, j) {
    const { state } = this.session;
    const key = layer >= 1 && layer <= state.recipe.hidden.length ? `${layer}.${j}` : 'output';
    state.show = state.show === key ? 'output' : key;
    $('show').value = state.show;
    this.shown();
  }

  read(u, v) {
    const { surface } = this;
    if (u === null) {
      $('reading').textContent = t('readingHint');
      return;
    }
    const { columns, classes } = this.session.data;
    const [across, up] = this.session.state.axes;
    const value = surface.valueAt(u, v);
    let says;
    if (surface.kinds === 0) says = t('unitReads', brief(value));
    else {
      const p = surface.kinds === 1 ? [1 - value, value] : value;
      const best = p.indexOf(Math.max(...p));
      says = t('probability', classes[best], brief(p[best], 3));
    }
    $('reading').textContent = t('reading', columns[across], brief(u, 2), columns[up], brief(v, 2), says);
  }

  /** Changes the points; what the engine refuses is said, and they stay as they were. */
  edit(change) {
    const points = this.session.points();
    try {
      this.session.setPoints(change(points) ?? points);
      this.act.say('');
    } catch (error) {
      this.act.say(error.message);
    }
  }

  move(row, u, v) {
    this.edit(points => this.put(points, row, u, v));
  }

  add(kind, u, v) {
    this.edit(points => this.grow(points, kind, u, v));
  }

  remove(row) {
    this.edit(points => Rows.without(points, row));
  }

  put(points, row, u, v) {
    const { axes } = this.session.state;
    [u, v].forEach((value, k) => { points.x[row * points.columns.length + axes[k]] = Number(value.toPrecision(5)); });
  }

  /** A new point; what is not shown of it lies at the mean. */
  grow(points, kind, u, v) {
    const features = points.columns.length;
    const n = points.y.length;
    for (let j = 0; j < features; j++) {
      let mean = 0;
      for (let i = 0; i < n; i++) mean += points.x[i * features + j] / n;
      points.x.push(Number(mean.toPrecision(5)));
    }
    points.y.push(kind);
    this.put(points, n, u, v);
  }

  dropped() {
    this.surface.fit();
    this.surface.stale = true;
    this.act.changed('view');
  }
}
