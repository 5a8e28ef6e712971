/**
 * The model file: DL4J's own zip with a description beside it, written and read without DL4J. Start at {@link
 * dev.firstnetwork.model.ModelFile}. Left out on purpose: Java objects and class names from a file, so that a file
 * from a stranger can do no harm; and the state of the updater, as prediction needs none.
 */
package dev.firstnetwork.model;
