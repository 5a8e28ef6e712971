package dev.firstnetwork.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstnetwork.data.DataException;
import dev.firstnetwork.dl4j.Dl4jEngine;
import dev.firstnetwork.dl4j.Dl4jEngine.Precision;
import dev.firstnetwork.dl4j.ParameterLayout;
import dev.firstnetwork.network.Model;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.dataset.api.preprocessor.serializer.NormalizerSerializerStrategy;
import org.nd4j.linalg.dataset.api.preprocessor.serializer.NormalizerType;

/** Model files that somebody made to do harm. Each is refused as bad data, and nothing that it brings along runs. */
class HostileModelFileTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicBoolean RAN = new AtomicBoolean();

    private static byte[] good;

    @TempDir
    Path folder;

    @BeforeAll
    static void writeAGoodFile() {
        good = ModelFile.bytes(ModelFileTest.binary());
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("model.zip"), bytes);
    }

    private void assertRefused(byte[] bytes) throws IOException {
        assertRefused(bytes, "");
    }

    private void assertRefused(byte[] bytes, String message) throws IOException {
        Path file = write(bytes);
        RAN.set(false);

        assertThatThrownBy(() -> ModelFile.load(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("model.zip")
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
        assertThat(RAN).as("code of the file ran").isFalse();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    /** Packing and hashing anew alone breaks nothing: what is refused below is refused for its contents. */
    @Test
    void aFileThatWasTakenApartAndPutTogetherIsTaken() throws IOException {
        ModelZip zip = new ModelZip(good);
        for (String name : List.copyOf(zip.entries.keySet())) {
            if (!name.startsWith(ModelZip.DESCRIPTION)) {
                zip.put(name, zip.entries.get(name));
            }
        }

        ModelFileTest.assertSame(ModelFile.load(write(zip.bytes())), ModelFileTest.binary());
    }

    /** Says that it ran when it is deserialised. */
    private static final class Payload implements Serializable {

        private static final long serialVersionUID = 1;

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            RAN.set(true);
        }
    }

    /** DL4J's own reader deserialises the entry preprocessor.bin: the same file does run code there. */
    @Test
    void anEntryWithASerialisedObjectIsRefusedAndNotDeserialised() throws Exception {
        var object = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(object)) {
            out.writeObject(new Payload());
        }
        RAN.set(false);
        try (var in = new ObjectInputStream(new ByteArrayInputStream(object.toByteArray()))) {
            assertThat(in.readObject()).isInstanceOf(Payload.class);
        }
        assertThat(RAN).as("the payload works").isTrue();

        assertRefused(
                new ModelZip(good)
                        .put(ModelSerializer.PREPROCESSOR_BIN, object.toByteArray())
                        .bytes(),
                "preprocessor.bin");
        for (String entry : List.of("configuration.json", "coefficients.bin", "normalizer.bin", "first-network.json")) {
            ModelZip zip = new ModelZip(good);
            zip.entries.put(entry, object.toByteArray());
            assertRefused(zip.bytes());
        }
    }

    /** Says that it ran when it is made. */
    public static final class PlantedStrategy implements NormalizerSerializerStrategy<NormalizerStandardize> {

        public PlantedStrategy() {
            RAN.set(true);
        }

        @Override
        public void write(NormalizerStandardize normalizer, java.io.OutputStream stream) {
            throw new UnsupportedOperationException();
        }

        @Override
        public NormalizerStandardize restore(java.io.InputStream stream) {
            return new NormalizerStandardize();
        }

        @Override
        public NormalizerType getSupportedType() {
            return NormalizerType.CUSTOM;
        }
    }

    /** DL4J's own reader makes an object of whatever class the entry names; the file's hashes are right. */
    @Test
    void aNormaliserThatNamesAClassIsRefusedAndNotInstantiated() throws IOException {
        var custom = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(custom)) {
            out.writeUTF("NORMALIZER");
            out.writeInt(1);
            out.writeUTF("CUSTOM");
            out.writeUTF(PlantedStrategy.class.getName());
        }
        byte[] hostile =
                new ModelZip(good).put("normalizer.bin", custom.toByteArray()).bytes();
        RAN.set(false);
        assertThat(ModelSerializer.<NormalizerStandardize>restoreNormalizerFromFile(
                        write(hostile).toFile()))
                .isNotNull();
        assertThat(RAN).as("the payload works in DL4J's reader").isTrue();

        assertRefused(hostile, "normalizer.bin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x1,x2,label\n1,2,0\n", "PK", "PK\u0003\u0004", "{\"format\": 1}"})
    void whatIsNoZipIsRefused(String text) throws IOException {
        assertRefused(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aZipOfAnotherProgramIsRefused() throws IOException {
        ModelZip other = new ModelZip(good);
        other.entries.clear();
        other.entries.put("word/document.xml", "<xml/>".getBytes(StandardCharsets.UTF_8));

        assertRefused(other.bytes(), "not a model file of this program");
    }

    /** Found by {@link ModelFuzzTest}: JSON's null is a value too. */
    @Test
    void aDescriptionOfNothingIsRefused() throws IOException {
        ModelZip zip = new ModelZip(good);
        zip.entries.put(ModelZip.DESCRIPTION, "null".getBytes(StandardCharsets.UTF_8));

        assertRefused(zip.bytes(), "first-network.json holds nothing");
    }

    /** Of three networks, the file lacks one, holds one more, or one that is of another shape or not hashed. */
    @Test
    void anEnsembleThatIsNotAsItSaysIsRefused() throws IOException {
        byte[] three = ModelFile.bytes(ModelFileTest.ensemble());
        ModelFileTest.assertSame(ModelFile.load(write(new ModelZip(three).bytes())), ModelFileTest.ensemble());
        byte[] member = new ModelZip(three).entries.get("member-2.bin");

        ModelZip missing = new ModelZip(three);
        missing.entries.remove("member-3.bin");
        assertRefused(missing.bytes(), "expected the entries");
        assertRefused(new ModelZip(three).put("member-4.bin", member).bytes(), "found");
        assertRefused(new ModelZip(good).put("member-2.bin", member).bytes(), "found");
        for (String name :
                List.of("member-1.bin", "member-0.bin", "member-02.bin", "member-1000.bin", "member--2.bin")) {
            assertRefused(new ModelZip(three).put(name, member).bytes(), name);
        }
        ModelZip changed = new ModelZip(three);
        changed.entries.put("member-2.bin", changed.entries.get("member-3.bin"));
        assertRefused(changed.bytes(), "SHA-256 of member-2.bin");
        byte[] other = new ModelZip(ModelFile.bytes(ModelFileTest.threeClasses())).entries.get("coefficients.bin");
        assertRefused(new ModelZip(three).put("member-2.bin", other).bytes(), "parameters");
        ObjectNode thousand = new ModelZip(three).description().put("members", 1000);
        assertRefused(new ModelZip(three).describe(thousand).bytes(), "1000 networks");
    }

    /** A regression whose label has no standardiser, and a classifier whose label has one. */
    @Test
    void aLabelStandardiserThatDoesNotSuitIsRefused() throws IOException {
        ModelZip regression = new ModelZip(ModelFile.bytes(ModelFileTest.regression()));
        ObjectNode none = regression.description();
        ObjectNode label = (ObjectNode) none.at("/preparation/labelStandardiser");
        label.putArray("mean");
        label.putArray("standardDeviation");
        assertRefused(regression.describe(none).bytes(), "standardiser of the label");
        ModelZip classes = new ModelZip(good);
        ObjectNode one = classes.description();
        label = (ObjectNode) one.at("/preparation/labelStandardiser");
        label.putArray("mean").add(0.5);
        label.putArray("standardDeviation").add(2);
        assertRefused(classes.describe(one).bytes(), "standardiser of the label");
    }

    /** DL4J's own file has no description: it does not say what the columns are. */
    @Test
    void aPlainDl4jModelIsRefused() throws IOException {
        Model model = ModelFileTest.binary();
        var bytes = new ByteArrayOutputStream();
        ModelSerializer.writeModel(
                new Dl4jEngine(model.spec(), model.parameters(), Precision.DOUBLE).network(), bytes, true);

        assertRefused(bytes.toByteArray(), "first-network.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil.txt", "/tmp/evil.txt", "..\\evil.txt", "normalizer.bin/", "COEFFICIENTS.BIN", ""})
    void anEntryThatDoesNotBelongThereIsRefusedAndNotUnpacked(String name) throws IOException {
        assertRefused(new ModelZip(good).put(name, new byte[] {1, 2, 3}).bytes());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "configuration.json",
                "coefficients.bin",
                "normalizer.bin",
                "first-network.json",
                "first-network.json.sha256"
            })
    void aMissingEntryIsRefused(String name) throws IOException {
        ModelZip zip = new ModelZip(good);
        zip.entries.remove(name);

        assertRefused(zip.bytes(), name);
    }

    /** Readers differ in which of two entries of one name they take. */
    @Test
    void anEntryThatIsThereTwiceIsRefused() throws IOException {
        ModelZip zip = new ModelZip(good);
        zip.entries.put("normalizer.biX", new byte[] {1});
        String text = new String(zip.bytes(), StandardCharsets.ISO_8859_1);

        assertRefused(
                text.replace("normalizer.biX", "normalizer.bin").getBytes(StandardCharsets.ISO_8859_1),
                "normalizer.bin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"configuration.json", "coefficients.bin", "normalizer.bin", "first-network.json"})
    void contentsThatDoNotMatchTheirHashAreRefused(String name) throws IOException {
        ModelZip zip = new ModelZip(good);
        byte[] changed = zip.entries.get(name).clone();
        changed[changed.length - 1] ^= 1;
        zip.entries.put(name, changed);

        assertRefused(
                zip.bytesAsTheyAre(),
                "is damaged or was edited: the SHA-256 of " + name + " does not match; copy the file anew");
    }

    /** An edit that is good JSON and a good model: the threshold, and the mean of a column. */
    @Test
    void anEditedDescriptionIsRefused() throws IOException {
        for (String path : List.of("/threshold", "/preparation/standardiser/mean/0")) {
            ModelZip zip = new ModelZip(good);
            String before = zip.description().at(path).toString();
            String text = new String(zip.entries.get(ModelZip.DESCRIPTION), StandardCharsets.UTF_8);
            assertThat(text).contains(before);
            zip.entries.put(
                    ModelZip.DESCRIPTION, text.replaceFirst(before, "0.25").getBytes(StandardCharsets.UTF_8));
            assertRefused(zip.bytesAsTheyAre(), "the SHA-256 of first-network.json does not match");
            assertThat(ModelFile.load(write(zip.bytes()))).as("hashed anew").isNotNull();
        }
        ModelZip hash = new ModelZip(good);
        hash.entries.put(ModelZip.HASH, new byte[0]);
        assertRefused(hash.bytesAsTheyAre(), "the SHA-256 of first-network.json does not match");
    }

    /** 258 MiB of zeros in about 1 MiB. */
    @Test
    void aZipBombIsRefused() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.setLevel(Deflater.BEST_SPEED);
            zip.putNextEntry(new ZipEntry("configuration.json"));
            for (int mebibyte = 0; mebibyte < 257; mebibyte++) {
                zip.write(new byte[1 << 20]);
            }
            zip.closeEntry();
            zip.putNextEntry(new ZipEntry("coefficients.bin"));
            zip.write(new byte[1 << 20]);
        }

        assertRefused(bytes.toByteArray(), "more than 256 MiB");
    }

    static Stream<JsonPointer> fields() throws IOException {
        List<JsonPointer> fields = new ArrayList<>();
        collect(new ModelZip(ModelFile.bytes(ModelFileTest.binary())).description(), JsonPointer.empty(), fields);
        // files of before the dialect was kept lack it
        return fields.stream().filter(field -> !field.toString().equals("/preparation/dialect"));
    }

    private static void collect(JsonNode node, JsonPointer at, List<JsonPointer> fields) {
        for (var field : node.properties()) {
            JsonPointer pointer = at.appendProperty(field.getKey());
            fields.add(pointer);
            collect(field.getValue(), pointer, fields);
        }
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                collect(array.get(i), at.appendIndex(i), fields);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("fields")
    void aDescriptionThatLacksAFieldIsRefused(JsonPointer field) throws IOException {
        ModelZip zip = new ModelZip(good);
        String name = field.last().getMatchingProperty();

        ObjectNode without = zip.description();
        ((ObjectNode) without.at(field.head())).remove(name);
        assertRefused(zip.describe(without).bytes());

        ObjectNode nothing = new ModelZip(good).description();
        ((ObjectNode) nothing.at(field.head())).putNull(name);
        assertRefused(zip.describe(nothing).bytes());

        ObjectNode wrong = new ModelZip(good).description();
        ((ObjectNode) wrong.at(field.head())).putObject(name).put("unknown", true);
        assertRefused(zip.describe(wrong).bytes());
    }

    /** 21 parameters, all right in themselves: 2 inputs, 5 hidden units, 1 output. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "/format; 4",
                "/format; 0",
                "/format; 99999999999",
                "/members; 0",
                "/members; -1",
                "/members; 2",
                "/members; 1000",
                "/members; 4294967297",
                "/members; 1.5",
                "/threshold; -0.01",
                "/threshold; 2",
                "/threshold; \"NaN\"",
                "/threshold; 1e999",
                "/threshold; \"half\"",
                "/network/sizes; []",
                "/network/sizes; [2]",
                "/network/sizes; [2, 0, 1]",
                "/network/sizes; [2, -5, 1]",
                "/network/sizes; [2, null, 1]",
                "/network/sizes; [2, 6, 1]",
                "/network/sizes; [5, 3, 1]",
                "/network/sizes; [2, 5, 2]",
                "/network/sizes; [2, 1000000000, 1]",
                "/network/sizes; [2, 2147483647, 2147483647, 1]",
                "/network/activation; \"BOGUS\"",
                "/network/activation; \"SOFTMAX\"",
                "/network/outputActivation; \"SOFTMAX\"",
                "/network/loss; \"CROSS_ENTROPY\"",
                "/network/loss; \"java.lang.Runtime\"",
                "/preparation/features; []",
                "/preparation/features; [null, null]",
                "/preparation/features; [{\"name\": \"x1\", \"categories\": []}, {\"name\": \"x1\", \"categories\": []}]",
                "/preparation/features; [{\"name\": \"x1\", \"categories\": [\"a\", \"a\"]}]",
                "/preparation/features; [{\"name\": \"x1\", \"categories\": [\"a\", null]}]",
                "/preparation/label/name; \"x1\"",
                "/preparation/label/categories; []",
                "/preparation/label/categories; [\"0\"]",
                "/preparation/label/categories; [\"0\", \"0\"]",
                "/preparation/label/categories; [\"0\", \"1\", \"2\"]",
                "/preparation/standardiser/mean; [0.5]",
                "/preparation/standardiser/mean; [0.5, 1e999]",
                "/preparation/standardiser/mean; [0.5, \"NaN\"]",
                "/preparation/standardiser/standardDeviation; [1, 1, 1]",
                "/preparation/standardiser/standardDeviation; [1, 0]",
                "/preparation/standardiser/standardDeviation; [1, -1]",
                "/preparation/standardiser; {\"mean\": [1], \"standardDeviation\": [1]}",
                "/preparation/standardiser; {\"mean\": [1, 1, 1], \"standardDeviation\": [1, 1, 1]}",
                "/preparation/extra; true",
                "/network/@class; \"java.lang.Runtime\"",
                "/sha256; {}"
            })
    void aDescriptionThatContradictsItselfIsRefused(String path, String value) throws IOException {
        JsonPointer field = JsonPointer.compile(path);
        ModelZip zip = new ModelZip(good);
        ObjectNode description = zip.description();
        ((ObjectNode) description.at(field.head())).set(field.last().getMatchingProperty(), JSON.readTree(value));
        // Jackson writes the infinite number that 1e999 becomes as text: it has to be put in as it is
        String text = description.toString().replace("\"Infinity\"", "1e999");
        zip.entries.put(ModelZip.DESCRIPTION, text.getBytes(StandardCharsets.UTF_8));

        assertRefused(zip.bytes());
    }

    /**
     * 2^64 + 21 parameters: counted in 64 bits they are 21, which is what the file holds. With M = 2^31 - 1: 3 M + 4 (M + 1)
     * M + (M + 1) + 2 * 1 + 2 * 7 + 8 * 1 = 4 M^2 + 8 M + 25 = 2^64 + 21.
     */
    @Test
    void widthsWhoseCountOverflowsAreRefused() throws IOException {
        ModelZip zip = new ModelZip(good);
        ObjectNode description = zip.description();
        List<Integer> sizes = new ArrayList<>(List.of(2));
        sizes.addAll(Collections.nCopies(5, Integer.MAX_VALUE));
        sizes.addAll(List.of(1, 1, 7, 1));
        ((ObjectNode) description.get("network")).set("sizes", JSON.valueToTree(sizes));

        assertRefused(zip.describe(description).bytes());
    }

    /** ND4J's form of a vector of doubles: two buffers, each with mode, length and type before its elements. */
    private static byte[] coefficients(long shapeLength, String type, long length, double... values)
            throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeUTF("MIXED_DATA_TYPES");
            out.writeLong(shapeLength);
            out.writeUTF("LONG");
            for (long number : new long[] {2, 1, values.length, values.length, 1, 0, 1, 99}) {
                out.writeLong(number);
            }
            out.writeUTF("MIXED_DATA_TYPES");
            out.writeLong(length);
            out.writeUTF(type);
            for (double value : values) {
                out.writeDouble(value);
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void coefficientsWrittenByHandAreTaken() throws IOException {
        double[] values = new double[21];
        Arrays.setAll(values, i -> i / 10.0);

        Model model = ModelFile.load(write(new ModelZip(good)
                .put("coefficients.bin", coefficients(8, "DOUBLE", 21, values))
                .bytes()));

        assertThat(ParameterLayout.flatten(model.parameters())).containsExactly(values);
    }

    static Stream<Arguments> badCoefficients() throws IOException {
        double[] ones = new double[21];
        double[] nan = ones.clone();
        nan[3] = Double.NaN;
        double[] infinite = ones.clone();
        infinite[20] = Double.NEGATIVE_INFINITY;
        return Stream.of(
                Arguments.of("empty", new byte[0]),
                Arguments.of("NaN", coefficients(8, "DOUBLE", 21, nan)),
                Arguments.of("infinity", coefficients(8, "DOUBLE", 21, infinite)),
                Arguments.of("one too few", coefficients(8, "DOUBLE", 20, new double[20])),
                Arguments.of("one too many", coefficients(8, "DOUBLE", 22, new double[22])),
                Arguments.of("claims too few", coefficients(8, "DOUBLE", 20, ones)),
                Arguments.of("claims billions", coefficients(8, "DOUBLE", 1L << 40, ones)),
                Arguments.of("claims a negative number", coefficients(8, "DOUBLE", -21, ones)),
                Arguments.of("ends early", Arrays.copyOf(coefficients(8, "DOUBLE", 21, ones), 250)),
                Arguments.of("shape of billions", coefficients(1L << 40, "DOUBLE", 21, ones)),
                Arguments.of("shape of less than nothing", coefficients(-1, "DOUBLE", 21, ones)),
                Arguments.of("floats", coefficients(8, "FLOAT", 21, ones)),
                Arguments.of("text", coefficients(8, "UTF8", 21, ones)),
                Arguments.of("unknown type", coefficients(8, "BOGUS", 21, ones)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badCoefficients")
    void coefficientsThatAreNotTheNetworksAreRefused(String name, byte[] coefficients) throws IOException {
        assertThat(name).isNotEmpty();
        assertRefused(new ModelZip(good).put("coefficients.bin", coefficients).bytes());
    }
}
