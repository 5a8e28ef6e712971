'use strict';

/** The run on the page: the engine, the state that it was made from, and the figures so far. Every state can be trained again from its recipe. */
class Session {
  /** So many figures are kept; beyond that every second one is dropped. */
  static MOST_FIGURES = 1200;

  constructor(engine, start) {
    this.engine = engine;
    this.start = start;
    this.state = State.fresh();
    this.target = 0;
    this.history = [];
    this.listeners = [];
    this.applied = null;
    this.data = engine.data();
  }

  /** Calls listener(what) after a change: 'data' (points and network), 'steps', or 'weights'. */
  onChange(listener) {
    this.listeners.push(listener);
  }

  tell(what) {
    this.listeners.forEach(listener => listener(what));
  }

  /**
   * Makes a new run, trained as far as steps; throws the engine's Error and keeps the run before, if it cannot.
   *
   * @param changes what becomes different: recipe (some of it), own (points), edits, steps
   */
  apply({ recipe = {}, own = this.state.own, edits = [], steps = 0 }) {
    const wanted = { recipe: { ...this.state.recipe, ...recipe }, own };
    try {
      this.configure(wanted);
    } catch (error) {
      if (this.applied) this.configure(this.applied);
      this.replay(this.state.edits, this.target);
      throw error;
    }
    this.applied = wanted;
    Object.assign(this.state, wanted);
    this.restart(edits, steps);
    this.tell('data');
  }

  configure({ recipe, own }) {
    const points = recipe.shape === 'own' ? own : recipe.shape === 'run' ? this.start.data : null;
    if (recipe.shape === 'own' && !own) throw new Error(t('noOwn'));
    if (points) this.engine.setData(points);
    this.engine.configure({ ...recipe, shape: points ? 'own' : recipe.shape });
    this.data = this.engine.data();
    if (recipe.shape === 'run' && this.start.parameters) this.begin(this.start.parameters);
  }

  /** From the parameters of the run that the page was made of, [[W1], [b1], ...], where the network still has their shape. */
  begin(flat) {
    const layers = this.engine.parameters();
    const fits = flat.length === 2 * layers.length && layers.every((l, q) => flat[2 * q].length === l.W.length && flat[2 * q + 1].length === l.b.length);
    if (fits) this.engine.setParameters(layers.map((_, q) => [flat[2 * q], flat[2 * q + 1]]));
  }

  /** From the untrained network again, to be trained as far as steps, with the hand-made changes on the way. */
  restart(edits, steps) {
    this.history = [];
    this.replay(edits, steps);
  }

  replay(edits, steps) {
    this.state.edits = edits;
    this.state.steps = 0;
    this.target = steps;
    this.due = [...edits];
    this.change();
    this.note();
  }

  /** Carries out the hand-made changes that are due at this step; one that does not fit the network is forgotten. The run then begins anew from there. */
  change() {
    while (this.due.length && this.due[0].step <= this.state.steps) {
      const { layer, from, to, value } = this.due.shift();
      const tensor = this.engine.parameters()[layer - 1];
      if (!tensor || to >= tensor.columns || (from !== 'b' && from >= tensor.rows)) continue;
      if (from === 'b') this.engine.setBias(layer, to, value);
      else this.engine.setWeight(layer, from, to, value);
      this.history = [];
    }
  }

  reset() {
    this.apply({});
  }

  get behind() {
    return this.state.steps < this.target;
  }

  /** Trains up to count steps for at most so many milliseconds; returns how many it came to. */
  advance(count, milliseconds) {
    const end = performance.now() + milliseconds;
    let done = 0;
    while (done < count && performance.now() < end) {
      const untilChange = this.due.length ? this.due[0].step - this.state.steps : Infinity;
      const some = Math.min(count - done, untilChange, this.portion ?? 1);
      const before = performance.now();
      this.engine.steps(some);
      const cost = (performance.now() - before) / some;
      this.portion = Math.max(1, Math.min(1000, Math.round(1 / Math.max(cost, 0.001))));
      done += some;
      this.state.steps += some;
      this.change();
    }
    if (this.target < this.state.steps) this.target = this.state.steps;
    if (done) this.note();
    return done;
  }

  /** Keeps the figures of now for the curves. */
  note() {
    const figures = this.engine.figures();
    const per = figures.batches ?? 1;
    this.figures = figures;
    this.history.push({ at: figures.step / per, trainLoss: figures.trainLoss, testLoss: figures.testLoss, trainAccuracy: figures.trainAccuracy, testAccuracy: figures.testAccuracy });
    if (this.history.length > Session.MOST_FIGURES) {
      const last = this.history.length - 1;
      this.history = this.history.filter((_, i) => i % 2 === 0 || i === last);
    }
  }

  step() {
    this.advance(1, 1e9);
    this.tell('steps');
  }

  /** Trains to the end of the epoch. */
  epoch() {
    const per = this.figures.batches ?? 1;
    this.advance(per - this.figures.step % per, 1e9);
    this.tell('steps');
  }

  /** Changes one weight, or the bias where from is "b", by hand. */
  setWeight(layer, from, to, value) {
    const edit = { step: this.state.steps, layer, from, to, value };
    this.state.edits = this.state.edits.filter(earlier => earlier.step <= edit.step);
    const last = this.state.edits.at(-1);
    const same = last && ['step', 'layer', 'from', 'to'].every(key => last[key] === edit[key]);
    if (same) this.state.edits.pop();
    this.state.edits.push(edit);
    this.due = [edit];
    this.target = this.state.steps;
    this.change();
    this.note();
    this.tell('weights');
  }

  /** The row whose numbers are shown: the chosen one, else the first that is trained on. */
  get row() {
    const { row } = this.state;
    return row >= 0 && row < this.data.y.length ? row : this.data.train[0];
  }

  /** The points as a table of one's own, for a change to be made to: then give it to setPoints. */
  points() {
    const { columns, classes, x, y } = this.data;
    return { columns: [...columns], classes: [...classes], x: Array.from(x), y: Array.from(y) };
  }

  /** Other points, on which the same training is repeated; a moving network shows what it would have become. */
  setPoints({ columns, classes, x, y }) {
    const own = { columns, classes, x: Float64Array.from(x), y: Int32Array.from(y) };
    this.apply({ recipe: { shape: 'own' }, own, steps: this.target });
  }
}
