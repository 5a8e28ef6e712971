'use strict';

/**
 * One step on one row, calculation by calculation, in the order in which they are done: each with its formula in the code's symbols
 * (see DenseNetwork), its result, and the formula for one element with the numbers put in.
 */
const Calculations = (() => {
  /** Longer sums are cut in the example; the results are always whole. */
  const MOST_TERMS = 6;
  const RULES = {
    momentum: 'v = momentum v − lr g; w += v',
    nesterov: "v' = momentum v − lr g; w += (1 + momentum) v' − momentum v",
    adagrad: 'h += g²; w −= lr g / (sqrt(h) + epsilon)',
    rmsprop: 'h = decay h + (1 − decay) g²; w −= lr g / (sqrt(h) + epsilon)',
    adam: 'm = beta1 m + (1 − beta1) g; v = beta2 v + (1 − beta2) g²; w −= lr_t m / (sqrt(v) + epsilon)',
  };
  const number = value => brief(value);
  const inner = value => value < 0 ? `(${brief(value)})` : brief(value);

  function sum(count, term) {
    const terms = Array.from({ length: Math.min(count, MOST_TERMS) }, (_, k) => term(k));
    return terms.join(' + ') + (count > MOST_TERMS ? ' + …' : '');
  }

  /** The slope f'(z), where a = f(z). */
  function slope(name, z, a) {
    return { relu: z > 0 ? 1 : 0, 'leaky-relu': z >= 0 ? 1 : 0.01, tanh: 1 - a * a, sigmoid: a * (1 - a), identity: 1 }[name];
  }

  /**
   * @param trace the engine's trace of a row
   * @param recipe of the run
   * @param columns the names of the inputs
   * @returns for each calculation: id; part 'forward', 'backward' or 'update'; layer (0 the input, last + 1 the loss); say, the key of a sentence; formula; rows,
   *     columns, values; at(i, j), an element's name; example(i, j)
   */
  function of(trace, recipe, columns) {
    const last = trace.layers.length;
    const layer = q => trace.layers[q - 1];
    const a = q => q === 0 ? trace.x : layer(q).a;
    const name = q => q === 0 ? 'X' : q === last ? 'P' : 'A' + q;
    const width = q => a(q).length;
    const result = [];
    const vector = (id, part, q, say, formula, values, example, at = (_, j) => `${id}[0,${j}]`) =>
      result.push({ id, part, layer: q, say, formula, rows: 1, columns: values.length, values, at, example });
    const matrix = (id, part, q, say, formula, values, example) =>
      result.push({ id, part, layer: q, say, formula, rows: width(q - 1), columns: width(q), values, at: (i, j) => `${id}[${i},${j}]`, example });

    vector('X', 'forward', 0, 'sayX', 'X = (x − mean) / sd', trace.x,
      (_, j) => `(${number(trace.raw[j])} − ${inner(trace.mean[j])}) / ${number(trace.sd[j])}`, (_, j) => `X[0,${j}] (${columns[j]})`);
    for (let q = 1; q <= last; q++) forward(q);
    lossOf();
    for (let q = last; q >= 1; q--) backward(q);
    for (let q = 1; q <= last; q++) update(q);
    return result;

    function forward(q) {
      const { z, W, b } = layer(q);
      const n = width(q);
      vector('Z' + q, 'forward', q, 'sayZ', `Z${q} = ${name(q - 1)} W${q} + b${q}`, z,
        (_, j) => `${sum(width(q - 1), i => `${inner(a(q - 1)[i])} · ${inner(W[i * n + j])}`)} + ${inner(b[j])}`);
      const f = q < last ? recipe.activation : n === 1 ? 'sigmoid' : 'softmax';
      const example = f === 'softmax' ? (_, j) => `exp(${number(z[j])}) / (${sum(n, k => `exp(${number(z[k])})`)})`
        : f === 'sigmoid' ? (_, j) => `1 / (1 + exp(−${inner(z[j])}))`
          : f === 'relu' ? (_, j) => `max(0, ${number(z[j])})` : (_, j) => `${f}(${number(z[j])})`;
      vector(name(q), 'forward', q, q === last ? 'sayP' : 'sayA', `${name(q)} = ${f}(Z${q})`, a(q), example);
    }

    function lossOf() {
      const p = a(last);
      const single = p.length === 1;
      const label = single ? trace.y[0] : Array.from(trace.y).indexOf(1);
      const example = () => (single ? (label === 1 ? `−log(${number(p[0])})` : `−log(1 − ${number(p[0])})`) : `−log(${number(p[label])})`)
        + (trace.penalty ? ` + ${number(trace.penalty)}` : '');
      const formula = `L = ${single ? 'binary-cross-entropy' : 'cross-entropy'}(P, Y)${trace.penalty ? ' + penalty' : ''},  Y = ${single ? label : `[${Array.from(trace.y).join(', ')}]`}`;
      vector('L', 'forward', last + 1, 'sayL', formula, [trace.loss], example, () => 'L');
    }

    function backward(q) {
      const { delta, z, gW, gb, W, b } = layer(q);
      const n = width(q);
      if (q === last) {
        vector('delta' + q, 'backward', q, 'sayDeltaL', `delta${q} = (P − Y) / n`, delta, (_, j) => `(${number(a(q)[j])} − ${number(trace.y[j])}) / 1`);
      } else {
        const next = layer(q + 1);
        const m = width(q + 1);
        const f = recipe.activation;
        vector('delta' + q, 'backward', q, 'sayDelta', `delta${q} = (delta${q + 1} W${q + 1}') * ${f}'(Z${q})`, delta,
          (_, j) => `(${sum(m, k => `${inner(next.delta[k])} · ${inner(next.W[j * m + k])}`)}) · ${inner(slope(f, z[j], a(q)[j]))}`);
      }
      const penalty = (recipe.l1 ? ` + l1 sign(W${q})` : '') + (recipe.l2 ? ` + l2 W${q}` : '');
      const more = w => (recipe.l1 ? ` + ${recipe.l1} · ${Math.sign(w)}` : '') + (recipe.l2 ? ` + ${recipe.l2} · ${inner(w)}` : '');
      matrix('dW' + q, 'backward', q, 'sayDW', `dW${q} = ${name(q - 1)}' delta${q}${penalty}`, gW,
        (i, j) => `${inner(a(q - 1)[i])} · ${inner(delta[j])}${more(W[i * n + j])}`);
      vector('db' + q, 'backward', q, 'sayDb', `db${q} = sum(delta${q})`, gb, (_, j) => `${number(delta[j])}`, (_, j) => `db${q}[${j}]`);
    }

    function update(q) {
      const { W, b, gW, gb, newW, newb } = layer(q);
      const n = width(q);
      const plain = recipe.updater === 'sgd';
      const formula = tensor => plain ? `new ${tensor} = ${tensor} − learning rate · d${tensor}` : `${recipe.updater}:  ${RULES[recipe.updater]}`;
      const example = (old, gradient, now) => `${number(old)} − ${plain ? `${recipe.learningRate} · ${inner(gradient)}` : inner(old - now)}`;
      matrix('newW' + q, 'update', q, 'sayNew', formula('W' + q), newW, (i, j) => example(W[i * n + j], gW[i * n + j], newW[i * n + j]));
      vector('newb' + q, 'update', q, 'sayNew', formula('b' + q), newb, (_, j) => example(b[j], gb[j], newb[j]), (_, j) => `newb${q}[${j}]`);
    }
  }

  return { of };
})();
