'use strict';
/* The program in WebAssembly: it stands in the page as base64 of gzip, and asks for next to nothing. */
const PlaygroundProgram = (() => {
  /** The smallest module with a structure: what a browser without WebAssembly GC calls invalid. */
  const STRUCTURE = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 95, 1, 120, 0]);

  function requireWasmGc() {
    const able = typeof WebAssembly === 'object' && WebAssembly.validate(STRUCTURE)
      && typeof DecompressionStream === 'function';
    if (!able) {
      const error = new Error('This browser has no WebAssembly GC, which the playground computes with: please take a newer'
        + ' one (Chrome and Edge from 119, Firefox from 120, Safari from 18.2).');
      error.noWasmGc = true;
      throw error;
    }
  }

  /** The module, which stands in the page as base64 of gzip. */
  async function unpacked() {
    const text = atob(document.getElementById('wasm').textContent.trim());
    const bytes = Uint8Array.from(text, c => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Response(stream).arrayBuffer();
  }

  /** What the builtin functions for strings do, for a browser that has none. */
  const STRINGS = {
    fromCharCode: code => String.fromCharCode(code),
    concat: (a, b) => a + b,
    substring: (text, from, to) => text.substring(from, to),
    length: text => text.length,
    charCodeAt: (text, i) => text.charCodeAt(i),
  };

  /**
   * The program asks for little: the square root, memory, texts as they are, and where an exception was thrown, which nobody
   * wants to know. For what is left it has no use.
   */
  async function instance(module) {
    const used = {
      sqrt: Math.sqrt, ceil: Math.ceil, floor: Math.floor, stringBuiltinsSupported: () => 0,
      createFunction1: () => text => text, callFunction1: (identity, text) => identity(text),
      takeStackTrace: () => ({getStack: () => []}),
    };
    const imports = {};
    for (const {module: from, name, kind} of WebAssembly.Module.imports(module)) {
      imports[from] ??= {};
      if (kind === 'memory') {
        imports[from][name] = new WebAssembly.Memory({initial: 64, maximum: 1024});
      } else if (kind === 'global') {
        const value = name === 'maxSize' ? 1 << 26 : 0;
        imports[from][name] = new WebAssembly.Global({value: 'i32', mutable: false}, value);
      } else {
        imports[from][name] = (from === 'wasm:js-string' ? STRINGS : used)[name] ?? (() => undefined);
      }
    }
    return (await WebAssembly.instantiate(module, imports)).exports;
  }

  async function module() {
    requireWasmGc();
    return WebAssembly.compile(await unpacked(), {builtins: ['js-string']});
  }

  return {module, instance};
})();
