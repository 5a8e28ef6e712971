'use strict';
/* Doubles as text, to the last bit. */
const PlaygroundNumbers = (() => {
  /** The bits of a double in hexadecimal digits. */
  function bits(value) {
    return new BigUint64Array(Float64Array.of(value).buffer)[0].toString(16).padStart(16, '0');
  }

  /** A double as the program's files have it: the shortest decimal that reads back as the same, in Java's notation. */
  function text(value) {
    if (!Number.isFinite(value) || value === 0) {
      return Number.isFinite(value) ? (Object.is(value, -0) ? '-0.0' : '0.0') : String(value);
    }
    const size = Math.abs(value);
    // Java gives two digits where one would do, if they are nearer
    const two = size.toExponential(1);
    const [, digits, exponent] = /^([\d.]+)e([+-]\d+)$/.exec(Number(two) === size ? two : size.toExponential());
    const shortest = size >= 1e-3 && size < 1e7 ? plain(size) : `${digits}E${Number(exponent)}`;
    return (value < 0 ? '-' : '') + shortest;
  }

  function plain(size) {
    const text = String(size);
    return text.includes('.') ? text : text + '.0';
  }

  return {text, bits};
})();
