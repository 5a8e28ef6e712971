/**
 * What a network goes by, for {@code explain} and {@code train --explain}: permutation importance, partial dependence
 * and Shapley values, with their charts. Start at {@link dev.firstnetwork.wing.explain.Explanation}. All three take
 * the network as a function and know no engine. Left out on purpose: gradients as explanations, and any claim about
 * causes: it is told what the network does, not what the world does.
 */
package dev.firstnetwork.wing.explain;
