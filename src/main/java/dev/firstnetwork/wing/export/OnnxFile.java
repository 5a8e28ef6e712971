package dev.firstnetwork.wing.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.data.Standardiser;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.model.Json;
import dev.firstnetwork.network.Model;
import dev.firstnetwork.network.NetworkSpec;
import dev.firstnetwork.table.ColumnRoles;
import java.util.List;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import onnx.Onnx.Version;

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
 * <p>Every number is a double: in floats, the probabilities would be off by more than 1e-6 where a column's values are
 * large beside their deviation. Only operators are used that onnxruntime computes in double on the CPU, from version
 * 1.7 on. So leaky ReLU is {@code max(z, leak z)}, since {@code LeakyRelu} is there for floats alone; and a layer is
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

    /** The bytes of an ONNX file. The same model gives the same bytes. */
    public static byte[] bytes(Model model) {
        Preparation preparation = model.preparation();
        return ModelProto.newBuilder()
                .setIrVersion(Version.IR_VERSION_2020_5_8_VALUE)
                .setProducerName("first-network")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setGraph(graph(model))
                .addMetadataProps(property("inputs", json(preparation.inputNames())))
                .addMetadataProps(property("label", preparation.label().name()))
                .addMetadataProps(property("classes", json(preparation.classes())))
                .build()
                .toByteArray();
    }

    private static GraphProto graph(Model model) {
        NetworkSpec spec = model.spec();
        Preparation preparation = model.preparation();
        boolean regression = preparation.isRegression();
        String output = regression ? NUMBER : OUTPUT;
        String meaning = regression
                ? "In the units of the label."
                : "Of the last class where there are two, else of each class.";
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("network")
                .addInput(value(INPUT, spec.inputs(), "Rows in the units of the data, not standardised."))
                .addOutput(value(output, spec.outputs(), meaning));
        String input = addStandardiser(graph, preparation);
        List<Parameters> members = model.members();
        String networkOutput = regression ? "standardised_output" : output;
        if (members.size() == 1) {
            addNetwork(graph, spec, members.get(0), "", input, networkOutput);
        } else {
            addMean(graph, model, input, networkOutput);
        }
        if (regression) {
            Standardiser label = preparation.labelStandardiser();
            graph.addInitializer(vector("label_mean", label.mean()));
            graph.addInitializer(vector("label_standard_deviation", label.standardDeviation()));
            graph.addNode(node("Mul", "scaled_output", networkOutput, "label_standard_deviation"));
            graph.addNode(node("Add", output, "scaled_output", "label_mean"));
        }
        return graph.build();
    }

    /** Adds each network, and the mean of their outputs. */
    private static void addMean(GraphProto.Builder graph, Model model, String input, String output) {
        int count = model.members().size();
        String sum = "";
        for (int member = 1; member <= count; member++) {
            String suffix = "_of_" + member;
            addNetwork(graph, model.spec(), model.members().get(member - 1), suffix, input, "output" + suffix);
            if (member > 1) {
                graph.addNode(node("Add", "sum" + suffix, sum, "output" + suffix));
            }
            sum = member == 1 ? "output" + suffix : "sum" + suffix;
        }
        graph.addInitializer(vector("part", 1.0 / count));
        graph.addNode(node("Mul", output, sum, "part"));
    }

    /** Adds the layers of one network, whose names end in {@code suffix}. */
    private static void addNetwork(
            GraphProto.Builder graph,
            NetworkSpec spec,
            Parameters parameters,
            String suffix,
            String input,
            String output) {
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
    private static String addStandardiser(GraphProto.Builder graph, Preparation preparation) {
        Standardiser standardiser = preparation.standardiser();
        graph.addInitializer(vector("mean", standardiser.mean()));
        graph.addInitializer(vector("standard_deviation", standardiser.standardDeviation()));
        graph.addNode(node("Sub", "centred", INPUT, "mean"));
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
    private static void addActivation(GraphProto.Builder graph, Activation activation, String z, String a) {
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
            case SOFTMAX ->
                graph.addNode(node("Softmax", a, z).toBuilder()
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("axis")
                                .setType(AttributeProto.AttributeType.INT)
                                .setI(1)));
        }
    }

    /** One operator, called after its output. */
    private static NodeProto node(String operator, String output, String... inputs) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .setName(output)
                .addAllInput(List.of(inputs))
                .addOutput(output)
                .build();
    }

    private static TensorProto vector(String name, double... values) {
        return tensor(name, values, values.length);
    }

    private static TensorProto tensor(String name, double[] values, long... shape) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.DOUBLE_VALUE);
        for (long length : shape) {
            tensor.addDims(length);
        }
        for (double value : values) {
            tensor.addDoubleData(value);
        }
        return tensor.build();
    }

    /** An input or output of the graph, {@code [N, width]} doubles. */
    private static ValueInfoProto value(String name, int width, String description) {
        TensorShapeProto shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("N"))
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(width))
                .build();
        TypeProto.Tensor type = TypeProto.Tensor.newBuilder()
                .setElemType(TensorProto.DataType.DOUBLE_VALUE)
                .setShape(shape)
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setDocString(description)
                .setType(TypeProto.newBuilder().setTensorType(type))
                .build();
    }

    private static StringStringEntryProto property(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }

    private static String json(List<String> names) {
        try {
            return Json.mapper().writeValueAsString(names);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a list of strings is always JSON", e);
        }
    }
}
