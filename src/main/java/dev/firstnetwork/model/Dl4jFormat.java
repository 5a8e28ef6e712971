package dev.firstnetwork.model;

import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.data.Standardiser;
import dev.firstnetwork.dl4j.Dl4jConfiguration;
import dev.firstnetwork.dl4j.ParameterLayout;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Loss;
import dev.firstnetwork.network.NetworkSpec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The entries of a model file as DL4J 1.0.0-M2.1 writes and reads them ({@code ModelSerializer}, {@code BaseDataBuffer.write},
 * {@code NormalizerSerializer}), written without DL4J: its libraries take longer to load than a small network takes to
 * train. A test holds them byte for byte against what DL4J writes itself.
 */
final class Dl4jFormat {

    /** ND4J's shape information of an array in C order: flags for doubles, element-wise stride, order. */
    private static final long DOUBLES = 0x4000;

    private static final String LONG = "LONG";
    private static final String DOUBLE = "DOUBLE";
    private static final String NORMALIZER = "NORMALIZER";
    private static final String STANDARDIZE = "STANDARDIZE";

    private Dl4jFormat() {}

    /** {@code configuration.json}: a {@code MultiLayerConfiguration} with plain gradient descent, as prediction needs none. */
    static byte[] configuration(NetworkSpec spec) {
        List<Map<String, Object>> layers = new ArrayList<>();
        for (int layer = 1; layer <= spec.layers(); layer++) {
            layers.add(layerConfiguration(spec, layer));
        }
        Map<String, Object> network = sorted();
        network.put("backpropType", "Standard");
        network.put("cacheMode", "NONE");
        network.put("confs", layers);
        network.put("dataType", "DOUBLE");
        network.put("epochCount", 0);
        network.put("inferenceWorkspaceMode", "ENABLED");
        network.put("inputPreProcessors", Map.of());
        network.put("iterationCount", 0);
        network.put("tbpttBackLength", 20);
        network.put("tbpttFwdLength", 20);
        network.put("trainingWorkspaceMode", "ENABLED");
        network.put("validateOutputLayerConfig", true);
        // as DL4J writes it, without a line feed at the end
        return Json.text(network).stripTrailing().getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, Object> layerConfiguration(NetworkSpec spec, int layer) {
        Map<String, Object> configuration = sorted();
        configuration.put("cacheMode", "NONE");
        configuration.put("dataType", "DOUBLE");
        configuration.put("epochCount", 0);
        configuration.put("iterationCount", 0);
        configuration.put("layer", layer(spec, layer));
        configuration.put("maxNumLineSearchIterations", 5);
        configuration.put("miniBatch", true);
        configuration.put("minimize", true);
        configuration.put("optimizationAlgo", "STOCHASTIC_GRADIENT_DESCENT");
        configuration.put("seed", 0);
        configuration.put("stepFunction", null);
        configuration.put("variables", List.of("W", "b"));
        return configuration;
    }

    private static Map<String, Object> layer(NetworkSpec spec, int layer) {
        boolean output = layer == spec.layers();
        Map<String, Object> json =
                object("org.deeplearning4j.nn.conf.layers." + (output ? "OutputLayer" : "DenseLayer"));
        json.put("activationFn", activation(spec.activation(layer)));
        json.put("biasInit", 0.0);
        json.put("biasUpdater", null);
        json.put("constraints", null);
        json.put("gainInit", 1.0);
        json.put("gradientNormalization", "None");
        json.put("gradientNormalizationThreshold", 1.0);
        json.put("hasBias", true);
        if (output) {
            json.put("lossFn", loss(spec.loss()));
        } else {
            json.put("hasLayerNorm", false);
        }
        json.put("idropout", null);
        Map<String, Object> updater = object("org.nd4j.linalg.learning.config.Sgd");
        updater.put("learningRate", 0.1);
        json.put("iupdater", updater);
        json.put("layerName", "layer" + (layer - 1));
        json.put("nin", spec.sizes().get(layer - 1));
        json.put("nout", spec.sizes().get(layer));
        json.put("regularization", List.of());
        json.put("regularizationBias", List.of());
        json.put("timeDistributedFormat", null);
        json.put("weightInitFn", object("org.deeplearning4j.nn.weights.WeightInitXavierUniform"));
        json.put("weightNoise", null);
        return json;
    }

    private static Map<String, Object> activation(Activation activation) {
        String name =
                switch (activation) {
                    case IDENTITY -> "Identity";
                    case RELU -> "ReLU";
                    case LEAKY_RELU -> "LReLU";
                    case TANH -> "TanH";
                    case SIGMOID -> "Sigmoid";
                    case SOFTMAX -> "Softmax";
                };
        Map<String, Object> json = object("org.nd4j.linalg.activations.impl.Activation" + name);
        if (activation == Activation.RELU) {
            json.put("max", null);
            json.put("negativeSlope", null);
            json.put("threshold", null);
        } else if (activation == Activation.LEAKY_RELU) {
            json.put("alpha", Activation.LEAK);
        }
        return json;
    }

    private static Map<String, Object> loss(Loss loss) {
        Map<String, Object> json = object("org.nd4j.linalg.lossfunctions.impl.Loss"
                + switch (loss) {
                    case BINARY_CROSS_ENTROPY -> "BinaryXENT";
                    case CROSS_ENTROPY -> "MCXENT";
                    case MEAN_SQUARED_ERROR -> "MSE";
                });
        if (loss == Loss.BINARY_CROSS_ENTROPY) {
            json.put("clipEps", Dl4jConfiguration.CLIP);
        } else if (loss == Loss.CROSS_ENTROPY) {
            json.put("softmaxClipEps", 1e-10);
        }
        return json;
    }

    private static Map<String, Object> object(String type) {
        Map<String, Object> json = sorted();
        json.put("@class", type);
        return json;
    }

    /** DL4J writes the names in their order; values may be null. */
    private static Map<String, Object> sorted() {
        return new TreeMap<>();
    }

    /** {@code coefficients.bin}: all parameters as one row. */
    static byte[] coefficients(Parameters parameters) {
        double[] flat = ParameterLayout.flatten(parameters);
        return bytes(out -> writeArray(out, new long[] {1, flat.length, 1, DOUBLES, 1, 'c'}, flat));
    }

    /** {@code normalizer.bin}: a {@code NormalizerStandardize} of the inputs, and of the label where it is a number. */
    static byte[] normalizer(Preparation preparation) {
        return bytes(out -> {
            out.writeUTF(NORMALIZER);
            out.writeInt(1);
            out.writeUTF(STANDARDIZE);
            out.writeBoolean(preparation.isRegression());
            writeRows(out, preparation.standardiser());
            if (preparation.isRegression()) {
                writeRows(out, preparation.labelStandardiser());
            }
        });
    }

    private static void writeRows(DataOutputStream out, Standardiser standardiser) throws IOException {
        for (double[] row : List.of(standardiser.mean(), standardiser.standardDeviation())) {
            writeArray(out, new long[] {2, 1, row.length, 1, 1, DOUBLES, 1, 'c'}, row);
        }
    }

    /** An array as two buffers, its shape's and its values', each as mode, length, type and elements. */
    private static void writeArray(DataOutputStream out, long[] shape, double... values) throws IOException {
        out.writeUTF("MIXED_DATA_TYPES");
        out.writeLong(shape.length);
        out.writeUTF(LONG);
        for (long element : shape) {
            out.writeLong(element);
        }
        out.writeUTF("MIXED_DATA_TYPES");
        out.writeLong(values.length);
        out.writeUTF(DOUBLE);
        for (double value : values) {
            out.writeDouble(value);
        }
    }

    /**
     * The parameters in {@code coefficients.bin} that anybody may have written: the length is checked before anything is
     * allocated for it.
     *
     * @param entry the entry's name, for messages
     * @throws IOException if it does not hold as many finite doubles as a network of these {@code sizes} has parameters
     */
    static Parameters parameters(byte[] bytes, List<Integer> sizes, String entry) throws IOException {
        long expected = ParameterLayout.count(sizes);
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            in.readUTF();
            long shapeLength = in.readLong();
            requireType(in, LONG, entry);
            if (shapeLength < 0 || shapeLength > 64) {
                throw new IOException(entry + " has a shape of " + shapeLength + " numbers");
            }
            in.skipNBytes(shapeLength * Long.BYTES);
            in.readUTF();
            long length = in.readLong();
            requireType(in, DOUBLE, entry);
            if (length != expected || in.available() != expected * Double.BYTES) {
                throw new IOException(
                        entry + " holds " + length + " numbers, the network has " + expected + " parameters");
            }
            double[] values = new double[(int) length];
            for (int i = 0; i < values.length; i++) {
                values[i] = in.readDouble();
                if (!Double.isFinite(values[i])) {
                    throw new IOException(entry + " holds " + values[i] + " at position " + i);
                }
            }
            return ParameterLayout.unflatten(values, sizes);
        }
    }

    private static void requireType(DataInputStream in, String expected, String entry) throws IOException {
        String type = in.readUTF();
        if (!type.equals(expected)) {
            throw new IOException(entry + " holds numbers of type " + type + ", expected " + expected);
        }
    }

    /**
     * Checks {@code normalizer.bin}, which is for DL4J: it would make an object of any class that one of another type names.
     *
     * @throws IOException if it is no {@code NormalizerStandardize}
     */
    static void requireStandardiser(byte[] bytes, String entry) throws IOException {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (!in.readUTF().equals(NORMALIZER)
                    || in.readInt() != 1
                    || !in.readUTF().equals(STANDARDIZE)) {
                throw new IOException(entry + " is no standardiser");
            }
        }
    }

    /** What is written to a stream in memory. */
    @FunctionalInterface
    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private static byte[] bytes(Writing writing) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            writing.to(out);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }
}
