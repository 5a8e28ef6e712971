package dev.firstnetwork.wing.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.backprop.Updater;
import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Loss;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.NumpyRandom;
import dev.firstnetwork.network.Engine;
import dev.firstnetwork.network.HandEngine;
import dev.firstnetwork.network.Model;
import dev.firstnetwork.network.NetworkSpec;
import dev.firstnetwork.network.Predictor;
import dev.firstnetwork.table.BundledSet;
import dev.firstnetwork.table.ColumnRoles;
import dev.firstnetwork.wing.export.OnnxFile.Numbers;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** onnxruntime predicts from an exported file what the program itself does, from rows that are not standardised. */
@DisabledOnOs(value = OS.MAC, architectures = "x86_64", disabledReason = "onnxruntime has no library for it")
class OnnxFileTest {

    private static final ColumnRoles CREDIT = roles(BundledSet.GERMAN_CREDIT, Preparation.Missing.ERROR);
    private static final ColumnRoles CANCER = roles(BundledSet.BREAST_CANCER, Preparation.Missing.ERROR);

    /** What rounding the rows to floats may cost a probability; the file computes in doubles. */
    private static final double FLOATS = 1e-6;

    private static ColumnRoles roles(BundledSet set, Preparation.Missing missing) {
        return new ColumnRoles(
                set.label(), List.of(), List.of(), set.positive(), missing, ColumnRoles.Task.CLASSIFICATION);
    }

    private static SplitData data(BundledSet set, ColumnRoles roles) {
        return roles.split(set.table(), 0.2, 0, 42);
    }

    /** A classifier after a few steps on the training rows. */
    private static Model classifier(SplitData data, Activation activation, Integer... hidden) {
        return trained(
                data,
                NetworkSpec.classifier(
                        data.preparation().inputs(),
                        List.of(hidden),
                        data.preparation().outputs(),
                        activation,
                        LearningRule.of(new Updater.Sgd(), 0.5)));
    }

    private static Model trained(SplitData data, NetworkSpec spec) {
        Engine engine = new HandEngine(spec, Parameters.glorotUniform(spec.sizes(), NumpyRandom.of(1)));
        for (int step = 0; step < 20; step++) {
            engine.step(data.train());
        }
        return new Model(spec, engine.parameters(), data.preparation());
    }

    /** The network's own output, {@code [N, outputs]}, for rows that are not standardised. */
    private static Matrix byHand(Model model, Matrix x) {
        List<Engine> members = model.members().stream()
                .<Engine>map(parameters -> new HandEngine(model.spec(), parameters))
                .toList();
        return new Predictor(model.preparation(), members).apply(x);
    }

    /** The same by onnxruntime, which knows the exported bytes alone. */
    private static Matrix byOnnxruntime(Model model, Matrix x) throws OrtException {
        return Matrix.ofRows((double[][]) onnxruntime(model, Numbers.DOUBLE, x));
    }

    /** The same of a file that takes floats and gives floats. */
    private static Matrix inFloats(Model model, Matrix x) throws OrtException {
        float[][] rows = (float[][]) onnxruntime(model, Numbers.FLOAT, x);
        return Matrix.ofRows(Arrays.stream(rows)
                .map(row ->
                        IntStream.range(0, row.length).mapToDouble(j -> row[j]).toArray())
                .toArray(double[][]::new));
    }

    private static Object onnxruntime(Model model, Numbers numbers, Matrix x) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (var options = new OrtSession.SessionOptions();
                OrtSession session = environment.createSession(OnnxFile.bytes(model, numbers), options);
                OnnxTensor input = tensor(environment, numbers, x);
                OrtSession.Result result = session.run(Map.of("x", input))) {
            String output = model.preparation().isRegression() ? "predicted" : "probability";
            return result.get(output).orElseThrow().getValue();
        }
    }

    private static OnnxTensor tensor(OrtEnvironment environment, Numbers numbers, Matrix x) throws OrtException {
        long[] shape = {x.rows(), x.columns()};
        if (numbers == Numbers.DOUBLE) {
            return OnnxTensor.createTensor(environment, DoubleBuffer.wrap(x.values()), shape);
        }
        FloatBuffer floats = FloatBuffer.allocate(x.values().length);
        Arrays.stream(x.values()).forEach(value -> floats.put((float) value));
        return OnnxTensor.createTensor(environment, floats.flip(), shape);
    }

    private static void assertSameProbabilities(Model model, Matrix x) throws OrtException {
        Matrix expected = byHand(model, x);

        Matrix actual = byOnnxruntime(model, x);

        assertThat(actual.sameSize(expected)).isTrue();
        assertThat(actual.values()).containsExactly(expected.values(), within(1e-12));
        assertThat(Arrays.stream(actual.values()).distinct().count())
                .as("different values")
                .isGreaterThan(10);
        assertThat(inFloats(model, x).values()).containsExactly(expected.values(), within(FLOATS));
    }

    static Stream<Arguments> classifiers() {
        SplitData cancer = data(BundledSet.BREAST_CANCER, CANCER);
        SplitData credit = data(BundledSet.GERMAN_CREDIT, CREDIT);
        SplitData housing = data(BundledSet.GERMAN_CREDIT, ColumnRoles.label("housing"));
        SplitData digits = data(BundledSet.DIGITS, ColumnRoles.label(BundledSet.DIGITS.label()));
        List<Arguments> cases = new ArrayList<>();
        for (Activation activation : Activation.values()) {
            if (activation != Activation.SOFTMAX) {
                cases.add(Arguments.of("hidden " + activation, classifier(cancer, activation, 16, 8), cancer));
            }
        }
        cases.add(Arguments.of("no hidden layer", classifier(cancer, Activation.RELU), cancer));
        cases.add(Arguments.of("categories", classifier(credit, Activation.RELU, 32), credit));
        cases.add(Arguments.of("three classes", classifier(housing, Activation.TANH, 16), housing));
        cases.add(Arguments.of("three classes, no hidden layer", classifier(housing, Activation.RELU), housing));
        cases.add(Arguments.of("ten classes", classifier(digits, Activation.LEAKY_RELU, 64), digits));
        return cases.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("classifiers")
    void onnxruntimePredictsTheSame(String name, Model model, SplitData data) throws OrtException {
        assertSameProbabilities(model, data.all().x());
    }

    /** With the squared error, an output may have any activation. */
    @Test
    void everyOutputActivationIsTheSame() throws OrtException {
        SplitData data = data(BundledSet.BREAST_CANCER, CANCER);
        for (Activation output : Activation.values()) {
            if (output != Activation.SOFTMAX) {
                NetworkSpec spec = new NetworkSpec(
                        List.of(data.preparation().inputs(), 8, 1),
                        Activation.TANH,
                        output,
                        Loss.MEAN_SQUARED_ERROR,
                        LearningRule.of(new Updater.Sgd(), 0.01));
                assertSameProbabilities(trained(data, spec), data.all().x());
            }
        }
    }

    /** The mean of three networks, of two classes and of ten. */
    @Test
    void anEnsembleIsTheMeanOfItsMembers() throws OrtException {
        for (SplitData data : List.of(
                data(BundledSet.BREAST_CANCER, CANCER),
                data(BundledSet.DIGITS, ColumnRoles.label(BundledSet.DIGITS.label())))) {
            Model one = classifier(data, Activation.RELU, 8);
            List<Parameters> members = new ArrayList<>(one.members());
            for (long seed = 2; seed <= 3; seed++) {
                members.add(Parameters.glorotUniform(one.spec().sizes(), NumpyRandom.of(seed)));
            }
            assertSameProbabilities(
                    new Model(one.spec(), members, data.preparation(), 0.3),
                    data.all().x());
        }
    }

    /** A number in the label's own unit: here years, of one network and of two. */
    @Test
    void aRegressionPredictsInTheLabelsUnit() throws OrtException {
        ColumnRoles roles = new ColumnRoles(
                "age", List.of(), List.of(), Optional.empty(), Preparation.Missing.ERROR, ColumnRoles.Task.REGRESSION);
        SplitData data = data(BundledSet.GERMAN_CREDIT, roles);
        NetworkSpec spec = NetworkSpec.regression(
                data.preparation().inputs(), List.of(16), Activation.TANH, LearningRule.of(new Updater.Sgd(), 0.1));
        Model one = trained(data, spec);
        Parameters second = Parameters.glorotUniform(spec.sizes(), NumpyRandom.of(2));
        for (Model model :
                List.of(one, new Model(spec, List.of(one.parameters(), second), data.preparation(), Model.EVEN))) {
            Matrix expected = byHand(model, data.all().x());
            Matrix actual = byOnnxruntime(model, data.all().x());
            assertThat(actual.values()).containsExactly(expected.values(), within(1e-10));
            assertThat(inFloats(model, data.all().x()).values()).containsExactly(expected.values(), within(1e-5));
            assertThat(Arrays.stream(actual.values()).average().orElseThrow()).isBetween(25.0, 45.0);
        }
    }

    @Test
    void aMissingValueIsTheMeanWhereTheModelWasTrainedSo() throws OrtException {
        SplitData data = data(BundledSet.BREAST_CANCER, roles(BundledSet.BREAST_CANCER, Preparation.Missing.MEAN));
        Matrix x = data.all().x().copy();
        for (int i = 0; i < x.values().length; i += 7) {
            x.values()[i] = Double.NaN;
        }

        assertSameProbabilities(classifier(data, Activation.RELU, 16), x);
    }

    @Test
    void aSingleRowWillDo() throws OrtException {
        SplitData data = data(BundledSet.BREAST_CANCER, CANCER);
        Model model = classifier(data, Activation.RELU, 16);
        Matrix row = data.all().x().rowsAt(3);

        assertThat(byOnnxruntime(model, row).values())
                .containsExactly(byHand(model, row).values(), within(1e-12));
    }

    @Test
    void theFileSaysWhatGoesInAndComesOut() throws Exception {
        SplitData data = data(BundledSet.GERMAN_CREDIT, CREDIT);

        Model model = classifier(data, Activation.RELU, 32);
        ModelProto file = ModelProto.parseFrom(OnnxFile.bytes(model, Numbers.DOUBLE));

        int inputs = data.preparation().inputs();
        assertThat(file.getIrVersion()).isEqualTo(7);
        assertThat(file.getOpsetImportList()).singleElement().satisfies(opset -> {
            assertThat(opset.getDomain()).isEmpty();
            assertThat(opset.getVersion()).isEqualTo(13);
        });
        assertNumbers(file.getGraph().getInputList(), "x", TensorProto.DataType.DOUBLE_VALUE, inputs);
        assertNumbers(file.getGraph().getOutputList(), "probability", TensorProto.DataType.DOUBLE_VALUE, 1);
        GraphProto floats =
                ModelProto.parseFrom(OnnxFile.bytes(model, Numbers.FLOAT)).getGraph();
        assertNumbers(floats.getInputList(), "x", TensorProto.DataType.FLOAT_VALUE, inputs);
        assertNumbers(floats.getOutputList(), "probability", TensorProto.DataType.FLOAT_VALUE, 1);
        assertThat(floats.getInitializerList()).isEqualTo(file.getGraph().getInitializerList());
        assertThat(file.getGraph().getNodeList())
                .extracting(NodeProto::getOpType)
                .containsExactly("Sub", "Div", "MatMul", "Add", "Relu", "MatMul", "Add", "Sigmoid");
        assertThat(file.getGraph().getInitializerList())
                .extracting(TensorProto::getName, TensorProto::getDimsList)
                .containsExactly(
                        tuple("mean", List.of((long) inputs)),
                        tuple("standard_deviation", List.of((long) inputs)),
                        tuple("W1", List.of((long) inputs, 32L)),
                        tuple("b1", List.of(32L)),
                        tuple("W2", List.of(32L, 1L)),
                        tuple("b2", List.of(1L)));
        Map<String, String> metadata = file.getMetadataPropsList().stream()
                .collect(Collectors.toMap(StringStringEntryProto::getKey, StringStringEntryProto::getValue));
        assertThat(metadata).containsOnlyKeys("inputs", "label", "classes");
        assertThat(metadata.get("inputs"))
                .startsWith("[\"checking_status=0<=X<200\",\"checking_status=<0\",")
                .contains("\"duration\",\"credit_history=");
        assertThat(metadata).containsEntry("label", "class").containsEntry("classes", "[\"good\",\"bad\"]");
    }

    private static void assertNumbers(List<ValueInfoProto> values, String name, int type, int width) {
        assertThat(values).singleElement().satisfies(value -> {
            TypeProto.Tensor tensor = value.getType().getTensorType();
            assertThat(value.getName()).isEqualTo(name);
            assertThat(tensor.getElemType()).isEqualTo(type);
            assertThat(tensor.getShape().getDimList()).hasSize(2);
            assertThat(tensor.getShape().getDim(0).getDimParam()).isEqualTo("N");
            assertThat(tensor.getShape().getDim(1).getDimValue()).isEqualTo(width);
        });
    }

    @Test
    void theSameModelGivesTheSameBytes() {
        SplitData data = data(BundledSet.BREAST_CANCER, CANCER);
        Model model = classifier(data, Activation.LEAKY_RELU, 16);
        Model copy = new Model(model.spec(), model.parameters().copy(), model.preparation());

        for (Numbers numbers : Numbers.values()) {
            assertThat(OnnxFile.bytes(copy, numbers)).isEqualTo(OnnxFile.bytes(model, numbers));
        }
    }
}
