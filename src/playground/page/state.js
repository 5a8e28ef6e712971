'use strict';

/** What the page shows, as data: the recipe of the run, points of one's own, and what is chosen. All of it goes into the URL's fragment. */
const State = (() => {
  /** The article's run. */
  const ARTICLE = Object.freeze({
    shape: 'moons', samples: 100, noise: 0.1, dataSeed: 1, testSize: 0.2, splitSeed: 42, batch: 0, shuffleSeed: 1, learningRate: 0.1,
    activation: 'relu', hidden: Object.freeze([32]), l1: 0, l2: 0, dropout: 0, dropoutSeed: 1, updater: 'sgd', seed: 1,
  });
  const SEED = [0, 4294967295, true];
  /** The least and the most of each number, and whether it must be whole. */
  const RANGES = {
    samples: [10, 2000, true], noise: [0, 5], dataSeed: SEED, testSize: [0.05, 0.9], splitSeed: SEED, batch: [0, 100000, true], shuffleSeed: SEED,
    learningRate: [1e-6, 100], l1: [0, 10], l2: [0, 10], dropout: [0, 0.9], dropoutSeed: SEED, seed: SEED,
  };
  const NAMES = {
    shape: ['moons', 'circles', 'blobs', 'xor', 'spirals', 'own', 'run'],
    activation: ['relu', 'leaky-relu', 'tanh', 'sigmoid', 'identity'],
    updater: ['sgd', 'momentum', 'nesterov', 'adagrad', 'rmsprop', 'adam'],
  };
  const MOST_LAYERS = 6;
  const MOST_UNITS = 32;
  /** So many characters of points are the most that a link takes. */
  const MOST_LINK = 60000;
  const VIEW = { theme: ['auto', 'light', 'dark'], language: ['en', 'zh'], speed: ['5', '30', '600', '6000'] };

  const fresh = () => ({
    recipe: { ...ARTICLE, hidden: [...ARTICLE.hidden] }, own: null, axes: [0, 1], row: -1, stage: 'Z1', unit: 0, input: 0, show: 'output',
    edits: [], steps: 0, speed: '30', theme: 'auto', plant: 'article-delta',
    language: navigator.language?.toLowerCase().startsWith('zh') ? 'zh' : 'en',
  });

  /** The number called name, or an Error with a plain sentence. */
  function number(name, text, label = name) {
    const [least, most, whole] = RANGES[name];
    const value = typeof text === 'number' ? text : text.trim() === '' ? NaN : Number(text);
    if (!Number.isFinite(value)) throw new Error(t('notNumber', label, least, most));
    if (whole && !Number.isInteger(value)) throw new Error(t('notWhole', label, text));
    if (value < least || value > most) throw new Error(t('outOfRange', label, text, least, most));
    return value;
  }

  /** The widths of the hidden layers, or an Error. */
  function hidden(widths) {
    if (widths.length > MOST_LAYERS) throw new Error(t('outOfRange', t('layersTitle'), widths.length, 0, MOST_LAYERS));
    return widths.map((text, i) => {
      const width = Number(text);
      if (!Number.isInteger(width) || width < 1 || width > MOST_UNITS) throw new Error(t('outOfRange', t('units', i + 1), text === '' ? '“”' : text, 1, MOST_UNITS));
      return width;
    });
  }

  const wholes = (text, least) => text.split(',').map(part => {
    if (!/^\d{1,9}$/.test(part) || Number(part) < least) throw new Error(part);
    return Number(part);
  });

  /** One hand-made change of a weight, written step:layer:from:to:value; the bias comes from "b". */
  function edit(text) {
    const [step, layer, from, to, value] = text.split(':');
    const whole = part => wholes(part ?? '', 0)[0];
    const result = { step: whole(step), layer: whole(layer), from: from === 'b' ? 'b' : whole(from), to: whole(to), value: Number(value) };
    if (value === '' || !Number.isFinite(result.value)) throw new Error(text);
    return result;
  }

  const readers = {
    hidden: (s, v) => { s.recipe.hidden = v === 'none' ? [] : hidden(v.split(',')); },
    axes: (s, v) => { const axes = wholes(v, 0); if (axes.length !== 2) throw new Error(v); s.axes = axes; },
    row: (s, v) => { s.row = wholes(v, 0)[0]; },
    unit: (s, v) => { s.unit = wholes(v, 0)[0]; },
    input: (s, v) => { s.input = wholes(v, 0)[0]; },
    steps: (s, v) => { s.steps = Math.min(1e7, wholes(v, 0)[0]); },
    stage: (s, v) => { if (!/^[A-Za-z]{1,6}\d?$/.test(v)) throw new Error(v); s.stage = v; },
    show: (s, v) => { if (!/^(output|\d\.\d{1,2})$/.test(v)) throw new Error(v); s.show = v; },
    plant: (s, v) => { if (!Texts.english['plant-' + v]) throw new Error(v); s.plant = v; },
    edits: (s, v) => { s.edits = v.split(';').map(edit); },
    points: async (s, v) => { s.own = points(JSON.parse(await unpacked(v))); },
  };

  /** The points of a link, looked at before they are believed. */
  function points(found) {
    const { columns, classes, x, y } = found;
    const texts = list => Array.isArray(list) && list.length > 0 && list.every(v => typeof v === 'string');
    if (!texts(columns) || !texts(classes) || !Array.isArray(x) || !Array.isArray(y) || x.length !== y.length * columns.length
      || !x.every(Number.isFinite) || !y.every(v => Number.isInteger(v) && v >= 0 && v < classes.length)) throw new Error('points');
    return { columns, classes, x: Float64Array.from(x), y: Int32Array.from(y) };
  }

  const stream = async (bytes, through) => new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(through)).arrayBuffer());

  async function packed(text) {
    const bytes = await stream(new TextEncoder().encode(text), new CompressionStream('deflate-raw'));
    let binary = '';
    bytes.forEach(byte => { binary += String.fromCharCode(byte); });
    return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  }

  async function unpacked(text) {
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), c => c.charCodeAt(0));
    return new TextDecoder().decode(await stream(bytes, new DecompressionStream('deflate-raw')));
  }

  /** A state from a fragment without its #; what cannot be read is left out and named in the result's bad. */
  async function read(fragment, start = {}) {
    const state = fresh();
    const bad = [];
    Object.assign(state.recipe, start.recipe);
    if (start.data) state.recipe.shape = 'run';
    for (const part of fragment.split('&').filter(Boolean)) {
      const at = part.indexOf('=');
      const key = part.slice(0, Math.max(0, at));
      try {
        const value = decodeURIComponent(part.slice(at + 1));
        if (Object.hasOwn(readers, key)) await readers[key](state, value);
        else if (Object.hasOwn(RANGES, key)) state.recipe[key] = number(key, value);
        else if (Object.hasOwn(NAMES, key) && NAMES[key].includes(value)) state.recipe[key] = value;
        else if (Object.hasOwn(VIEW, key) && VIEW[key].includes(value)) state[key] = value;
        else throw new Error(part);
      } catch {
        bad.push(part.length > 40 ? part.slice(0, 40) + '…' : part);
      }
    }
    const lost = (state.recipe.shape === 'own' && !state.own) || (state.recipe.shape === 'run' && !start.data);
    if (lost) {
      bad.push('shape=' + state.recipe.shape);
      state.recipe.shape = 'moons';
    }
    state.edits.sort((a, b) => a.step - b.step);
    return { state, bad };
  }

  /** The fragment that read makes this state of again; tooBig says that the points did not fit. */
  async function write(state, start = {}) {
    const usual = fresh();
    const base = { ...usual.recipe, ...start.recipe, ...(start.data ? { shape: 'run' } : {}) };
    const parts = [];
    const put = (key, value, standard) => { if (String(value) !== String(standard)) parts.push(key + '=' + encodeURIComponent(value).replaceAll('%2C', ',').replaceAll('%3A', ':').replaceAll('%3B', ';')); };
    for (const key of Object.keys(ARTICLE)) put(key, key === 'hidden' ? state.recipe.hidden.join(',') || 'none' : state.recipe[key], key === 'hidden' ? base.hidden.join(',') || 'none' : base[key]);
    for (const key of ['steps', 'axes', 'row', 'stage', 'unit', 'input', 'show', 'plant', 'speed', 'theme', 'language']) put(key, state[key], key === 'language' ? '' : usual[key]);
    put('edits', state.edits.map(e => [e.step, e.layer, e.from, e.to, e.value].join(':')).join(';'), '');
    let tooBig = false;
    if (state.recipe.shape === 'own') {
      const { columns, classes, x, y } = state.own;
      const text = await packed(JSON.stringify({ columns, classes, x: Array.from(x), y: Array.from(y) }));
      tooBig = text.length > MOST_LINK;
      if (!tooBig) parts.push('points=' + text);
    }
    return { fragment: parts.join('&'), tooBig };
  }

  return { ARTICLE, RANGES, NAMES, MOST_LAYERS, MOST_UNITS, fresh, number, hidden, read, write };
})();
