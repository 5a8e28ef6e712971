'use strict';

/** The plane: what the network predicts at each place, with the points on it, which the pointer chooses, moves, adds and removes. */
class Surface {
  /** How many places across are asked for: at the least and the most while it moves, and when it stands still. */
  static COARSE = 16;
  static PLAYING = 80;
  static PAUSED = 160;
  static MARGIN = { left: 40, right: 10, top: 10, bottom: 30 };

  /** @param act what the pointer does: choose(row), move(row, x, y), drop(), add(class, x, y), remove(row), read(x, y) */
  constructor(session, canvas, act) {
    Object.assign(this, { session, canvas, act, tool: 'move', range: null, drag: null, shown: null });
    this.context = canvas.getContext('2d');
    this.field = document.createElement('canvas');
    this.marks = document.createElement('canvas');
    sized(canvas, () => this.redraw());
    pointAt(this);
  }

  get box() {
    const { left, right, top, bottom } = Surface.MARGIN;
    return { x: left, y: top, w: Math.max(1, this.canvas.clientWidth - left - right), h: Math.max(1, this.canvas.clientHeight - top - bottom) };
  }

  /** Finds the part of the plane to show: all points, and a little more. */
  fit() {
    const { x, y, features } = this.session.data;
    this.range = this.session.state.axes.map(axis => {
      let least = Infinity;
      let most = -Infinity;
      for (let i = 0; i < y.length; i++) {
        least = Math.min(least, x[i * features + axis]);
        most = Math.max(most, x[i * features + axis]);
      }
      const more = (most - least) * 0.14 || 1;
      return [least - more, most + more];
    });
  }

  get frame() {
    return [...this.range[0], ...this.range[1], ...this.session.state.axes];
  }

  toScreen(u, v) {
    const { x, y, w, h } = this.box;
    const [[u0, u1], [v0, v1]] = this.range;
    return [x + w * (u - u0) / (u1 - u0), y + h * (v1 - v) / (v1 - v0)];
  }

  toPlane(px, py) {
    const { x, y, w, h } = this.box;
    const [[u0, u1], [v0, v1]] = this.range;
    return [u0 + (u1 - u0) * (px - x) / w, v1 - (v1 - v0) * (py - y) / h];
  }

  /** Asks the engine for the plane of the output, or of the unit [layer, index] that is shown, and draws all. */
  update(n, unit) {
    if (!this.range) this.fit();
    const { engine } = this.session;
    this.n = n;
    this.values = unit ? engine.unitSurfaces(unit[0], n, ...this.frame)[unit[1]] : engine.surface(n, ...this.frame);
    this.kinds = unit ? 0 : this.values.length / (n * n);
    this.paint();
    this.redraw();
  }

  /** Colours the field from its values. */
  paint() {
    const { n, values, kinds, field } = this;
    if (field.width !== n) field.width = field.height = n;
    const context = field.getContext('2d');
    if (this.image?.width !== n) this.image = context.createImageData(n, n);
    const pixels = this.image.data;
    if (kinds > 1) Surface.paintMany(pixels, values, n, kinds);
    else Surface.paintOne(pixels, values, n, kinds === 0 ? Surface.largest(values) : 0);
    context.putImageData(this.image, 0, 0);
  }

  static largest(values) {
    let most = 1e-9;
    for (let i = 0; i < values.length; i++) if (Math.abs(values[i]) > most) most = Math.abs(values[i]);
    return most;
  }

  /** One value a place: a probability, or where scale is not 0 anything from -scale to scale. Rows of pixels go downward. */
  static paintOne(pixels, values, n, scale, at = 0, stride = n) {
    const { ramp } = Theme.now;
    for (let row = 0; row < n; row++) {
      let pixel = 4 * (at + (n - 1 - row) * stride);
      for (let k = row * n; k < row * n + n; k++) {
        const part = scale === 0 ? values[k] : 0.5 + 0.5 * values[k] / scale;
        const colour = 3 * Math.max(0, Math.min(255, (part * 255 + 0.5) | 0));
        pixels[pixel] = ramp[colour];
        pixels[pixel + 1] = ramp[colour + 1];
        pixels[pixel + 2] = ramp[colour + 2];
        pixels[pixel + 3] = 255;
        pixel += 4;
      }
    }
  }

  /** The colour of the likeliest class, the stronger the surer. */
  static paintMany(pixels, values, n, kinds) {
    const { rgb, card } = Theme.now;
    for (let row = 0; row < n; row++) {
      for (let column = 0; column < n; column++) {
        const from = (row * n + column) * kinds;
        let best = 0;
        for (let k = 1; k < kinds; k++) if (values[from + k] > values[from + best]) best = k;
        const part = 0.12 + 0.6 * Math.max(0, (values[from + best] - 1 / kinds) / (1 - 1 / kinds));
        const colour = rgb[best % rgb.length];
        const pixel = 4 * ((n - 1 - row) * n + column);
        for (let c = 0; c < 3; c++) pixels[pixel + c] = card[c] + part * (colour[c] - card[c]);
        pixels[pixel + 3] = 255;
      }
    }
  }

  /** Draws the points aside, once for many frames. */
  mark() {
    const { marks, canvas } = this;
    marks.width = canvas.width;
    marks.height = canvas.height;
    if (!this.range) return;
    const context = marks.getContext('2d');
    context.setTransform(canvas.width / canvas.clientWidth, 0, 0, canvas.height / canvas.clientHeight, 0, 0);
    const { x, y, features, test } = this.session.data;
    const [across, up] = this.session.state.axes;
    const held = new Set(test);
    const size = y.length > 600 ? 2.6 : y.length > 200 ? 3.6 : 4.6;
    for (let i = 0; i < y.length; i++) {
      const [px, py] = this.toScreen(x[i * features + across], x[i * features + up]);
      Surface.point(context, px, py, y[i], size, held.has(i));
    }
  }

  /** A circle, square, triangle or diamond by class; a row of the test is hollow. */
  static point(context, x, y, kind, r, hollow) {
    context.beginPath();
    if (kind % 4 === 0) context.arc(x, y, r, 0, 2 * Math.PI);
    else if (kind % 4 === 1) context.rect(x - 0.88 * r, y - 0.88 * r, 1.76 * r, 1.76 * r);
    else {
      const corners = kind % 4 === 2 ? [[0, -1.2], [1.1, 0.8], [-1.1, 0.8]] : [[0, -1.3], [1.3, 0], [0, 1.3], [-1.3, 0]];
      corners.forEach(([u, v]) => context.lineTo(x + r * u, y + r * v));
      context.closePath();
    }
    const colour = Theme.colour(kind);
    const card = `rgb(${Theme.now.card})`;
    context.fillStyle = hollow ? card : colour;
    context.fill();
    context.lineWidth = hollow ? 1.8 : 1.2;
    context.strokeStyle = hollow ? colour : card;
    context.stroke();
  }

  redraw() {
    if (!this.values || !Theme.now) return;
    const { context, canvas, marks } = this;
    const { x, y, w, h } = this.box;
    context.clearRect(0, 0, canvas.clientWidth, canvas.clientHeight);
    context.imageSmoothingEnabled = true;
    context.drawImage(this.field, x, y, w, h);
    if (this.kinds === 1) this.border();
    this.scales();
    if (marks.width !== canvas.width || marks.height !== canvas.height || this.stale) {
      this.mark();
      this.stale = false;
    }
    context.drawImage(marks, 0, 0, canvas.clientWidth, canvas.clientHeight);
    this.ring();
  }

  /** The line where the network is undecided: marching squares at one half. */
  border() {
    const { context, n, values } = this;
    const { x, y, w, h } = this.box;
    const sx = w / n;
    const sy = h / n;
    context.beginPath();
    for (let r = 0; r + 1 < n; r++) {
      for (let c = 0; c + 1 < n; c++) {
        const k = r * n + c;
        const a = values[k] - 0.5, b = values[k + 1] - 0.5, d = values[k + n] - 0.5, e = values[k + n + 1] - 0.5;
        const side = (a > 0) + (b > 0) + (d > 0) + (e > 0);
        if (side === 0 || side === 4) continue;
        const left = x + (c + 0.5) * sx;
        const low = y + h - (r + 0.5) * sy;
        const ends = [];
        if (a > 0 !== b > 0) ends.push(left + sx * a / (a - b), low);
        if (a > 0 !== d > 0) ends.push(left, low - sy * a / (a - d));
        if (b > 0 !== e > 0) ends.push(left + sx, low - sy * b / (b - e));
        if (d > 0 !== e > 0) ends.push(left + sx * d / (d - e), low - sy);
        for (let i = 0; i + 3 < ends.length; i += 4) {
          context.moveTo(ends[i], ends[i + 1]);
          context.lineTo(ends[i + 2], ends[i + 3]);
        }
      }
    }
    context.strokeStyle = Theme.now.text;
    context.lineWidth = 1.5;
    context.stroke();
  }

  /** The numbers along the edges. */
  scales() {
    const { context } = this;
    const { x, y, w, h } = this.box;
    const { columns } = this.session.data;
    const name = axis => columns[axis].length > 18 ? columns[axis].slice(0, 17) + '…' : columns[axis];
    context.font = Theme.now.font;
    context.fillStyle = Theme.now.muted;
    context.textBaseline = 'middle';
    const [us, vs] = this.range.map(range => ticks(...range, 4));
    context.textAlign = 'center';
    us.forEach(u => context.fillText(short(u), this.toScreen(u, 0)[0], y + h + 11));
    context.textAlign = 'right';
    vs.forEach(v => context.fillText(short(v), x - 6, this.toScreen(0, v)[1]));
    const [across, up] = this.session.state.axes;
    context.fillText(name(across), x + w, y + h + 23);
    context.save();
    context.translate(9, y + 2);
    context.rotate(-Math.PI / 2);
    context.fillText(name(up), 0, 0);
    context.restore();
    context.strokeStyle = Theme.now.line;
    context.lineWidth = 1;
    context.strokeRect(x + 0.5, y + 0.5, w - 1, h - 1);
  }

  /** Around the row whose numbers are shown. */
  ring() {
    const { x, y, features } = this.session.data;
    const { row, state: { axes } } = this.session;
    const [px, py] = this.toScreen(x[row * features + axes[0]], x[row * features + axes[1]]);
    this.context.beginPath();
    this.context.arc(px, py, 9, 0, 2 * Math.PI);
    this.context.strokeStyle = Theme.now.text;
    this.context.lineWidth = 2;
    this.context.stroke();
  }

  /** The row nearest to a place on the canvas, or -1 if none is near. */
  rowAt(px, py, reach = 14) {
    const { x, y, features } = this.session.data;
    const [across, up] = this.session.state.axes;
    let best = -1;
    let nearest = reach * reach;
    for (let i = 0; i < y.length; i++) {
      const [qx, qy] = this.toScreen(x[i * features + across], x[i * features + up]);
      const distance = (qx - px) ** 2 + (qy - py) ** 2;
      if (distance < nearest) [best, nearest] = [i, distance];
    }
    return best;
  }

  inside(px, py) {
    const { x, y, w, h } = this.box;
    return px >= x && px <= x + w && py >= y && py <= y + h;
  }

  /** The value shown at a place of the plane: a number, or one for each class. */
  valueAt(u, v) {
    const [[u0, u1], [v0, v1]] = this.range;
    const at = (value, from, to) => Math.max(0, Math.min(this.n - 1, Math.floor(this.n * (value - from) / (to - from))));
    const k = at(v, v0, v1) * this.n + at(u, u0, u1);
    return this.kinds > 1 ? Array.from(this.values.subarray(k * this.kinds, (k + 1) * this.kinds)) : this.values[k];
  }
}
