/**
 * The program: {@link dev.firstnetwork.Main} turns a command line into an exit code, {@link dev.firstnetwork.Commands}
 * has a line for each command, and {@link dev.firstnetwork.TrainCommand} is the main one. Whoever wants to see how a
 * network learns begins lower down, at {@link dev.firstnetwork.math}, and reads on in this order: backprop, data,
 * network, dl4j, training, evaluation. Each other feature is a wing: a package that can be deleted with the lines here
 * that name it. Left out on purpose: all arithmetic.
 */
package dev.firstnetwork;
