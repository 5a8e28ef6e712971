'use strict';

/** What can be taken away: a link to the state, the command that repeats the run, and files. */
class Share {
  constructor(session, surface) {
    Object.assign(this, { session, surface, timer: 0 });
    $('copy-link').addEventListener('click', () => Share.copy($('link'), $('link-note')));
    $('copy-command').addEventListener('click', () => Share.copy($('command'), $('command-note')));
    $('get-parameters').addEventListener('click', () => Share.save('parameters.json', session.engine.parametersJson(), 'application/json'));
    $('get-start').addEventListener('click', () => Share.save('start.json', session.engine.startJson(), 'application/json'));
    $('get-data').addEventListener('click', () => Share.save('points.csv', Share.table(session.data), 'text/csv'));
    $('get-picture').addEventListener('click', () => $('surface').toBlob(blob => Share.saveBlob('surface.png', blob)));
    $('get-curves').addEventListener('click', () => Share.save('curves.csv', this.curves(), 'text/csv'));
  }

  /** Puts the state into the address and the fields, a little later: changes come many at a time. */
  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), 250);
  }

  async now() {
    clearTimeout(this.timer);
    const { fragment, tooBig } = await State.write({ ...this.session.state, steps: this.session.target }, this.session.start);
    this.written = fragment;
    try {
      history.replaceState(null, '', '#' + fragment);
    } catch {
      // some browsers allow it only so often; the link below is right all the same
    }
    $('link').value = location.href.split('#', 1)[0] + '#' + fragment;
    $('link-note').textContent = tooBig ? t('fragmentBig') : '';
    const command = this.session.engine.command();
    $('command').value = command;
    $('get-start').hidden = $('start-note').hidden = !command.includes('--init');
    $('command-note').textContent = '';
  }

  static async copy(field, note) {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      note.textContent = t('copied');
    } catch {
      note.textContent = t(document.execCommand('copy') ? 'copied' : 'copyBy');
    }
  }

  static save(name, text, type) {
    Share.saveBlob(name, new Blob([text], { type }));
  }

  static saveBlob(name, blob) {
    const link = make('a', { href: URL.createObjectURL(blob), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  static field(text) {
    return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }

  /** The points as the command line reads them: numbers in their shortest form, the class last. */
  static table({ columns, classes, features, x, y }) {
    const label = columns.includes('label') ? 'label_2' : 'label';
    const lines = [[...columns, label].map(Share.field).join(',')];
    for (let i = 0; i < y.length; i++) lines.push([...x.subarray(i * features, (i + 1) * features), Share.field(classes[y[i]])].join(','));
    return lines.join('\n') + '\n';
  }

  curves() {
    const lines = this.session.history.map(({ at, trainLoss, testLoss, trainAccuracy, testAccuracy }) => [at, trainLoss, testLoss, trainAccuracy, testAccuracy].join(','));
    return ['epoch,train_loss,test_loss,train_accuracy,test_accuracy', ...lines].join('\n') + '\n';
  }
}
