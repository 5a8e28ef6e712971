/**
 * {@code play}: the playground, one offline page in which the program's own classes, compiled to WebAssembly, train a network
 * that can be watched and steered. The page is made of {@code src/playground} when the jar is; here it is written out, with a
 * table or a run in it.
 */
package dev.firstnetwork.wing.play;
