'use strict';

/** The page: starts the engine, joins the parts, and runs the loop that trains and draws. */
class Page {
  /** How long training and drawing may take of a frame. */
  static TRAINING = 6;
  /** The same while it trains again to where it was. */
  static CATCHING = 14;
  /** With reduced motion the picture changes this often, in milliseconds. */
  static STILL = 1000;
  static NUMBERS = 250;
  /** How long the plane may take of a frame. */
  static PICTURE = 5;

  constructor(engine, start) {
    this.engine = engine;
    this.session = new Session(engine, start);
    this.playing = false;
    this.dirty = new Set();
    this.credit = 0;
    this.last = 0;
    this.fineness = Surface.PLAYING;
    const say = sentence => { $('message').textContent = Texts.translated(sentence); };
    this.say = say;
    this.surface = new Surface(this.session, $('surface'), {
      choose: row => this.choose(row), drop: () => this.view.dropped(), read: (u, v) => this.view.read(u, v), move: (row, u, v) => this.view.move(row, u, v),
      add: (kind, u, v) => this.view.add(kind, u, v), remove: row => this.view.remove(row),
    });
    this.network = new Network(this.session, $('network'), {
      showUnit: (layer, j) => this.view.showUnit(layer, j), chooseWeight: (layer, i, j) => this.weight.choose(layer, i, j),
    });
    this.view = new View(this.session, this.surface, this.network, { say, changed: what => this.changed(what) });
    this.loss = new Curves($('loss-curve'), { title: 'lossAxis', series: [{ key: 'trainLoss', colour: 'train' }, { key: 'testLoss', colour: 'test', dashed: true }] });
    this.accuracy = new Curves($('accuracy-curve'), { title: 'accuracyAxis', percent: true, series: [{ key: 'trainAccuracy', colour: 'train' }, { key: 'testAccuracy', colour: 'test', dashed: true }] });
    this.controls = new Controls(this.session, $('settings'), { say, apply: recipe => this.session.apply({ recipe }) });
    this.weight = new WeightEditor(this.session, {
      say, set: (...weight) => this.session.setWeight(...weight), chosen: chosen => { this.network.chosen = chosen; this.network.redraw(); },
    });
    this.own = new OwnTable(this.session, points => this.use(points));
    this.rows = new Rows(this.session, { say, choose: row => this.choose(row), set: points => this.session.setPoints(points) });
    this.inspector = new Inspector(this.session, { playing: () => this.playing, chosen: () => { this.surface.redraw(); this.share.soon(); } });
    this.share = new Share(this.session, this.surface);
    this.session.onChange(what => this.changed(what));
    this.bar();
    this.switches();
    Theme.onChange(() => this.session.figures && this.drawAll());
  }

  /** The buttons of the bar. */
  bar() {
    $('play').addEventListener('click', () => this.play(!this.playing));
    $('step').addEventListener('click', () => { this.play(false); this.session.step(); this.announce(); });
    $('epoch').addEventListener('click', () => { this.play(false); this.session.epoch(); this.announce(); });
    $('reset').addEventListener('click', () => { this.play(false); this.say(''); this.session.reset(); this.announce(); });
    $('speed').addEventListener('change', () => { this.session.state.speed = $('speed').value; this.share.soon(); });
  }

  /** Language and colours, and an address that somebody has changed by hand. */
  switches() {
    const { session, share } = this;
    $('language').addEventListener('change', () => { session.state.language = $('language').value; this.speak(); share.soon(); });
    $('theme').addEventListener('change', () => { session.state.theme = $('theme').value; Theme.choose(session.state.theme); share.soon(); });
    addEventListener('hashchange', () => { if (location.hash.slice(1) !== share.written) this.open(location.hash.slice(1)); });
  }

  /** Opens the state of a fragment. */
  async open(fragment) {
    const { session } = this;
    this.play(false);
    const { state, bad } = await State.read(fragment, session.start);
    const { recipe, own, edits, steps } = state;
    const before = session.state;
    session.state = state;
    let trouble = bad.length ? t('fragmentBad', bad.join(', ')) : '';
    try {
      session.apply({ recipe, own, edits, steps });
    } catch (error) {
      trouble = t('stale', error.message);
      session.state = Object.assign(before, { language: state.language, theme: state.theme });
      if (!session.figures) session.apply({});
    }
    $('language').value = session.state.language;
    $('theme').value = session.state.theme;
    $('speed').value = session.state.speed;
    Theme.choose(session.state.theme);
    this.speak();
    this.proof ??= new Proof(session, { chosen: () => this.share.soon(), announce: text => { $('live').textContent = text; } });
    this.proof.choices();
    this.say(trouble);
    this.request();
  }

  speak() {
    Texts.speak(this.session.state.language);
    this.playText();
    this.controls.show();
    this.own.take(this.own.text);
    this.proof?.choices();
    this.proof?.forget();
    this.view.begin();
    this.changed('data');
  }

  changed(what) {
    const { session, surface } = this;
    if (what === 'data') {
      const { features } = this.session.data;
      session.state.axes = session.state.axes.map((axis, k) => axis < features ? axis : Math.min(k, features - 1));
      if (!surface.drag) surface.fit();
      surface.stale = true;
      this.network.place();
      this.network.chosen = null;
      this.controls.show();
      this.weight.build();
      this.view.choices();
      this.view.legend();
      this.rows.show();
    }
    if (what !== 'steps' || !this.playing) this.proof?.forget();
    this.dirty.add(what);
    this.share.soon();
    this.request();
  }

  choose(row) {
    this.inspector.choose(row);
    $('reading').textContent = t('chosenRow', row);
  }

  use(own) {
    const { state } = this.session;
    const before = state.axes;
    state.axes = [0, Math.min(1, own.columns.length - 1)];
    try {
      this.session.apply({ recipe: { shape: 'own' }, own });
      this.say('');
    } catch (error) {
      state.axes = before;
      throw error;
    }
  }

  play(wanted) {
    if (this.playing === wanted) return;
    this.playing = wanted;
    this.credit = 0;
    this.last = performance.now();
    this.playText();
    if (!wanted) {
      this.dirty.add('steps');
      this.announce();
      this.share.soon();
    }
    this.request();
  }

  playText() {
    $('play-text').textContent = t(this.playing ? 'pause' : 'play');
    $('play-icon').setAttribute('d', this.playing ? 'M4 2.5h3v11H4zM9 2.5h3v11H9z' : 'M4 2.5v11l9-5.5z');
  }

  /** Says the figures to those who listen: when training stops, not while it runs. */
  announce() {
    const f = this.session.figures;
    $('live').textContent = t('live', f.epoch, brief(f.trainLoss), brief(f.testLoss), percent(f.trainAccuracy), percent(f.testAccuracy));
  }

  request() {
    this.frame ??= requestAnimationFrame(now => {
      this.frame = null;
      this.tick(now);
    });
  }

  /** One frame: some steps, then what has changed is drawn. */
  tick(now) {
    const { session } = this;
    const begun = performance.now();
    let moved = 0;
    if (session.behind) moved = this.catchUp(begun);
    else if (this.playing) moved = this.train(now);
    this.last = now;
    if (moved) this.dirty.add('steps');
    if (moved && session.figures.diverged && !session.behind) {
      this.play(false);
      this.say(t('diverged'));
    }
    const wait = Theme.still && this.playing && now - (this.drawn ?? 0) < Page.STILL;
    if (this.dirty.size && !wait) this.draw(now);
    this.spent = performance.now() - begun;
    if (this.playing || session.behind || (wait && this.dirty.size)) this.request();
  }

  /** Trains again to where it was, in pieces that leave the curves enough points. */
  catchUp(begun) {
    const { session } = this;
    const piece = Math.ceil(session.target / 200);
    let moved = 0;
    while (session.behind && performance.now() - begun < Page.CATCHING) moved += session.advance(Math.min(piece, session.target - session.state.steps), Page.CATCHING);
    if (!session.behind) this.share.soon();
    return moved;
  }

  train(now) {
    const { session } = this;
    this.credit += Math.min(100, now - this.last) * Number(session.state.speed) / 1000;
    const count = Math.floor(this.credit);
    if (!count) return 0;
    const done = session.advance(count, Page.TRAINING);
    this.credit = done < count ? 0 : this.credit - done;
    return done;
  }

  drawAll() {
    this.surface.stale = true;
    this.dirty.add('data');
    this.view.legend();
    this.proof?.curve.redraw();
    this.request();
  }

  draw(now) {
    const { session, dirty } = this;
    const moving = this.playing || session.behind || this.surface.drag;
    this.drawn = now;
    if (!this.surface.range) this.surface.fit();
    this.pictures(moving, !moving || dirty.has('data'));
    this.loss.show(session.history);
    this.accuracy.show(session.history);
    this.figures();
    dirty.clear();
    if (!moving || now - (this.numbered ?? 0) > Page.NUMBERS) {
      this.numbered = now;
      this.inspector.show();
      this.weight.show();
    }
    if (!moving) this.describe();
  }

  /** The plane and the small pictures: as fine, and as often, as there is time for while they move. */
  pictures(moving, all) {
    const begun = performance.now();
    this.surface.update(moving ? this.fineness : Surface.PAUSED, this.view.unit);
    const drawn = performance.now();
    if (moving) this.fineness = Page.finer(this.fineness, drawn - begun);
    this.turns = (this.turns ?? 0) - 1;
    if (moving && !all && this.turns > 0) return;
    this.network.update(this.surface.frame, all);
    this.turns = all ? 0 : Math.ceil((performance.now() - drawn) / Page.PICTURE);
  }

  /** Another fineness where the plane took far from the time that it may; not for every tremble, which would show. */
  static finer(n, milliseconds) {
    const part = Page.PICTURE / (milliseconds + 0.1);
    if (part > 0.6 && part < 2.5) return n;
    return Math.max(Surface.COARSE, Math.min(Surface.PLAYING, 8 * Math.round(n * Math.sqrt(part) / 8)));
  }

  figures() {
    const f = this.session.figures;
    const figure = value => brief(value, 4, 1);
    const text = { epoch: String(f.epoch), trainLoss: figure(f.trainLoss), testLoss: figure(f.testLoss), trainAccuracy: percent(f.trainAccuracy), testAccuracy: percent(f.testAccuracy) };
    for (const [key, value] of Object.entries(text)) {
      const element = $('fig-' + key);
      if (element.textContent !== value) element.textContent = value;
    }
  }

  /** The pictures in words, once they stand still. */
  describe() {
    const f = this.session.figures;
    $('surface').setAttribute('aria-label', t('surfaceLabel', this.session.data.y.length, percent(f.trainAccuracy), percent(f.testAccuracy)));
    [this.network, this.loss, this.accuracy].forEach(part => part.describe());
  }

  static async start() {
    Theme.choose('auto');
    const fragment = location.hash.slice(1);
    const failed = sentence => { $('failure').hidden = false; $('failure').textContent = sentence; };
    let engine;
    try {
      engine = await Playground.load();
    } catch (error) {
      const zh = navigator.language?.toLowerCase().startsWith('zh');
      Texts.speak(zh ? 'zh' : 'en');
      return failed(error.noWasmGc ? t('noGc') : t('failed', error.message));
    }
    if (fragment === 'check') {
      await playgroundCheck(engine);
      return undefined;
    }
    $('main').hidden = false;
    const page = new Page(engine, JSON.parse($('start').textContent));
    await page.open(fragment);
    return page;
  }
}

Page.start().then(page => { window.page = page; });
