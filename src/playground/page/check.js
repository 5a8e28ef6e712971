'use strict';
/* page.html#check: the article's run in the page, to be held against the JVM's. */
async function playgroundCheck(engine) {
  const {text, bits} = PlaygroundNumbers;
  const losses = [];
  let csv = 'epoch,train_loss,test_loss,train_accuracy,test_accuracy\n';
  for (const updater of ['sgd', 'momentum', 'adam']) {
    const fresh = await engine.another();
    fresh.configure({updater});
    for (let epoch = 0; epoch <= 50; epoch++) {
      if (epoch > 0) {
        fresh.epoch();
      }
      const f = fresh.figures();
      losses.push([updater, f.epoch, bits(f.trainLoss), bits(f.testLoss)].join(','));
      if (updater === 'sgd' && epoch % 10 === 0) {
        const figures = [f.trainLoss, f.testLoss, f.trainAccuracy, f.testAccuracy];
        csv += [f.epoch, ...figures.map(text)].join(',') + '\n';
      }
    }
  }
  for (const [id, lines] of [['check', csv], ['bits', losses.join('\n') + '\n']]) {
    const pre = document.createElement('pre');
    pre.id = id;
    pre.textContent = lines;
    document.body.append(pre);
  }
}
