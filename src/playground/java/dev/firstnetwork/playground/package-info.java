/**
 * The program behind the playground's page: a training run that is stepped through and looked into. It is the hall's own
 * code, {@code math}, {@code backprop}, {@code data} and {@code network}, with the kernels of {@code wing.fast} and the mistakes
 * of {@code wing.proof}; compiled to WebAssembly it gives the JVM's bits. Nothing in it reads or writes a number as text.
 */
package dev.firstnetwork.playground;
