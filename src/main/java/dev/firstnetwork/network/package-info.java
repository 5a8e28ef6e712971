/**
 * One description of a network, and what every engine built from it can do. Start at {@link
 * dev.firstnetwork.network.NetworkSpec}, then {@link dev.firstnetwork.network.HandEngine}. Left out on purpose: DL4J,
 * whose engine has a package of its own, {@link dev.firstnetwork.dl4j}.
 */
package dev.firstnetwork.network;
