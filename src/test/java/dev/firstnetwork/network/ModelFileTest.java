package dev.firstnetwork.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.Reference;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.backprop.Penalty;
import dev.firstnetwork.backprop.Updater;
import dev.firstnetwork.data.Column;
import dev.firstnetwork.data.ColumnRoles;
import dev.firstnetwork.data.DataException;
import dev.firstnetwork.data.NumpyRandom;
import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.data.Standardiser;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Matrix;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.Normalizer;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;

/** Model files that this program wrote, whole or damaged on the way; {@link HostileModelFileTest} has the others. */
class ModelFileTest {

    @TempDir
    Path folder;

    /** Two numbers to two classes: the article's kind of network. */
    static Model binary() {
        return model(
                List.of(new Column("x1", List.of()), new Column("x2", List.of())),
                List.of("0", "1"),
                List.of(5),
                Activation.RELU,
                new Standardiser(new double[] {0.4, -1.0 / 3}, new double[] {0.86, 1e-3}));
    }

    /** A number and a category to three classes, through two hidden layers. */
    static Model threeClasses() {
        return model(
                List.of(new Column("größe, cm", List.of()), new Column("colour", List.of("a,b", "say \"hi\""))),
                List.of("9", "10", "other"),
                List.of(4, 3),
                Activation.LEAKY_RELU,
                new Standardiser(new double[] {170, 0.5, 0.5}, new double[] {12.5, 0.5, 0.5}));
    }

    private static Model model(
            List<Column> features,
            List<String> classes,
            List<Integer> hidden,
            Activation f,
            Standardiser standardiser) {
        Preparation preparation = new Preparation(
                features, new Column("label", classes), ColumnRoles.Missing.ERROR, standardiser, Standardiser.NONE);
        NetworkSpec spec = NetworkSpec.classifier(
                preparation.inputs(),
                hidden,
                preparation.outputs(),
                f,
                new Updater.Adam(0.01, 0.9, 0.999, 1e-8),
                new Penalty(0.1, 0.2));
        NumpyRandom random = NumpyRandom.of(11);
        Parameters parameters = Parameters.glorotUniform(spec.sizes(), random);
        for (int layer = 1; layer <= parameters.layers(); layer++) {
            double[] b = parameters.b(layer);
            for (int j = 0; j < b.length; j++) {
                b[j] = random.nextGaussian();
            }
        }
        return new Model(spec, parameters, preparation);
    }

    static Stream<Model> models() {
        return Stream.of(binary(), threeClasses());
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("model.zip"), bytes);
    }

    /** All that prediction needs comes back bit for bit; the updater does not, since no prediction needs it. */
    static void assertSame(Model actual, Model expected) {
        assertThat(actual.spec().sizes()).isEqualTo(expected.spec().sizes());
        assertThat(actual.spec().activation()).isEqualTo(expected.spec().activation());
        assertThat(actual.spec().outputActivation()).isEqualTo(expected.spec().outputActivation());
        assertThat(actual.spec().loss()).isEqualTo(expected.spec().loss());
        assertThat(ParameterLayout.flatten(actual.parameters()))
                .containsExactly(ParameterLayout.flatten(expected.parameters()));
        assertThat(actual.preparation().features())
                .isEqualTo(expected.preparation().features());
        assertThat(actual.preparation().label())
                .isEqualTo(expected.preparation().label());
        assertThat(actual.preparation().standardiser().mean())
                .containsExactly(expected.preparation().standardiser().mean());
        assertThat(actual.preparation().standardiser().standardDeviation())
                .containsExactly(expected.preparation().standardiser().standardDeviation());
    }

    @ParameterizedTest
    @MethodSource("models")
    void aModelComesBackAsItWas(Model model) throws IOException {
        assertSame(ModelFile.load(write(ModelFile.bytes(model))), model);
    }

    @ParameterizedTest
    @MethodSource("models")
    void theSameModelGivesTheSameBytes(Model model) {
        Model copy = new Model(model.spec(), model.parameters().copy(), model.preparation());

        assertThat(ModelFile.bytes(copy)).isEqualTo(ModelFile.bytes(model));
    }

    /** Java adds a second time stamp to some dates, one that depends on the time zone of the machine. */
    @Test
    void noTimeZoneGetsIntoTheBytes() throws IOException {
        try (var zip = new ZipInputStream(new ByteArrayInputStream(ModelFile.bytes(binary())))) {
            int entries = 0;
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries++;
                assertThat(entry.getExtra()).as("extra fields of %s", entry).isNull();
            }
            assertThat(entries).isEqualTo(4);
        }
    }

    @Test
    void anotherModelGivesOtherBytes() {
        Model model = binary();
        Parameters parameters = model.parameters().copy();
        parameters.b(1)[0] = Math.nextUp(parameters.b(1)[0]);

        assertThat(ModelFile.bytes(new Model(model.spec(), parameters, model.preparation())))
                .isNotEqualTo(ModelFile.bytes(model));
    }

    /**
     * The file is a DL4J model too: its own reader gives a network and a normaliser that predict what PyTorch predicted with
     * the article's trained parameters, from rows that nobody has standardised.
     */
    @Test
    void dl4jReadsTheFileAndPredictsWhatPyTorchDid() throws IOException {
        JsonNode run = Reference.json("golden/trajectories.json").at("/runs/article_sgd_full_batch_lr0.1_50_epochs");
        JsonNode split = Reference.json("golden/split.json");
        Parameters trained = ParametersJson.read(
                Files.writeString(folder.resolve("final.json"), run.get("final").toString()));
        Preparation preparation = new Preparation(
                List.of(new Column("x1", List.of()), new Column("x2", List.of())),
                new Column("label", List.of("0", "1")),
                ColumnRoles.Missing.ERROR,
                new Standardiser(Reference.numbers(split.get("mean")), Reference.numbers(split.get("std"))),
                Standardiser.NONE);
        NetworkSpec spec =
                NetworkSpec.classifier(2, List.of(32), 1, Activation.RELU, new Updater.Sgd(0.1), Penalty.NONE);
        Path file = write(ModelFile.bytes(new Model(spec, trained, preparation)));
        double[][] rows = Reference.rows("golden/moons_n100_noise0.1_seed1.csv");
        Matrix test = Matrix.ofRows(IntStream.of(Reference.integers(split.get("test_rows")))
                .mapToObj(row -> new double[] {rows[row][0], rows[row][1]})
                .toArray(double[][]::new));

        MultiLayerNetwork network = ModelSerializer.restoreMultiLayerNetwork(file.toFile());
        Normalizer<?> normalizer = ModelSerializer.restoreNormalizerFromFile(file.toFile());
        INDArray x = Samples.array(test, DataType.DOUBLE);
        ((NormalizerStandardize) normalizer).transform(x);

        assertThat(network.output(x).toDoubleVector())
                .containsExactly(Reference.numbers(run.get("test_probabilities")), within(1e-10));
        Model loaded = ModelFile.load(file);
        for (Engine engine : List.of(
                new HandEngine(loaded.spec(), loaded.parameters()),
                new Dl4jEngine(loaded.spec(), loaded.parameters(), Precision.DOUBLE))) {
            assertThat(engine.predict(loaded.preparation().standardiser().apply(test))
                            .values())
                    .containsExactly(Reference.numbers(run.get("test_probabilities")), within(1e-10));
        }
    }

    /** DL4J's reader and this one against each other, where there are categories, three classes and two hidden layers. */
    @Test
    void dl4jReadsThreeClassesToo() throws IOException {
        Model model = threeClasses();
        Path file = write(ModelFile.bytes(model));
        Matrix rows = Matrix.of(3, 3, 150, 1, 0, 185.5, 0, 1, 172, 0, 1);

        MultiLayerNetwork network = ModelSerializer.restoreMultiLayerNetwork(file.toFile());
        NormalizerStandardize normalizer = ModelSerializer.restoreNormalizerFromFile(file.toFile());
        INDArray x = Samples.array(rows, DataType.DOUBLE);
        normalizer.transform(x);

        double[] expected = new HandEngine(model.spec(), model.parameters())
                .predict(model.preparation().standardiser().apply(rows))
                .values();
        assertThat(network.output(x).ravel().toDoubleVector()).containsExactly(expected, within(1e-12));
    }

    /** A download that broke off: at every third length, and at each in the list of entries at the end. */
    @Test
    void aFileThatEndsEarlyIsRefusedWhereverItEnds() throws IOException {
        byte[] whole = ModelFile.bytes(binary());

        for (int length = 0; length < whole.length; length += length < whole.length - 60 ? 3 : 1) {
            Path file = write(Arrays.copyOf(whole, length));

            assertThatThrownBy(() -> ModelFile.load(file))
                    .as("%d of %d bytes", length, whole.length)
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("model.zip")
                    .hasMessageNotContaining("\n");
        }
    }

    /** A byte that changed on the disk: refused, unless it stands where it means nothing, as in a date. */
    @Test
    void aChangedByteIsRefusedOrChangesNothing() throws IOException {
        Model model = binary();
        byte[] whole = ModelFile.bytes(model);
        int refused = 0;

        for (int i = 0; i < whole.length; i += 3) {
            byte[] changed = whole.clone();
            changed[i] ^= 0x55;
            try {
                assertSame(ModelFile.load(write(changed)), model);
            } catch (DataException e) {
                refused++;
                assertThat(e).hasMessageContaining("model.zip");
            }
        }

        // the compressed contents are most of the file
        assertThat(refused).isGreaterThan(whole.length / 6);
    }

    @Test
    void aMissingFileIsRefused() {
        Path missing = folder.resolve("missing.zip");

        assertThatThrownBy(() -> ModelFile.load(missing))
                .isInstanceOf(DataException.class)
                .hasMessage(missing + ": no such model file");
    }

    @Test
    void aDirectoryIsRefused() {
        assertThatThrownBy(() -> ModelFile.load(folder))
                .isInstanceOf(DataException.class)
                .hasMessage(folder + " is a directory: expected a model file");
    }
}
