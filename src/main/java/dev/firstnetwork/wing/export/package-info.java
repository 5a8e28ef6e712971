/**
 * The command {@code export}: a saved model as an ONNX file, for programs that know nothing of this one. Start at
 * {@link dev.firstnetwork.wing.export.OnnxFile}. Left out on purpose: reading ONNX, and training from an exported
 * file.
 */
package dev.firstnetwork.wing.export;
