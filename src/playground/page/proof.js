'use strict';

/** The gradient check of the network as it is, and mistakes planted for it to find. */
class Proof {
  static EPOCHS = 200;

  constructor(session, act) {
    Object.assign(this, { session, act });
    this.curve = new Curves($('plant-curve'), { title: 'lossAxis', series: [{ key: 'right', colour: 'train' }, { key: 'wrong', colour: 'test', dashed: true }] });
    $('check-now').addEventListener('click', () => this.wait($('check-result'), () => this.check()));
    $('plant-now').addEventListener('click', () => this.wait($('plant-result'), () => this.plant()));
    this.choices();
  }

  choices() {
    const { plant } = this.session.state;
    $('plants').replaceChildren(...this.session.engine.plants().map(({ name, says }) => make('label', {},
      make('input', { type: 'radio', name: 'plant', value: name, checked: name === plant, onchange: () => { this.session.state.plant = name; this.act.chosen(); } }),
      make('span', {}, make('code', {}, name), ' ', Texts.english['plant-' + name] ? t('plant-' + name) : says))));
  }

  /** Says that it works, lets the browser paint that, then works. */
  wait(box, work) {
    box.replaceChildren(make('p', { className: 'muted' }, t('checking')));
    setTimeout(() => {
      try {
        box.replaceChildren(...work());
        this.act.announce(Array.from(box.querySelectorAll('p:not(.muted)'), p => p.textContent).join(' '));
      } catch (error) {
        box.replaceChildren(make('p', { className: 'message' }, error.message));
      }
    }, 30);
  }

  /** What was found is of another network as soon as that has changed. */
  forget() {
    for (const id of ['check-result', 'plant-result']) $(id).replaceChildren();
    $('plant-curve').hidden = $('plant-legend').hidden = true;
  }

  check() {
    const found = this.session.engine.gradcheck(null);
    return [this.verdict(found), this.table(found), make('p', { className: 'muted' }, t('checkScale'))];
  }

  verdict(found) {
    const wrong = found.filter(tensor => !tensor.passed).map(tensor => tensor.tensor);
    const judged = found.filter(tensor => !Proof.rounding(tensor));
    const largest = Math.max(...judged.map(tensor => tensor.maxRelative));
    const good = () => (judged.length ? t('checkGood', found.length, brief(largest)) : t('checkAll', found.length)) + (judged.length < found.length ? ' ' + t('checkRounding', found.length - judged.length) : '');
    const text = wrong.length ? t('checkBad', wrong.length, found.length, wrong.join(', ')) : good();
    const more = found.notJudged ? ' ' + t('notJudged', found.notJudged) : '';
    return make('p', { className: 'verdict ' + (wrong.length ? 'bad' : 'good') }, text + more);
  }

  /** Whether a tensor is all but zero, so that it passed by what rounding can explain and has no relative difference worth the name. */
  static rounding({ passed, maxRelative, tolerance }) {
    return passed && maxRelative > tolerance;
  }

  static exponential(value) {
    return value === 0 ? '0' : value.toExponential(1).replace('-', '−');
  }

  /** A line for each tensor, with a bar from 1e-16 to 1. */
  table(found) {
    const along = value => Math.max(1, Math.min(100, 100 * (Math.log10(Math.max(value, 1e-16)) + 16) / 16));
    return make('table', { className: 'check' }, make('thead', {}, make('tr', {}, ...['tensor', 'difference', '', 'verdict'].map(key => key ? make('th', { scope: 'col' }, t(key)) : make('td')))),
      make('tbody', {}, ...found.map(one => {
        const { tensor, tolerance, passed } = one;
        const difference = Proof.rounding(one) ? one.maxAbsolute : one.maxRelative;
        const bar = make('span', { className: 'gauge ' + (passed ? 'good' : 'bad') }, make('i', { style: `width:${along(difference)}%` }), make('b', { style: `left:${along(tolerance)}%` }));
        return make('tr', {}, make('th', { scope: 'row' }, tensor), make('td', { className: 'number' }, Proof.exponential(difference) + (Proof.rounding(one) ? '*' : '')), make('td', { className: 'wide' }, bar),
          make('td', { className: passed ? 'good' : 'bad' }, (passed ? '✓ ' : '✗ ') + t(passed ? 'agrees' : 'differs')));
      })));
  }

  plant() {
    const { engine, state } = this.session;
    const right = engine.trainPlanted(null, Proof.EPOCHS);
    const wrong = engine.trainPlanted(state.plant, Proof.EPOCHS);
    const found = engine.gradcheck(state.plant);
    $('plant-curve').hidden = $('plant-legend').hidden = false;
    this.curve.show(Array.from(wrong, (value, i) => ({ at: i, right: right[i], wrong: value })));
    const first = wrong[0];
    const last = wrong.at(-1);
    const fell = t(last < first ? 'fellToo' : 'fellNot', brief(first), brief(last), wrong.length - 1, brief(right.at(-1)));
    $('plant-curve').setAttribute('aria-label', fell);
    const differing = found.filter(tensor => !tensor.passed).map(tensor => tensor.tensor);
    const caught = differing.length ? t('caught', differing.join(', ')) : t('notCaught') + (state.plant === 'l2-on-biases' && !state.recipe.l2 ? ' ' + t('l2Hint') : '');
    return [make('p', {}, fell), make('p', { className: 'verdict ' + (differing.length ? 'bad' : '') }, caught), this.table(found)];
  }
}
