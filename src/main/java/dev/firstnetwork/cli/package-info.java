/**
 * The command line: each command parses, calls one pipeline, prints, and returns an exit code. Start at {@link
 * dev.firstnetwork.cli.Main}, then {@link dev.firstnetwork.cli.TrainCommand}.
 */
package dev.firstnetwork.cli;
