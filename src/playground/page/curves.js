'use strict';

/** A chart of two lines over epochs: training rows solid, test rows dashed. Its own small drawing, as a chart library would weigh more than the rest of the page. */
class Curves {
  static MARGIN = { left: 42, right: 18, top: 24, bottom: 24 };

  /** @param options title, unit, series: two of {key, colour (of Theme.now), dashed}, top: the least upper end, percent */
  constructor(canvas, options) {
    Object.assign(this, { canvas, ...options, points: [], at: null });
    this.context = canvas.getContext('2d');
    sized(canvas, () => this.redraw());
    const read = event => {
      const edge = canvas.getBoundingClientRect();
      this.at = event.clientX - edge.left;
      this.redraw();
    };
    canvas.addEventListener('pointermove', read);
    canvas.addEventListener('pointerleave', () => { this.at = null; this.redraw(); });
  }

  show(points) {
    this.points = points;
    this.redraw();
  }

  /** The largest value that is drawn; one loss that flies off does not flatten the rest. */
  most() {
    let most = 0;
    for (const point of this.points) for (const { key } of this.series) if (Number.isFinite(point[key])) most = Math.max(most, point[key]);
    const first = this.points[0]?.[this.series[0].key] ?? 1;
    return Math.max(this.top ?? 0, Math.min(most * 1.05, Math.max(8 * first, 1e-9)) || 1);
  }

  redraw() {
    const { context, canvas, points } = this;
    if (!Theme.now) return;
    const { left, right, top, bottom } = Curves.MARGIN;
    const w = Math.max(1, canvas.clientWidth - left - right);
    const h = Math.max(1, canvas.clientHeight - top - bottom);
    const last = Math.max(this.least ?? 10, points.at(-1)?.at ?? 0);
    const most = this.percent ? 1 : this.most();
    const x = at => left + w * at / last;
    const y = value => top + h * (1 - value / most);
    context.clearRect(0, 0, canvas.clientWidth, canvas.clientHeight);
    context.font = Theme.now.font;
    context.textBaseline = 'middle';
    this.grid(x, y, last, most, w, h);
    context.save();
    context.beginPath();
    context.rect(left, top - 2, w + 2, h + 4);
    context.clip();
    for (const { key, colour, dashed } of this.series) {
      context.beginPath();
      let pen = false;
      for (const point of points) {
        const value = point[key];
        if (!Number.isFinite(value)) {
          pen = false;
          continue;
        }
        context[pen ? 'lineTo' : 'moveTo'](x(point.at), y(value));
        pen = true;
      }
      context.setLineDash(dashed ? [6, 4] : []);
      context.lineWidth = 2.2;
      context.lineJoin = 'round';
      context.strokeStyle = Theme.now[colour];
      context.stroke();
    }
    context.restore();
    context.setLineDash([]);
    if (this.at !== null && points.length) this.readAt(Math.max(0, Math.min(last, last * (this.at - left) / w)), x, y);
  }

  grid(x, y, last, most, w, h) {
    const { context } = this;
    const { left, top } = Curves.MARGIN;
    context.lineWidth = 1;
    context.strokeStyle = Theme.now.line;
    context.fillStyle = Theme.now.muted;
    context.textAlign = 'right';
    context.beginPath();
    for (const value of ticks(0, most, 3)) {
      const at = Math.round(y(value)) + 0.5;
      context.moveTo(left, at);
      context.lineTo(left + w, at);
      context.fillText(this.percent ? Math.round(100 * value) + '%' : short(value), left - 6, at);
    }
    context.stroke();
    context.textAlign = 'center';
    for (const value of ticks(0, last, Math.max(2, Math.min(5, w / 70)))) context.fillText(short(value), x(value), top + h + 12);
    context.textAlign = 'left';
    context.fillText(t(this.title), left, 10);
  }

  /** The values at the pointer. */
  readAt(at, x, y) {
    const { context, points } = this;
    const { left, top, bottom } = Curves.MARGIN;
    const point = points.reduce((best, p) => Math.abs(p.at - at) < Math.abs(best.at - at) ? p : best);
    context.beginPath();
    context.moveTo(x(point.at), top);
    context.lineTo(x(point.at), this.canvas.clientHeight - bottom);
    context.strokeStyle = Theme.now.muted;
    context.stroke();
    const value = key => this.percent ? percent(point[key]) : brief(point[key]);
    context.fillStyle = Theme.now.text;
    context.textAlign = 'right';
    context.fillText(`${short(Math.round(point.at * 100) / 100)}: ${this.series.map(s => value(s.key)).join(' · ')}`, this.canvas.clientWidth - 12, 10);
  }

  describe() {
    const point = this.points.at(-1);
    if (!point) return;
    const value = key => this.percent ? percent(point[key]) : brief(point[key]);
    this.canvas.setAttribute('aria-label', t('curveLabel', t(this.title), value(this.series[0].key), value(this.series[1].key), short(Math.round(point.at * 100) / 100)));
  }
}
