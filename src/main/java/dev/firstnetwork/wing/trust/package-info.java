/**
 * What has to be known of a network before it is trusted with people's data: what it gives away of the rows that it was
 * trained on, and how it can be trained where the rows may not be brought together. Start at {@link
 * dev.firstnetwork.wing.trust.PrivateGradient} and {@link dev.firstnetwork.wing.trust.Accountant}, then {@link
 * dev.firstnetwork.wing.trust.Federation}. Left out on purpose: a network between machines, clients that drop out of a
 * masked sum, and orders of the accountant that are no whole numbers.
 */
package dev.firstnetwork.wing.trust;
