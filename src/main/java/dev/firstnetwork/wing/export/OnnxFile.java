package dev.firstnetwork.wing.export;

import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.data.Standardiser;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.model.Json;
import dev.firstnetwork.network.Model;
import dev.firstnetwork.network.NetworkSpec;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import onnx.Onnx;

/**
 * A trained model as an ONNX file, for onnxruntime and other programs that know nothing of this one: the standardiser
 * and the layers as one graph. ND4J brings the classes of ONNX's protobuf schema that write it.
 *
 * <p>The input {@value #INPUT} is {@code [N, inputs]} in the data's own units, not standardised: a column for each of
 * {@link Preparation#inputNames}, which for a category is 0 or 1. The output {@value #OUTPUT} is {@code [N, outputs]}:
 * of the last class where there are two, else of each class; for a regression it is {@value #NUMBER}, in the label's own
 * units. Several networks are all in the graph, and the output is their mean. The metadata {@code inputs} and {@code classes} name the
 * columns and classes in order, as JSON arrays of strings; {@code label} names what is predicted. A missing value, NaN,
 * counts as the mean if the model was trained with {@code --missing mean}; other models know no missing values, and
 * what they give for one means nothing.
 *
 * <p>Rows come in and probabilities go out as floats or as doubles, as it is wanted; the graph computes in doubles either
 * way, so that floats cost their own rounding and no more. Computed in floats, the probabilities would be off by more than
 * 1e-6 where a column's values are large beside their deviation. Only operators are used that onnxruntime computes in
 * double on the CPU, from version 1.7 on. So leaky ReLU is {@code max(z, leak z)}, since {@code LeakyRelu} is there for floats alone; and a layer is
 * {@code MatMul} and {@code Add}. {@code Gemm} would be {@code XW + b} in one, but versions such as 1.12 join it with
 * the activation after it, and what they join them to is there for floats alone. {@code Softmax} goes along axis 1,
 * over each row.
 *
 * @see <a href="https://onnx.ai/onnx/operators/onnx__MatMul.html">ONNX operators: MatMul</a>
 * @see <a href="https://onnx.ai/onnx/operators/onnx__Gemm.html">ONNX operators: Gemm</a>
 * @see <a href="https://onnx.ai/onnx/operators/onnx__Softmax.html">ONNX operators: Softmax</a>
 */
public final class OnnxFile {

    private static final String INPUT = "x";
    private static final String OUTPUT = "probability";
    private static final String NUMBER = "predicted";

    /** The operators' version, of 2020: runtimes that are newer read it. */
    private static final int OPSET = 13;

    private OnnxFile() {}

    /** The type of the numbers that go in and come out. */
    public enum Numbers {
        FLOAT,
        DOUBLE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        private int code() {
            return this == FLOAT ? Onnx.TensorProto.DataType.FLOAT_VALUE : Onnx.TensorProto.DataType.DOUBLE_VALUE;
        }
    }

    /** The bytes of an ONNX file. The same model gives the same bytes. */
    public static byte[] bytes(Model model, Numbers numbers) {
        Preparation preparation = model.preparation();
        return Onnx.ModelProto.newBuilder()
                .setIrVersion(Onnx.Version.IR_VERSION_2020_5_8_VALUE)
                .setProducerName("first-network")
                .addOpsetImport(Onnx.OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setGraph(graph(model, numbers))
                .addMetadataProps(property("inputs", json(preparation.inputNames())))
                .addMetadataProps(property("label", preparation.label().name()))
                .addMetadataProps(property("classes", json(preparation.classes())))
                .build()
                .toByteArray();
    }

    private static Onnx.GraphProto graph(Model model, Numbers numbers) {
        NetworkSpec spec = model.spec();
        Preparation preparation = model.preparation();
        boolean regression = preparation.isRegression();
        String output = regression ? NUMBER : OUTPUT;
        String meaning = regression
                ? "In the units of the label."
                : "Of the last class where there are two, else of each class.";
        Onnx.GraphProto.Builder graph = Onnx.GraphProto.newBuilder()
                .setName("network")
                .addInput(value(INPUT, numbers, spec.inputs(), "Rows in the units of the data, not standardised."))
                .addOutput(value(output, numbers, spec.outputs(), meaning));
        boolean cast = numbers == Numbers.FLOAT;
        if (cast) {
            graph.addNode(cast("x_double", INPUT, Numbers.DOUBLE));
        }
        String input = addStandardiser(graph, preparation, cast ? "x_double" : INPUT);
        String result = cast ? output + "_double" : output;
        String networkOutput = regression ? "standardised_output" : result;
        if (model.members().size() == 1) {
            addNetwork(graph, model, 1, "", input, networkOutput);
        } else {
            addMean(graph, model, input, networkOutput);
        }
        if (regression) {
            Standardiser label = preparation.labelStandardiser();
            graph.addInitializer(vector("label_mean", label.mean()));
            graph.addInitializer(vector("label_standard_deviation", label.standardDeviation()));
            graph.addNode(node("Mul", "scaled_output", networkOutput, "label_standard_deviation"));
            graph.addNode(node("Add", result, "scaled_output", "label_mean"));
        }
        if (cast) {
            graph.addNode(cast(output, result, numbers));
        }
        return graph.build();
    }

    /** Adds each network, and the mean of their outputs. */
    private static void addMean(Onnx.GraphProto.Builder graph, Model model, String input, String output) {
        int count = model.members().size();
        String sum = "";
        for (int member = 1; member <= count; member++) {
            String suffix = "_of_" + member;
            addNetwork(graph, model, member, suffix, input, "output" + suffix);
            if (member > 1) {
                graph.addNode(node("Add", "sum" + suffix, sum, "output" + suffix));
            }
            sum = member == 1 ? "output" + suffix : "sum" + suffix;
        }
        graph.addInitializer(vector("part", 1.0 / count));
        graph.addNode(node("Mul", output, sum, "part"));
    }

    /** Adds the layers of a member, counted from 1, whose names end in {@code suffix}. */
    private static void addNetwork(
            Onnx.GraphProto.Builder graph, Model model, int member, String suffix, String input, String output) {
        NetworkSpec spec = model.spec();
        Parameters parameters = model.members().get(member - 1);
        String a = input;
        for (int layer = 1; layer <= spec.layers(); layer++) {
            String number = layer + suffix;
            Matrix w = parameters.w(layer);
            graph.addInitializer(tensor("W" + number, w.values(), w.rows(), w.columns()));
            graph.addInitializer(vector("b" + number, parameters.b(layer)));
            graph.addNode(node("MatMul", "XW" + number, a, "W" + number));
            graph.addNode(node("Add", "Z" + number, "XW" + number, "b" + number));
            a = layer == spec.layers() ? output : "A" + number;
            addActivation(graph, spec.activation(layer), "Z" + number, a);
        }
    }

    /** Adds {@code (x - mean) / deviation} and gives the name of the result. */
    private static String addStandardiser(Onnx.GraphProto.Builder graph, Preparation preparation, String input) {
        Standardiser standardiser = preparation.standardiser();
        graph.addInitializer(vector("mean", standardiser.mean()));
        graph.addInitializer(vector("standard_deviation", standardiser.standardDeviation()));
        graph.addNode(node("Sub", "centred", input, "mean"));
        graph.addNode(node("Div", "standardised", "centred", "standard_deviation"));
        if (preparation.missing() != Preparation.Missing.MEAN) {
            return "standardised";
        }
        graph.addInitializer(vector("zero", 0));
        // only NaN differs from itself; older runtimes have IsNaN for floats alone
        graph.addNode(node("Equal", "known", "standardised", "standardised"));
        graph.addNode(node("Where", "filled", "known", "standardised", "zero"));
        return "filled";
    }

    /** Adds {@code A = f(Z)}. */
    private static void addActivation(Onnx.GraphProto.Builder graph, Activation activation, String z, String a) {
        switch (activation) {
            case IDENTITY -> graph.addNode(node("Identity", a, z));
            case RELU -> graph.addNode(node("Relu", a, z));
            case LEAKY_RELU -> {
                graph.addInitializer(vector("leak_" + z, Activation.LEAK));
                graph.addNode(node("Mul", "leaked_" + z, z, "leak_" + z));
                graph.addNode(node("Max", a, z, "leaked_" + z));
            }
            case TANH -> graph.addNode(node("Tanh", a, z));
            case SIGMOID -> graph.addNode(node("Sigmoid", a, z));
            case SOFTMAX -> graph.addNode(node("Softmax", a, z).toBuilder().addAttribute(attribute("axis", 1)));
        }
    }

    /** One operator, called after its output. */
    private static Onnx.NodeProto node(String operator, String output, String... inputs) {
        return Onnx.NodeProto.newBuilder()
                .setOpType(operator)
                .setName(output)
                .addAllInput(List.of(inputs))
                .addOutput(output)
                .build();
    }

    private static Onnx.NodeProto cast(String output, String input, Numbers to) {
        return node("Cast", output, input).toBuilder()
                .addAttribute(attribute("to", to.code()))
                .build();
    }

    private static Onnx.AttributeProto attribute(String name, int value) {
        return Onnx.AttributeProto.newBuilder()
                .setType(Onnx.AttributeProto.AttributeType.INT)
                .setName(name)
                .setI(value)
                .build();
    }

    private static Onnx.TensorProto vector(String name, double... values) {
        return tensor(name, values, values.length);
    }

    private static Onnx.TensorProto tensor(String name, double[] values, long... shape) {
        return Onnx.TensorProto.newBuilder()
                .setName(name)
                .setDataType(Onnx.TensorProto.DataType.DOUBLE_VALUE)
                .addAllDims(LongStream.of(shape)::iterator)
                .addAllDoubleData(DoubleStream.of(values)::iterator)
                .build();
    }

    /** An input or output of the graph, {@code [N, width]}. */
    private static Onnx.ValueInfoProto value(String name, Numbers numbers, int width, String description) {
        var shape = Onnx.TensorShapeProto.newBuilder()
                .addDim(Onnx.TensorShapeProto.Dimension.newBuilder().setDimParam("N"))
                .addDim(Onnx.TensorShapeProto.Dimension.newBuilder().setDimValue(width));
        var type = Onnx.TypeProto.Tensor.newBuilder().setElemType(numbers.code());
        return Onnx.ValueInfoProto.newBuilder()
                .setName(name)
                .setDocString(description)
                .setType(Onnx.TypeProto.newBuilder().setTensorType(type.setShape(shape)))
                .build();
    }

    private static Onnx.StringStringEntryProto property(String key, String value) {
        return Onnx.StringStringEntryProto.newBuilder()
                .setKey(key)
                .setValue(value)
                .build();
    }

    private static String json(List<String> names) {
        return Json.mapper().valueToTree(names).toString();
    }
}
