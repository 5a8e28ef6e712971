package dev.firstnetwork.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.backprop.Updater;
import dev.firstnetwork.data.Column;
import dev.firstnetwork.data.Dialect;
import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.data.Standardiser;
import dev.firstnetwork.dl4j.Dl4jEngine;
import dev.firstnetwork.dl4j.Dl4jEngine.Precision;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Loss;
import dev.firstnetwork.math.NumpyRandom;
import dev.firstnetwork.network.NetworkSpec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.dataset.api.preprocessor.serializer.NormalizerSerializer;
import org.nd4j.linalg.factory.Nd4j;

/** What is written without DL4J, byte for byte against what DL4J 1.0.0-M2.1 writes. */
class Dl4jFormatTest {

    private static final LearningRule ANY = LearningRule.of(new Updater.Sgd(), 0.1);

    static Stream<NetworkSpec> networks() {
        Stream<NetworkSpec> hidden = Stream.of(Activation.values())
                .filter(f -> f != Activation.SOFTMAX)
                .map(f -> NetworkSpec.classifier(3, List.of(7, 4), 1, f, ANY));
        return Stream.concat(
                hidden,
                Stream.of(
                        NetworkSpec.classifier(2, List.of(), 1, Activation.RELU, ANY),
                        NetworkSpec.classifier(64, List.of(64), 10, Activation.TANH, ANY),
                        new NetworkSpec(
                                List.of(1, 1), Activation.RELU, Activation.IDENTITY, Loss.MEAN_SQUARED_ERROR, ANY),
                        new NetworkSpec(
                                List.of(5, 3, 2), Activation.RELU, Activation.SOFTMAX, Loss.MEAN_SQUARED_ERROR, ANY)));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void configurationAndCoefficientsAreDl4jsOwn(NetworkSpec spec) throws IOException {
        Parameters parameters = Parameters.glorotUniform(spec.sizes(), NumpyRandom.of(3));
        var zip = new ByteArrayOutputStream();
        ModelSerializer.writeModel(new Dl4jEngine(spec, parameters, Precision.DOUBLE).network(), zip, false);

        assertThat(new String(Dl4jFormat.configuration(spec), StandardCharsets.UTF_8))
                .isEqualTo(new String(entry(zip.toByteArray(), "configuration.json"), StandardCharsets.UTF_8));
        assertThat(Dl4jFormat.coefficients(parameters)).isEqualTo(entry(zip.toByteArray(), "coefficients.bin"));
    }

    private static byte[] entry(byte[] zip, String name) throws IOException {
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.getName().equals(name)) {
                    return in.readAllBytes();
                }
            }
        }
        throw new IOException("no entry " + name);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 30})
    void theNormaliserIsDl4jsOwn(int inputs) throws IOException {
        Standardiser standardiser = standardiser(inputs);
        List<Column> features = IntStream.range(0, inputs)
                .mapToObj(i -> new Column("x" + i, List.of()))
                .toList();
        INDArray mean = row(standardiser.mean());
        INDArray deviation = row(standardiser.standardDeviation());

        Preparation classes = new Preparation(
                features,
                new Column("label", List.of("0", "1")),
                Preparation.Missing.ERROR,
                Dialect.ANY,
                standardiser,
                Standardiser.NONE);
        assertThat(Dl4jFormat.normalizer(classes)).isEqualTo(written(new NormalizerStandardize(mean, deviation)));

        Standardiser label = standardiser(1);
        Preparation numbers = new Preparation(
                features, new Column("label", List.of()), Preparation.Missing.ERROR, Dialect.ANY, standardiser, label);
        assertThat(Dl4jFormat.normalizer(numbers))
                .isEqualTo(written(
                        new NormalizerStandardize(mean, deviation, row(label.mean()), row(label.standardDeviation()))));
    }

    private static Standardiser standardiser(int columns) {
        return new Standardiser(
                IntStream.range(0, columns).mapToDouble(j -> j / 3.0 - 1).toArray(),
                IntStream.range(0, columns).mapToDouble(j -> 0.1 + j).toArray());
    }

    private static INDArray row(double... values) {
        return Nd4j.createFromArray(values).reshape(1, -1);
    }

    private static byte[] written(NormalizerStandardize normaliser) throws IOException {
        var bytes = new ByteArrayOutputStream();
        NormalizerSerializer.getDefault().write(normaliser, bytes);
        return bytes.toByteArray();
    }
}
