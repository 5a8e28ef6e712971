'use strict';

/** The network: a picture of the plane for each input, unit and output, and a line for each weight. */
class Network {
  /** Pixels of a small picture. */
  static N = 18;
  /** Of a layer with more weights so many are drawn, the strongest. */
  static MOST_LINES = 100;
  /** So many inputs have their names below them. */
  static MOST_NAMES = 6;
  static WIDTHS = [0.4, 0.8, 1.3, 1.9, 2.6, 3.5];

  /** @param act showUnit(layer, j), chooseWeight(layer, i, j) */
  constructor(session, canvas, act) {
    Object.assign(this, { session, canvas, act, columns: [], turn: 0, hover: null, chosen: null });
    this.context = canvas.getContext('2d');
    this.atlas = document.createElement('canvas');
    sized(canvas, () => {
      this.place();
      this.redraw();
    });
    canvas.addEventListener('pointermove', event => this.point(event));
    canvas.addEventListener('pointerleave', () => { this.hover = null; this.redraw(); });
    canvas.addEventListener('click', event => {
      this.point(event);
      const { hover } = this;
      if (hover?.unit) act.showUnit(hover.layer, hover.j);
      else if (hover) act.chooseWeight(hover.layer, hover.i, hover.j);
    });
  }

  /** Where each picture stands, after the network or the canvas has changed. */
  place() {
    if (!this.session.figures) return;
    const { engine, state } = this.session;
    const { features, classes } = this.session.data;
    const counts = [features, ...state.recipe.hidden, classes.length === 2 ? 1 : classes.length];
    const w = this.canvas.clientWidth;
    const h = this.canvas.clientHeight - 26;
    // where layers stand close, curves would all meet half way
    this.straight = counts.length > 5;
    const widest = Math.min(66, 0.55 * w / counts.length);
    const side = 12 + widest / 2;
    this.columns = counts.map((count, q) => {
      const named = q === 0 && count <= Network.MOST_NAMES;
      const pitch = Math.min(widest + (named ? 28 : 14), h / (count + (count > 14 ? 1.2 : 0.6)));
      // many units stand in two files, so that their pictures can be twice as large
      const files = pitch < 26 && 2 * pitch < 0.45 * w / counts.length ? 2 : 1;
      const size = Math.max(3, Math.min(widest, files * pitch - (pitch > 20 ? 5 : 2)));
      const x = side + (w - 2 * side) * q / (counts.length - 1);
      const top = 24 + (h - pitch * count) / 2;
      return { count, size, x: j => files === 1 ? x : x + (j % 2 - 0.5) * (size + 3), y: j => top + pitch * (j + 0.5), middle: x };
    });
    const rows = Math.max(...counts) * Network.N;
    const across = counts.length * Network.N;
    if (this.atlas.width !== across || this.atlas.height !== rows) {
      this.atlas.width = across;
      this.atlas.height = rows;
      this.image = this.atlas.getContext('2d').createImageData(across, rows);
    }
  }

  /** Paints the small pictures: all of them, or while training those of one layer and of the output. */
  update(frame, all) {
    if (!this.columns.length) this.place();
    const { engine, state } = this.session;
    const n = Network.N;
    const hidden = state.recipe.hidden.length;
    if (all) this.paintInputs();
    if (hidden) this.turn = this.turn % hidden + 1;
    for (let layer = 1; layer <= hidden; layer++) {
      if (!all && layer !== this.turn) continue;
      const units = engine.unitSurfaces(layer, n, ...frame);
      // one scale for a layer, so that a strong unit looks strong
      const scale = Math.max(...units.map(Surface.largest));
      units.forEach((values, j) => this.paint(layer, j, values, scale));
    }
    this.paintOutputs(engine.surface(n, ...frame), hidden + 1);
    this.atlas.getContext('2d').putImageData(this.image, 0, 0);
    this.redraw();
  }

  paint(column, j, values, scale) {
    const stride = this.image.width;
    Surface.paintOne(this.image.data, values, Network.N, scale, column * Network.N + j * Network.N * stride, stride);
  }

  paintInputs() {
    const n = Network.N;
    const { axes } = this.session.state;
    for (let j = 0; j < this.columns[0].count; j++) {
      const values = Float32Array.from({ length: n * n }, (_, k) => j === axes[0] ? 2 * (k % n + 0.5) / n - 1 : j === axes[1] ? 2 * (Math.floor(k / n) + 0.5) / n - 1 : 0);
      this.paint(0, j, values, 1);
    }
  }

  paintOutputs(values, column) {
    const { count } = this.columns[column];
    if (count === 1) return this.paint(column, 0, values, 0);
    const { rgb, card } = Theme.now;
    const n = Network.N;
    for (let j = 0; j < count; j++) {
      for (let k = 0; k < n * n; k++) {
        const pixel = 4 * (column * n + k % n + (j * n + n - 1 - Math.floor(k / n)) * this.image.width);
        const colour = Theme.mix(card, rgb[j % rgb.length], 0.75 * values[k * count + j]);
        for (let c = 0; c < 3; c++) this.image.data[pixel + c] = colour[c];
        this.image.data[pixel + 3] = 255;
      }
    }
  }

  redraw() {
    if (!this.columns.length || !Theme.now || !this.session.figures) return;
    const { context, canvas, atlas } = this;
    const n = Network.N;
    context.clearRect(0, 0, canvas.clientWidth, canvas.clientHeight);
    this.lines();
    context.imageSmoothingEnabled = true;
    const [shownLayer, shownUnit] = this.shown ?? [];
    this.columns.forEach((column, q) => {
      const { count, size, x, y } = column;
      for (let j = 0; j < count; j++) {
        const at = y(j) - size / 2;
        const left = x(j) - size / 2;
        context.drawImage(atlas, q * n, j * n, n, n, left, at, size, size);
        const strong = (q === shownLayer && j === shownUnit) || (this.hover?.unit && this.hover.layer === q && this.hover.j === j);
        context.strokeStyle = strong ? Theme.now.text : Theme.now.line;
        context.lineWidth = strong ? 2.5 : 1;
        context.strokeRect(left, at, size, size);
      }
    });
    this.names();
    if (this.hover) this.tip();
  }

  /** The lines in a few strokes, by sign and thickness. */
  lines() {
    const { context } = this;
    const layers = this.session.engine.parameters();
    const bins = [[], []].map(() => Network.WIDTHS.map(() => []));
    this.drawn = [];
    layers.forEach((l, q) => {
      const most = Surface.largest(l.W);
      const least = Network.least(l.W);
      for (let k = 0; k < l.W.length; k++) {
        const weight = l.W[k];
        const size = Math.abs(weight);
        if (size < least || !(size > 0)) continue;
        const bin = Math.min(Network.WIDTHS.length - 1, Math.floor(Network.WIDTHS.length * size / (most * 1.001)));
        const line = this.line(q, Math.floor(k / l.columns), k % l.columns);
        bins[weight > 0 ? 1 : 0][bin].push(line);
        this.drawn.push({ layer: q + 1, i: Math.floor(k / l.columns), j: k % l.columns, line });
      }
    });
    // the strongest last, of both signs
    Network.WIDTHS.forEach((thickness, width) => bins.forEach((bin, sign) => {
      context.beginPath();
      bin[width].forEach(line => this.trace(line));
      context.strokeStyle = Theme.colour(sign);
      context.globalAlpha = 0.22 + 0.11 * width;
      context.lineWidth = this.straight ? 0.6 * thickness : thickness;
      context.stroke();
    }));
    context.globalAlpha = 1;
    const chosen = this.hover && !this.hover.unit ? this.hover : this.chosen;
    if (chosen && chosen.i !== 'b' && this.columns[chosen.layer]) {
      context.beginPath();
      this.trace(this.line(chosen.layer - 1, chosen.i, chosen.j));
      context.strokeStyle = Theme.now.text;
      context.lineWidth = 2;
      context.stroke();
    }
  }

  /** How strong a weight must be to be drawn. */
  static least(weights) {
    if (weights.length <= Network.MOST_LINES) return 0;
    return weights.map(Math.abs).sort()[weights.length - Network.MOST_LINES];
  }

  line(q, i, j) {
    const from = this.columns[q];
    const to = this.columns[q + 1];
    return [from.x(i) + from.size / 2, from.y(i), to.x(j) - to.size / 2, to.y(j)];
  }

  trace([x0, y0, x1, y1]) {
    this.context.moveTo(x0, y0);
    if (this.straight) return this.context.lineTo(x1, y1);
    const middle = (x0 + x1) / 2;
    this.context.bezierCurveTo(middle, y0, middle, y1, x1, y1);
  }

  /** What a layer is called above it; inputs have their names below. */
  names() {
    const { context } = this;
    const { recipe } = this.session.state;
    const data = this.session.data;
    const last = this.columns.length - 1;
    context.font = Theme.now.font;
    context.fillStyle = Theme.now.muted;
    context.textBaseline = 'middle';
    this.columns.forEach((column, q) => {
      context.textAlign = q === 0 ? 'left' : q === last ? 'right' : 'center';
      const x = q === 0 ? 4 : q === last ? this.canvas.clientWidth - 4 : column.middle;
      const text = q === 0 ? 'X' : q === last ? 'P' : (last < 5 ? `A${q} · ${recipe.activation}` : 'A' + q);
      context.fillText(text, x, 10);
    });
    const inputs = this.columns[0];
    if (inputs.count <= Network.MOST_NAMES) {
      context.textAlign = 'left';
      data.columns.forEach((name, i) => context.fillText(name.length > 12 ? name.slice(0, 11) + '…' : name, 4, inputs.y(i) + inputs.size / 2 + 10));
    }
  }

  /** A label by the pointer. */
  tip() {
    const { hover, context } = this;
    const last = this.columns.length - 1;
    const data = this.session.data;
    let text;
    if (!hover.unit) {
      const l = this.session.engine.parameters()[hover.layer - 1];
      text = `W${hover.layer}[${hover.i},${hover.j}] = ${brief(l.W[hover.i * l.columns + hover.j])}`;
    } else if (hover.layer === 0) text = data.columns[hover.j];
    else if (hover.layer === last) text = t('showOutput');
    else text = t('showUnit', hover.layer, hover.j) + `, b${hover.layer}[${hover.j}] = ${brief(this.session.engine.parameters()[hover.layer - 1].b[hover.j])}`;
    context.font = Theme.now.font;
    const width = context.measureText(text).width + 14;
    const x = Math.max(2, Math.min(this.canvas.clientWidth - width - 2, hover.x - width / 2));
    const y = hover.y > 40 ? hover.y - 32 : hover.y + 16;
    context.fillStyle = Theme.now.text;
    context.fillRect(x, y, width, 22);
    context.fillStyle = `rgb(${Theme.now.card})`;
    context.textAlign = 'left';
    context.fillText(text, x + 7, y + 11.5);
  }

  /** Finds the picture or the line at the pointer. */
  point(event) {
    const edge = this.canvas.getBoundingClientRect();
    const x = event.clientX - edge.left;
    const y = event.clientY - edge.top;
    this.hover = this.unitAt(x, y) ?? this.lineAt(x, y);
    if (this.hover) Object.assign(this.hover, { x, y });
    this.canvas.style.cursor = this.hover ? 'pointer' : 'default';
    this.redraw();
  }

  unitAt(x, y) {
    for (const [q, column] of this.columns.entries()) {
      const reach = column.size / 2 + 1;
      for (let j = 0; j < column.count; j++) if (Math.abs(x - column.x(j)) <= reach && Math.abs(y - column.y(j)) <= reach) return { unit: true, layer: q, j };
    }
    return null;
  }

  lineAt(x, y) {
    let best = null;
    let nearest = 6;
    for (const { layer, i, j, line: [x0, y0, x1, y1] } of this.drawn ?? []) {
      if (x < x0 || x > x1) continue;
      if (this.straight) {
        const distance = Math.abs(y - y0 - (y1 - y0) * (x - x0) / (x1 - x0)) / Math.hypot(1, (y1 - y0) / (x1 - x0));
        if (distance < nearest) [nearest, best] = [distance, { layer, i, j }];
        continue;
      }
      // the curve's t at this x, near enough: it is steepest in the middle
      const s = (x - x0) / (x1 - x0);
      let low = 0, high = 1;
      for (let k = 0; k < 12; k++) {
        const m = (low + high) / 2;
        if (1.5 * m * (1 - m) ** 2 + 1.5 * m * m * (1 - m) + m ** 3 < s) low = m;
        else high = m;
      }
      const distance = Math.abs(y - (y0 + (y1 - y0) * (3 * low * low - 2 * low ** 3)));
      if (distance < nearest) [nearest, best] = [distance, { layer, i, j }];
    }
    return best;
  }

  /** The picture in words. */
  describe() {
    const { state, engine } = this.session;
    const data = this.session.data;
    const shape = [data.features, ...state.recipe.hidden, data.classes.length === 2 ? 1 : data.classes.length].join(' – ');
    const weights = engine.parameters().flatMap((l, q) => Array.from(l.W, (w, k) => [w, `W${q + 1}[${Math.floor(k / l.columns)},${k % l.columns}]`]));
    const largest = weights.sort((a, b) => Math.abs(b[0]) - Math.abs(a[0])).slice(0, 3).map(([w, name]) => `${name} = ${brief(w)}`);
    this.canvas.setAttribute('aria-label', t('networkLabel', shape, largest.join(', ')));
  }
}
