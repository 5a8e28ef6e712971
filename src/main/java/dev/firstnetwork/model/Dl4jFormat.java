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
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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

    /** A {@code MultiLayerConfiguration} with plain gradient descent, as prediction needs none; names are in their order. */
    private static final String NETWORK = """
        {"backpropType": "Standard", "cacheMode": "NONE", "confs": [%s], "dataType": "DOUBLE", "epochCount": 0,
         "inferenceWorkspaceMode": "ENABLED", "inputPreProcessors": {}, "iterationCount": 0, "tbpttBackLength": 20,
         "tbpttFwdLength": 20, "trainingWorkspaceMode": "ENABLED", "validateOutputLayerConfig": true}\
        """;

    private static final String LAYER = """
        {"cacheMode": "NONE", "dataType": "DOUBLE", "epochCount": 0, "iterationCount": 0,
         "layer": {"@class": "org.deeplearning4j.nn.conf.layers.%s",
          "activationFn": {"@class": "org.nd4j.linalg.activations.impl.Activation%s},
          "biasInit": 0.0, "biasUpdater": null, "constraints": null, "gainInit": 1.0,
          "gradientNormalization": "None", "gradientNormalizationThreshold": 1.0, "hasBias": true, %s
          "idropout": null, "iupdater": {"@class": "org.nd4j.linalg.learning.config.Sgd", "learningRate": 0.1},
          "layerName": "layer%s", %s "nin": %s, "nout": %s, "regularization": [], "regularizationBias": [],
          "timeDistributedFormat": null,
          "weightInitFn": {"@class": "org.deeplearning4j.nn.weights.WeightInitXavierUniform"}, "weightNoise": null},
         "maxNumLineSearchIterations": 5, "miniBatch": true, "minimize": true,
         "optimizationAlgo": "STOCHASTIC_GRADIENT_DESCENT", "seed": 0, "stepFunction": null,
         "variables": ["W", "b"]}\
        """;

    private static final String NO_LAYER_NORM = "\"hasLayerNorm\": false,";
    private static final String LOSS = "\"lossFn\": {\"@class\": \"org.nd4j.linalg.lossfunctions.impl.Loss%s},";

    private Dl4jFormat() {}

    /** {@code configuration.json}. */
    static byte[] configuration(NetworkSpec spec) {
        String layers = IntStream.rangeClosed(1, spec.layers())
                .mapToObj(layer -> layer(spec, layer))
                .collect(Collectors.joining(","));
        // as DL4J writes it, without a line feed at the end
        return Json.indented(format(NETWORK, layers)).stripTrailing().getBytes(StandardCharsets.UTF_8);
    }

    private static String layer(NetworkSpec spec, int layer) {
        boolean output = layer == spec.layers();
        return format(
                LAYER,
                output ? "OutputLayer" : "DenseLayer",
                activation(spec.activation(layer)),
                output ? "" : NO_LAYER_NORM,
                layer - 1,
                output ? format(LOSS, loss(spec.loss())) : "",
                spec.sizes().get(layer - 1),
                spec.sizes().get(layer));
    }

    private static String format(String template, Object... values) {
        return String.format(Locale.ROOT, template, values);
    }

    /** The end of the class's name, and the settings in an object of it. */
    private static String activation(Activation activation) {
        return switch (activation) {
            case IDENTITY -> "Identity\"";
            case RELU -> "ReLU\", \"max\": null, \"negativeSlope\": null, \"threshold\": null";
            case LEAKY_RELU -> "LReLU\", \"alpha\": " + Activation.LEAK;
            case TANH -> "TanH\"";
            case SIGMOID -> "Sigmoid\"";
            case SOFTMAX -> "Softmax\"";
        };
    }

    private static String loss(Loss loss) {
        return switch (loss) {
            case BINARY_CROSS_ENTROPY -> "BinaryXENT\", \"clipEps\": " + Dl4jConfiguration.CLIP;
            case CROSS_ENTROPY -> "MCXENT\", \"softmaxClipEps\": 1e-10";
            case MEAN_SQUARED_ERROR -> "MSE\"";
        };
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
        writeHead(out, shape.length, LONG);
        for (long element : shape) {
            out.writeLong(element);
        }
        writeHead(out, values.length, DOUBLE);
        for (double value : values) {
            out.writeDouble(value);
        }
    }

    private static void writeHead(DataOutputStream out, int length, String type) throws IOException {
        out.writeUTF("MIXED_DATA_TYPES");
        out.writeLong(length);
        out.writeUTF(type);
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
