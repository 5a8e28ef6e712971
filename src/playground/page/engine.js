'use strict';
/*
 * The engine of the page: the program's own Java in WebAssembly, behind plain functions. Numbers cross as doubles, one at a
 * time; no number becomes a text on the other side. See src/playground/browser.
 */
const Playground = (() => {
  const SHAPES = ['moons', 'circles', 'blobs', 'xor', 'spirals'];
  const ACTIVATIONS = ['identity', 'relu', 'leaky-relu', 'tanh', 'sigmoid'];
  const UPDATERS = ['sgd', 'momentum', 'nesterov', 'adagrad', 'rmsprop', 'adam'];

  /** The options of `train` that a page has, with their defaults there. */
  const ARTICLE = {
    shape: 'moons', samples: 100, noise: 0.1, dataSeed: 1, testSize: 0.2, splitSeed: 42, batch: 0, shuffleSeed: 1,
    learningRate: 0.1, activation: 'relu', hidden: [32], l1: 0, l2: 0, dropout: 0, dropoutSeed: 1, updater: 'sgd', seed: 1,
  };

  /** In the order of wing.proof.Mistake. */
  const PLANTS = [
    ['article-delta', 'The output delta is (P - Y) P (1 - P), which belongs to the squared error.'],
    ['no-mean', 'The gradient is the sum over the batch instead of the mean.'],
    ['no-activation-derivative', "The delta of a hidden layer is not multiplied by f'(Z)."],
    ['transposed-weights', 'The gradient of W is laid out as its transpose.'],
    ['bias-not-summed', 'The gradient of b is that of the first row alone.'],
    ['l2-on-biases', 'The L2 penalty pulls at the biases too.'],
    ['update-sign', 'The gradient is right, and the step goes uphill.'],
  ];

  /** Rejects with an error whose noWasmGc is true where the browser cannot run the program. */
  async function load() {
    const module = await PlaygroundProgram.module();
    return new Engine(module, await PlaygroundProgram.instance(module));
  }

  class Engine {
    #module;
    #java;
    #own = null;
    #edited = false;
    recipe = null;

    constructor(module, java) {
      this.#module = module;
      this.#java = java;
      this.configure({});
    }

    #give(numbers) {
      this.#java.room(numbers.length);
      for (let i = 0; i < numbers.length; i++) {
        this.#java.put(i, numbers[i]);
      }
    }

    /** What a call answered: so many numbers, or a message. */
    #taken(count) {
      if (count < 0) {
        let message = '';
        for (let i = 0; i < this.#java.messageLength(); i++) {
          message += String.fromCharCode(this.#java.messageAt(i));
        }
        throw new Error(message);
      }
      const numbers = new Float64Array(count);
      for (let i = 0; i < count; i++) {
        numbers[i] = this.#java.take(i);
      }
      return numbers;
    }

    configure(recipe) {
      const all = {...ARTICLE, ...recipe};
      const shape = all.shape === 'own' ? -1 : position(SHAPES, all.shape, 'shape');
      this.#give([all.samples, all.noise, all.dataSeed, all.testSize, all.splitSeed, all.batch, all.shuffleSeed,
        all.learningRate, all.l1, all.l2, all.dropout, all.dropoutSeed, all.seed, shape,
        position(ACTIVATIONS, all.activation, 'activation'), position(UPDATERS, all.updater, 'updater'), ...all.hidden]);
      this.#taken(this.#java.configure());
      this.recipe = {...all, hidden: [...all.hidden]};
      this.#edited = false;
    }

    setData(data) {
      const before = this.#own;
      try {
        this.#givePoints(data);
        this.configure({...this.recipe, shape: 'own'});
        this.#own = {columns: [...data.columns], classes: [...data.classes], x: Float64Array.from(data.x),
          y: Int32Array.from(data.y)};
      } catch (error) {
        if (before) {
          this.#givePoints(before);
        }
        throw error;
      }
    }

    #givePoints({columns, classes, x, y}) {
      const numbers = [];
      for (let i = 0; i < y.length; i++) {
        for (let j = 0; j < columns.length; j++) {
          numbers.push(x[i * columns.length + j]);
        }
        numbers.push(y[i]);
      }
      this.#give(numbers);
      this.#taken(this.#java.points(columns.length, classes.length));
    }

    readCsv(text, label) {
      return PlaygroundCsv.read(text, label);
    }

    data() {
      const numbers = this.#taken(this.#java.data());
      const [features, classes, rows] = numbers;
      const x = new Float64Array(rows * features);
      const y = new Int32Array(rows);
      for (let i = 0; i < rows; i++) {
        const at = 3 + i * (features + 1);
        x.set(numbers.subarray(at, at + features), i * features);
        y[i] = numbers[at + features];
      }
      const own = this.recipe.shape === 'own';
      return {
        columns: own ? [...this.#own.columns] : ['x1', 'x2'],
        classes: own ? [...this.#own.classes] : Array.from({length: classes}, (_, k) => String(k)),
        features, x, y,
        train: Int32Array.from(numbers.subarray(3 + rows * (features + 1))),
        test: Int32Array.from(this.#taken(this.#java.testRows())),
      };
    }

    step() {
      this.steps(1);
    }

    steps(count) {
      this.#taken(this.#java.steps(count));
    }

    epoch() {
      this.#taken(this.#java.epoch());
    }

    figures() {
      const [epoch, step, batches, trainLoss, testLoss, trainAccuracy, testAccuracy] = this.#taken(this.#java.figures());
      const diverged = !Number.isFinite(trainLoss) || !Number.isFinite(testLoss);
      return {epoch, step, batches, trainLoss, testLoss, trainAccuracy, testAccuracy, diverged};
    }

    surface(n, x0, x1, y0, y1, axisX = 0, axisY = 1) {
      return this.#taken(this.#java.surface(0, n, x0, x1, y0, y1, axisX, axisY));
    }

    unitSurfaces(layer, n, x0, x1, y0, y1, axisX = 0, axisY = 1) {
      const width = this.#widths()[layer];
      const all = this.#taken(this.#java.surface(layer, n, x0, x1, y0, y1, axisX, axisY));
      return Array.from({length: width}, (_, unit) => {
        const surface = new Float32Array(n * n);
        for (let i = 0; i < n * n; i++) {
          surface[i] = all[i * width + unit];
        }
        return surface;
      });
    }

    /** The width of each layer from the inputs on. */
    #widths() {
      return [this.#inputs(), ...this.recipe.hidden, this.#outputs()];
    }

    #inputs() {
      return this.recipe.shape === 'own' ? this.#own.columns.length : 2;
    }

    #outputs() {
      const classes = this.recipe.shape === 'own' ? this.#own.classes.length : this.recipe.shape === 'blobs' ? 3 : 2;
      return classes === 2 ? 1 : classes;
    }

    parameters() {
      return this.#tensors(0);
    }

    #tensors(atStart) {
      const numbers = this.#taken(this.#java.parameters(atStart));
      const widths = this.#widths();
      const next = reader(numbers, widths.length);
      return widths.slice(1).map((columns, i) => {
        const rows = widths[i];
        return {rows, columns, W: next(rows * columns), b: next(columns)};
      });
    }

    setWeight(layer, i, j, value) {
      this.#change(({W, columns}) => { W[i * columns + j] = value; }, layer);
    }

    setBias(layer, j, value) {
      this.#change(({b}) => { b[j] = value; }, layer);
    }

    #change(edit, layer) {
      const all = this.parameters();
      edit(all[layer - 1]);
      this.setParameters(all.map(({W, b}) => [W, b]));
    }

    /** The run begins anew from these, [[W, b], ...]: epoch 0, and the updater remembers nothing. */
    setParameters(tensors) {
      const numbers = tensors.flatMap(([W, b]) => [...W, ...b]);
      const widths = this.#widths();
      const expected = widths.slice(1).reduce((sum, width, i) => sum + (widths[i] + 1) * width, 0);
      if (numbers.length !== expected || !numbers.every(Number.isFinite)) {
        throw new Error(`expected ${expected} finite numbers for the layers ${widths.join('-')}, found ${numbers.length}`);
      }
      this.#give(numbers);
      this.#taken(this.#java.begin());
      this.#edited = true;
    }

    trace(row) {
      const data = this.data();
      const layers = this.parameters();
      const [, ...widths] = this.#widths();
      const numbers = this.#taken(this.#java.trace(row));
      const next = reader(numbers, 2);
      const [loss, dataLoss] = numbers;
      const x = next(data.features);
      const y = next(this.#outputs());
      const traced = layers.map(({rows, columns, W, b}, l) =>
        ({rows, columns, W, b, z: next(widths[l]), a: next(widths[l]), delta: next(widths[l])}));
      for (const layer of traced) {
        layer.gW = next(layer.W.length);
        layer.newW = next(layer.W.length);
        layer.gb = next(layer.b.length);
        layer.newb = next(layer.b.length);
      }
      const standardiser = this.#taken(this.#java.standardiser());
      return {
        row, x, y, loss, penalty: loss - dataLoss, layers: traced, p: traced[traced.length - 1].a,
        raw: data.x.slice(row * data.features, (row + 1) * data.features),
        mean: standardiser.slice(0, data.features), sd: standardiser.slice(data.features),
      };
    }

    gradcheck(plant) {
      const [notJudged, tolerance, ...numbers] = this.#taken(this.#java.gradcheck(mistake(plant)));
      const names = this.#widths().slice(1).flatMap((_, l) => [`W${l + 1}`, `b${l + 1}`]);
      const checks = [...names, ...names.map(name => 'new ' + name)].map((tensor, i) => ({
        tensor, maxAbsolute: numbers[3 * i], maxRelative: numbers[3 * i + 1], tolerance, passed: numbers[3 * i + 2] === 1,
      }));
      checks.notJudged = notJudged;
      return checks;
    }

    plants() {
      return PLANTS.map(([name, says]) => ({name, says}));
    }

    trainPlanted(plant, epochs) {
      return this.#taken(this.#java.plantedLosses(mistake(plant), epochs));
    }

    command() {
      return PlaygroundCommand.of(this.recipe, ARTICLE, this.figures().epoch, this.#edited);
    }

    parametersJson() {
      return PlaygroundCommand.json(this.#tensors(0));
    }

    /** The parameters of epoch 0: what command() begins with, as start.json. */
    startJson() {
      return PlaygroundCommand.json(this.#tensors(1));
    }

    /** Another engine, which knows nothing of this one. */
    async another() {
      return new Engine(this.#module, await PlaygroundProgram.instance(this.#module));
    }
  }

  /** A function that takes so many numbers after those that it took before. */
  function reader(numbers, from) {
    let at = from;
    return count => numbers.slice(at, at += count);
  }

  function position(names, name, what) {
    const found = names.indexOf(name);
    if (found < 0) {
      throw new Error(`there is no ${what} '${name}': expected one of ${names.join(', ')}`);
    }
    return found;
  }

  function mistake(name) {
    return name == null ? -1 : position(PLANTS.map(plant => plant[0]), name, 'mistake');
  }

  return {load, number: PlaygroundNumbers.text, ARTICLE, SHAPES, ACTIVATIONS, UPDATERS};
})();
