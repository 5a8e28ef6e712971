/**
 * The command line: each command parses, calls one pipeline, prints, and returns an exit code. Start at {@link
 * dev.firstnetwork.Main}, then {@link dev.firstnetwork.TrainCommand}.
 */
package dev.firstnetwork.cli;
