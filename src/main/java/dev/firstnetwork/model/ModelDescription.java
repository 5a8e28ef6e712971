package dev.firstnetwork.model;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.backprop.Updater;
import dev.firstnetwork.data.Dialect;
import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Loss;
import dev.firstnetwork.network.Model;
import dev.firstnetwork.network.NetworkSpec;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What a {@link ModelFile} holds beside DL4J's entries, as JSON; {@code sha256} has the hash of each other entry by name. */
record ModelDescription(
        int format,
        Network network,
        int members,
        double threshold,
        Preparation preparation,
        Map<String, String> sha256) {

    /** The format that is written; it is read back to {@link #OLDEST}. */
    static final int FORMAT = 3;

    /** The same without a hash of the description itself. */
    static final int OLDEST = 2;

    /** A {@link NetworkSpec} with the names of its constants. */
    record Network(List<Integer> sizes, String activation, String outputActivation, String loss) {

        /** The network for prediction: any rule of learning would do. */
        NetworkSpec spec() {
            if (sizes.contains(null)) {
                throw new IllegalArgumentException("a width is missing");
            }
            return new NetworkSpec(
                    sizes,
                    Activation.valueOf(activation),
                    Activation.valueOf(outputActivation),
                    Loss.valueOf(loss),
                    LearningRule.of(new Updater.Sgd(), 0.1));
        }
    }

    /** Made where a description is read, because that takes a tenth of a second. */
    private static final class Reader {

        private static final ObjectMapper JSON = JsonMapper.builder()
                // a record's components are its properties; Column.isNumeric is none
                .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .build();
    }

    /** The description in {@code json}; null if that is {@code null}. */
    static ModelDescription read(byte[] json) throws IOException {
        JsonNode description = Reader.JSON.readTree(json);
        // models of before the dialect was kept
        if (description.path("preparation") instanceof ObjectNode preparation && !preparation.has("dialect")) {
            preparation.set("dialect", Reader.JSON.valueToTree(Dialect.ANY));
        }
        return Reader.JSON.treeToValue(description, ModelDescription.class);
    }

    static byte[] json(Model model, Map<String, String> sha256) {
        NetworkSpec spec = model.spec();
        String activation = spec.activation().name();
        String output = spec.outputActivation().name();
        Network network =
                new Network(spec.sizes(), activation, output, spec.loss().name());
        int members = model.members().size();
        return Json.bytes(
                new ModelDescription(FORMAT, network, members, model.threshold(), model.preparation(), sha256));
    }
}
