'use strict';
/* page.html#check: the article's run in the page, to be held against the JVM's. */
async function playgroundCheck(engine) {
  const {csv, bits} = await engine.check();
  for (const [id, text] of [['check', csv], ['bits', bits]]) {
    const pre = document.createElement('pre');
    pre.id = id;
    pre.textContent = text;
    document.body.append(pre);
  }
}
