/**
 * One description of a network and the two engines built from it, DL4J's and the hand-written one; the model file. Start at
 * {@link dev.firstnetwork.network.NetworkSpec}, then {@link dev.firstnetwork.dl4j.Dl4jEngine}.
 */
package dev.firstnetwork.network;
