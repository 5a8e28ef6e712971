/**
 * The same network by Deeplearning4j: its engine, its configuration, and what ND4J computes on. Start at {@link
 * dev.firstnetwork.dl4j.Dl4jEngine}, then {@link dev.firstnetwork.dl4j.Dl4jConfiguration}. DL4J's own updaters, losses
 * and schedules are used wherever they mean the same as the hand-written ones; the few classes of its kind here stand
 * where they do not. Left out on purpose: DL4J's model file, which is written and read without it.
 */
package dev.firstnetwork.dl4j;
