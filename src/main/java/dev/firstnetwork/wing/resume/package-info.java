/**
 * {@code train --checkpoint-every} and {@code --resume}: a run that was cut off goes on as if it had never stopped, to
 * the same bits. Start at {@link dev.firstnetwork.wing.resume.CheckpointOptions}, then {@link
 * dev.firstnetwork.wing.resume.Checkpoint}. Left out on purpose: going on with other data or options than before,
 * but for more epochs, and training a finished run further.
 */
package dev.firstnetwork.wing.resume;
