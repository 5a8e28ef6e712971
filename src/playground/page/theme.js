'use strict';

/** Light and dark, the palette, and how numbers are written. */
const Theme = (() => {
  // the colours of the report's charts (Okabe, Ito: Color Universal Design, 2008), a little lighter on a dark page
  const classes = {
    light: ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#6b6b6b'],
    dark: ['#4aa8e0', '#f08a3c', '#2fc79b', '#dc93bb', '#f0b93a', '#8accf2', '#a0a0a0'],
  };
  const system = matchMedia('(prefers-color-scheme: dark)');
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  const listeners = [];
  let choice = 'auto';
  let now = null;

  const rgb = hex => [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16));
  const mix = (from, to, part) => from.map((v, i) => v + part * (to[i] - v));

  /** Reads the colours of the style sheet again. */
  function refresh() {
    const name = choice === 'auto' ? (system.matches ? 'dark' : 'light') : choice;
    document.documentElement.dataset.theme = name;
    const style = getComputedStyle(document.documentElement);
    const css = key => style.getPropertyValue('--' + key).trim();
    const hex = classes[name];
    now = {
      name, hex, rgb: hex.map(rgb), card: rgb(css('card')), text: css('text'), muted: css('muted'), line: css('line'),
      accent: css('accent'), train: hex[2], test: hex[3], font: '12px ' + getComputedStyle(document.body).fontFamily,
      ramp: ramp(rgb(css('card')), rgb(hex[0]), rgb(hex[1])),
    };
    listeners.forEach(listener => listener());
  }

  /** 256 colours from the first class through the card's own to the second, as [r, g, b, r, g, b ...]. */
  function ramp(middle, first, second) {
    const result = new Uint8ClampedArray(256 * 3);
    for (let i = 0; i < 256; i++) {
      const p = i / 127.5 - 1;
      result.set(mix(middle, p < 0 ? first : second, 0.72 * Math.abs(p) ** 0.85), 3 * i);
    }
    return result;
  }

  function choose(wanted) {
    choice = wanted;
    refresh();
  }

  system.addEventListener('change', refresh);
  return {
    choose, mix,
    get now() { return now; },
    get still() { return still.matches; },
    onChange(listener) { listeners.push(listener); },
    colour: k => now.hex[k % now.hex.length],
  };
})();

/** A number for people: four digits that count, never a long tail. */
function brief(value, digits = 4, mantissa = 2) {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e5)) return value.toExponential(mantissa).replace('-', '−').replace('e−', 'e-').replace('e+', 'e');
  return value.toFixed(size >= 100 ? 2 : digits).replace('-', '−');
}

const percent = value => Number.isFinite(value) ? (100 * value).toFixed(1) + '%' : '–';
const $ = id => document.getElementById(id);

/** Makes an element: make('td', {className: 'number'}, 'text', otherElement). */
function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(properties)) {
    if (key in element && key !== 'role' && key !== 'list') element[key] = value;
    else element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

/** Gives a canvas as many pixels as the screen has for it; calls draw at once and whenever its size changes. */
function sized(canvas, draw) {
  const fit = () => {
    const scale = Math.min(3, devicePixelRatio || 1);
    const w = Math.max(1, Math.round(canvas.clientWidth * scale));
    const h = Math.max(1, Math.round(canvas.clientHeight * scale));
    if (canvas.width !== w || canvas.height !== h) {
      canvas.width = w;
      canvas.height = h;
    }
    const context = canvas.getContext('2d');
    context.setTransform(scale, 0, 0, scale, 0, 0);
    draw();
  };
  new ResizeObserver(fit).observe(canvas);
}

/** About count round numbers between least and most. */
function ticks(least, most, count) {
  const rough = (most - least) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 5, 10].find(f => f * power >= rough * 0.99);
  const result = [];
  for (let k = Math.ceil(least / step); k * step <= most; k++) result.push(k * step);
  return result;
}

const short = value => String(Number(value.toPrecision(6))).replace('-', '−');
