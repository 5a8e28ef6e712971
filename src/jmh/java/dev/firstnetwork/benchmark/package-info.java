/**
 * Benchmarks, outside of the program and of its tests: {@code ./mvnw -Pbenchmark package} builds and runs them and writes
 * {@code BENCHMARKS.md}.
 */
package dev.firstnetwork.benchmark;
