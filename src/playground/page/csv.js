'use strict';
/* A table of numbers with a label, as somebody has it: RFC 4180, separated by comma, semicolon, tab or bar. */
const PlaygroundCsv = (() => {
  const MOST_ROWS = 5000;
  const MOST_COLUMNS = 64;
  const MOST_CLASSES = 10;
  const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

  function read(text, label) {
    const lines = records(text.replace(/^\uFEFF/, ''));
    if (lines.length < 3) {
      throw new Error('The table has a header and ' + Math.max(0, lines.length - 1)
        + ' rows: give it a line of column names and two rows or more.');
    }
    const header = lines[0].cells.map(cell => cell.trim());
    const at = labelColumn(header, label);
    const rows = lines.slice(1);
    if (rows.length > MOST_ROWS) {
      throw new Error(`The table has ${rows.length} rows and the playground holds ${MOST_ROWS}: leave some out, or train`
        + ' on all of them with the program.');
    }
    if (header.length - 1 > MOST_COLUMNS) {
      throw new Error(`The table has ${header.length - 1} columns beside the label and the playground holds ${MOST_COLUMNS}:`
        + ' leave some out.');
    }
    for (const {cells, line} of rows) {
      if (cells.length !== header.length) {
        throw new Error(`Line ${line} has ${cells.length} fields and the header ${header.length}: mend that line.`);
      }
    }
    const {classes, y} = classesOf(rows, at, header[at]);
    const columns = header.filter((_, j) => j !== at);
    const x = Float64Array.from(rows.flatMap(({cells, line}) => cells
      .map((cell, j) => j === at ? null : numberIn(cell, line, header[j]))
      .filter(value => value !== null)));
    return {columns, classes, x, y};
  }

  function labelColumn(header, label) {
    if (header.length < 2) {
      throw new Error('The table has one column: it takes one with numbers and a label, separated by comma, semicolon, tab'
        + ' or bar.');
    }
    if (label != null) {
      const at = header.indexOf(label);
      if (at < 0) {
        throw new Error(`There is no column '${shortened(label)}': there are ${header.map(shortened).join(', ')}.`);
      }
      return at;
    }
    const named = header.findIndex(name => /^(label|class|target|y)$/i.test(name));
    return named >= 0 ? named : header.length - 1;
  }

  function numberIn(cell, line, column) {
    const text = cell.trim();
    const value = NUMBER.test(text) ? Number(text) : NaN;
    if (!Number.isFinite(value)) {
      throw new Error(`Line ${line}, column '${shortened(column)}': '${shortened(text)}' is not a number. The playground takes`
        + ' numbers alone; the command play --data FILE --label COLUMN makes numbers of words too.');
    }
    return value;
  }

  /** By value where all are numbers, else by character, as the program orders them. */
  function classesOf(rows, at, column) {
    const texts = rows.map(({cells, line}) => {
      const text = cells[at].trim();
      if (text === '') {
        throw new Error(`Line ${line} has no label in column '${shortened(column)}': fill it in or leave the line out.`);
      }
      return text;
    });
    const numeric = texts.every(text => NUMBER.test(text));
    const key = text => numeric ? Number(text) + 0 : text;
    const names = new Map();
    for (const text of texts) {
      const known = names.get(key(text));
      if (known === undefined || text.length < known.length) {
        names.set(key(text), text);
      }
    }
    const keys = [...names.keys()].sort((a, b) => a < b ? -1 : a > b ? 1 : 0);
    if (keys.length < 2) {
      throw new Error(`Every row has the label '${shortened(texts[0])}': it takes two classes or more.`);
    }
    if (keys.length > MOST_CLASSES) {
      throw new Error(`The label '${shortened(column)}' has ${keys.length} values and the playground tells ${MOST_CLASSES}`
        + ' classes apart: choose another column as label.');
    }
    return {
      classes: keys.map(k => names.get(k)),
      y: Int32Array.from(texts, text => keys.indexOf(key(text))),
    };
  }

  /** The records with the line that each begins in; empty lines are passed over. */
  function records(text) {
    const separator = separatorOf(text);
    const found = [];
    let cells = [];
    let line = 1;
    let begin = 1;
    let at = 0;
    const end = () => {
      if (cells.length > 1 || cells[0] !== '') {
        found.push({cells, line: begin});
      }
      cells = [];
    };
    while (at < text.length) {
      let field = '';
      if (text[at] === '"') {
        const from = line;
        for (at++; text[at] !== '"' || text[at + 1] === '"'; at++) {
          if (at >= text.length) {
            throw new Error(`Line ${from}: a quote is opened and never closed.`);
          }
          line += text[at] === '\n' ? 1 : 0;
          field += text[at];
          at += text[at] === '"' ? 1 : 0;
        }
        at++;
        if (at < text.length && ![separator, '\r', '\n'].includes(text[at])) {
          throw new Error(`Line ${line}: there is text after a closing quote.`);
        }
      } else {
        const from = at;
        while (at < text.length && text[at] !== separator && text[at] !== '\r' && text[at] !== '\n') {
          at++;
        }
        field = text.slice(from, at);
      }
      cells.push(field);
      if (text[at] === separator) {
        at++;
        if (at < text.length) {
          continue;
        }
        cells.push('');
      }
      end();
      at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1;
      begin = ++line;
    }
    return found;
  }

  /** What the header has most of. */
  function separatorOf(text) {
    const header = text.split(/[\r\n]/, 1)[0];
    const count = mark => header.split(mark).length;
    return [',', ';', '\t', '|'].reduce((best, mark) => count(mark) > count(best) ? mark : best);
  }

  function shortened(text) {
    return text.length > 60 ? text.slice(0, 59) + '…' : text;
  }

  return {read};
})();
