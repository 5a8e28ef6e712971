package dev.firstnetwork.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.Reference;
import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.backprop.Penalty;
import dev.firstnetwork.backprop.Updater;
import dev.firstnetwork.data.Column;
import dev.firstnetwork.data.DataException;
import dev.firstnetwork.data.Dialect;
import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.data.Standardiser;
import dev.firstnetwork.dl4j.Dl4jEngine;
import dev.firstnetwork.dl4j.Dl4jEngine.Precision;
import dev.firstnetwork.dl4j.ParameterLayout;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.NumpyRandom;
import dev.firstnetwork.network.Engine;
import dev.firstnetwork.network.HandEngine;
import dev.firstnetwork.network.Model;
import dev.firstnetwork.network.NetworkSpec;
import dev.firstnetwork.network.Predictor;
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
                features,
                new Column("label", classes),
                Preparation.Missing.ERROR,
                Dialect.ANY,
                standardiser,
                Standardiser.NONE);
        NetworkSpec spec = NetworkSpec.classifier(
                preparation.inputs(),
                hidden,
                preparation.outputs(),
                f,
                LearningRule.of(new Updater.Adam(0.9, 0.999, 1e-8), 0.01).with(new Penalty(0.1, 0.2)));
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

    /** Two numbers to a number, through a hidden layer. */
    static Model regression() {
        Preparation preparation = new Preparation(
                List.of(new Column("area", List.of()), new Column("rooms", List.of())),
                new Column("price", List.of()),
                Preparation.Missing.MEAN,
                Dialect.ANY,
                new Standardiser(new double[] {80, 3.5}, new double[] {25, 1.25}),
                new Standardiser(new double[] {250_000}, new double[] {1e5 / 3}));
        NetworkSpec spec =
                NetworkSpec.regression(2, List.of(6), Activation.TANH, LearningRule.of(new Updater.Sgd(), 0.1));
        return new Model(spec, Parameters.glorotUniform(spec.sizes(), NumpyRandom.of(4)), preparation);
    }

    /** Three networks of the article's kind that decide at 0.2. */
    static Model ensemble() {
        Model one = binary();
        List<Parameters> members = Stream.of(1, 2, 3)
                .map(seed -> Parameters.glorotUniform(one.spec().sizes(), NumpyRandom.of(seed)))
                .toList();
        return new Model(one.spec(), members, one.preparation(), 0.2);
    }

    static Stream<Model> models() {
        return Stream.of(binary(), threeClasses(), regression(), ensemble());
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
        assertThat(actual.members()).hasSameSizeAs(expected.members());
        for (int i = 0; i < expected.members().size(); i++) {
            assertThat(ParameterLayout.flatten(actual.members().get(i)))
                    .containsExactly(ParameterLayout.flatten(expected.members().get(i)));
        }
        assertThat(actual.threshold()).isEqualTo(expected.threshold());
        assertThat(actual.preparation().missing())
                .isEqualTo(expected.preparation().missing());
        assertThat(actual.preparation().labelStandardiser().mean())
                .containsExactly(expected.preparation().labelStandardiser().mean());
        assertThat(actual.preparation().labelStandardiser().standardDeviation())
                .containsExactly(expected.preparation().labelStandardiser().standardDeviation());
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
        Model copy = new Model(
                model.spec(),
                model.members().stream().map(Parameters::copy).toList(),
                model.preparation(),
                model.threshold());

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
            assertThat(entries).isEqualTo(5);
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
                Preparation.Missing.ERROR,
                Dialect.ANY,
                new Standardiser(Reference.numbers(split.get("mean")), Reference.numbers(split.get("std"))),
                Standardiser.NONE);
        NetworkSpec spec =
                NetworkSpec.classifier(2, List.of(32), 1, Activation.RELU, LearningRule.of(new Updater.Sgd(), 0.1));
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

    /** A regression to DL4J: its normaliser brings the network's output back to the label's own unit. */
    @Test
    void dl4jReadsARegressionWithItsUnits() throws IOException {
        Model model = regression();
        Path file = write(ModelFile.bytes(model));
        Matrix rows = Matrix.of(3, 2, 60, 2, 95.5, 4, 140, 6);

        MultiLayerNetwork network = ModelSerializer.restoreMultiLayerNetwork(file.toFile());
        NormalizerStandardize normalizer = ModelSerializer.restoreNormalizerFromFile(file.toFile());
        INDArray x = Samples.array(rows, DataType.DOUBLE);
        normalizer.transform(x);
        INDArray y = network.output(x);
        normalizer.revertLabels(y);

        assertThat(normalizer.isFitLabel()).isTrue();
        Engine engine = new HandEngine(model.spec(), model.parameters());
        double[] expected =
                new Predictor(model.preparation(), List.of(engine)).apply(rows).values();
        assertThat(y.toDoubleVector()).containsExactly(expected, within(1e-9));
        assertThat(expected[0]).isBetween(150_000.0, 350_000.0);
    }

    /** By hand: the mean of what the members say, and the first member to DL4J, which knows of no others. */
    @Test
    void anEnsembleComesBackAsTheMeanOfItsMembers() throws IOException {
        Model model = ensemble();
        Path file = write(ModelFile.bytes(model));
        Model loaded = ModelFile.load(file);
        Matrix rows = Matrix.of(2, 2, 0.1, -0.33, 1, -0.334);
        Matrix standardised = model.preparation().standardiser().apply(rows);
        List<Engine> engines = loaded.members().stream()
                .<Engine>map(parameters -> new HandEngine(loaded.spec(), parameters))
                .toList();

        double[] mean = new Predictor(loaded.preparation(), engines).apply(rows).values();

        for (int i = 0; i < 2; i++) {
            double sum = 0;
            for (Parameters member : model.members()) {
                sum += new HandEngine(model.spec(), member)
                        .predict(standardised)
                        .get(i, 0);
            }
            assertThat(mean[i]).isCloseTo(sum / 3, within(1e-15));
        }
        double[] first = new HandEngine(model.spec(), model.parameters())
                .predict(standardised)
                .values();
        assertThat(ModelSerializer.restoreMultiLayerNetwork(file.toFile())
                        .output(Samples.array(standardised, DataType.DOUBLE))
                        .toDoubleVector())
                .containsExactly(first, within(1e-12));
    }

    /**
     * A file of format 2, which has no hash of its description: two networks of three hidden units and a threshold, by
     * {@code train --ensemble 2 --hidden 3 --epochs 20 --batch 10 --engine hand --cost-fp 1 --cost-fn 3 --validation-size
     * 0.2} of the version that wrote it, with what its {@code predict} said of three rows.
     */
    @Test
    void aFileOfTheFormatBeforeIsReadToo() throws IOException {
        Path file;
        try (var in = ModelFileTest.class.getResourceAsStream("/model/format-2.zip")) {
            file = write(in.readAllBytes());
        }

        Model model = ModelFile.load(file);

        List<Engine> engines = model.members().stream()
                .<Engine>map(parameters -> new HandEngine(model.spec(), parameters))
                .toList();
        Matrix rows = Matrix.of(3, 2, 0, 0, 1.5, -0.5, -1, 1);
        assertThat(new Predictor(model.preparation(), engines).apply(rows).values())
                .containsExactly(
                        new double[] {0.5881146447767065, 0.8188597083845636, 0.018898171770937094}, within(1e-15));
        assertThat(model.threshold()).isEqualTo(0.11484912418850332);
    }

    @Test
    void aModelThatCannotBeIsRefused() {
        Model one = binary();
        for (double bad : new double[] {-0.1, 1.5, Double.NaN}) {
            assertThatThrownBy(() -> one.withThreshold(bad))
                    .hasMessage("the threshold must be in [0, 1], found " + bad);
        }
        assertThatThrownBy(() -> new Model(one.spec(), List.of(), one.preparation(), 0.5))
                .hasMessageContaining("one network or more");
        Parameters other = Parameters.glorotUniform(List.of(2, 4, 1), NumpyRandom.of(1));
        assertThatThrownBy(() -> new Model(one.spec(), List.of(one.parameters(), other), one.preparation(), 0.5))
                .hasMessageContaining("[2, 4, 1]");
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
