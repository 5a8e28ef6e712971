'use strict';
/* What is taken from the page to the command line: the command that repeats a run, and parameters. */
const PlaygroundCommand = (() => {
  /**
   * The command of a recipe.
   *
   * usual: the recipe that needs no options; fromStart: whether the run begins with given parameters, in start.json.
   */
  function of(recipe, usual, epochs, fromStart) {
    const options = ['--engine hand'];
    const add = (name, value, otherwise) => {
      if (value !== otherwise) {
        options.push(`--${name} ${value}`);
      }
    };
    if (recipe.shape === 'own') {
      options.push('--data points.csv --label label');
    } else {
      add('data', recipe.shape, usual.shape);
      add('samples', recipe.samples, usual.samples);
      add('noise', recipe.noise, usual.noise);
      add('data-seed', recipe.dataSeed, usual.dataSeed);
    }
    add('test-size', recipe.testSize, usual.testSize);
    add('split-seed', recipe.splitSeed, usual.splitSeed);
    add('hidden', recipe.hidden.join(',') || 'none', '32');
    add('activation', recipe.activation, usual.activation);
    add('updater', recipe.updater, usual.updater);
    add('learning-rate', recipe.learningRate, usual.learningRate);
    add('batch', recipe.batch, usual.batch);
    add('shuffle-seed', recipe.shuffleSeed, usual.shuffleSeed);
    add('l1', recipe.l1, 0);
    add('l2', recipe.l2, 0);
    add('dropout', recipe.dropout, 0);
    add('dropout-seed', recipe.dropoutSeed, usual.dropoutSeed);
    add('seed', recipe.seed, usual.seed);
    add('epochs', epochs, 50);
    if (fromStart) {
      options.push('--init start.json');
    }
    return 'java -jar target/first-network.jar train ' + options.join(' ');
  }

  /** Parameters as train --init takes them. */
  function json(layers) {
    const list = numbers => `[${Array.from(numbers, PlaygroundNumbers.text).join(', ')}]`;
    const tensors = layers.flatMap(({rows, columns, W, b}, l) => {
      const matrix = Array.from({length: rows}, (_, i) => list(W.subarray(i * columns, (i + 1) * columns)));
      return [`"W${l + 1}": [${matrix.join(', ')}]`, `"b${l + 1}": ${list(b)}`];
    });
    return `{${tensors.join(',\n')}}\n`;
  }

  return {of, json};
})();
