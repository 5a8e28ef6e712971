/**
 * What commands have in common: options, configuration files, exit codes, and text for a terminal. Start at {@link
 * dev.firstnetwork.cli.RecipeOptions}, then {@link dev.firstnetwork.cli.ConfigFile}. Left out on purpose: the commands
 * themselves. {@link dev.firstnetwork.TrainCommand} is above, each other one in its wing.
 */
package dev.firstnetwork.cli;
