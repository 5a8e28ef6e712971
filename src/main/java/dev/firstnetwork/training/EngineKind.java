package dev.firstnetwork.training;

import static dev.firstnetwork.backprop.LearningRule.require;

import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.dl4j.Dl4jEngine;
import dev.firstnetwork.dl4j.Dl4jEngine.Precision;
import dev.firstnetwork.network.Engine;
import dev.firstnetwork.network.HandEngine;
import dev.firstnetwork.network.Model;
import dev.firstnetwork.network.NetworkSpec;
import dev.firstnetwork.network.Predictor;
import java.util.List;
import java.util.Locale;

/** Which engine trains: DL4J, the hand-written one, or both in lockstep. */
public enum EngineKind {
    LOCKSTEP,
    DL4J,
    HAND;

    /**
     * An engine that starts from {@code start}.
     *
     * @param precision what DL4J computes in; in lockstep it must be double, or the comparison would show its
     *     rounding; the hand-written engine knows double alone
     */
    public Engine create(NetworkSpec spec, Parameters start, Precision precision) {
        String computes = this == HAND ? "the hand-written engine computes" : "in lockstep both engines compute";
        require(
                this == DL4J || precision == Precision.DOUBLE,
                computes + " in double: for " + precision + " choose the engine dl4j");
        return switch (this) {
            case LOCKSTEP -> new LockstepEngine(new Dl4jEngine(spec, start, precision), new HandEngine(spec, start));
            case DL4J -> new Dl4jEngine(spec, start, precision);
            case HAND -> new HandEngine(spec, start);
        };
    }

    /** {@code model} as a function, computed by this engine. */
    public Predictor predictor(Model model, Precision precision) {
        List<Engine> members = model.members().stream()
                .map(parameters -> create(model.spec(), parameters, precision))
                .toList();
        return new Predictor(model.preparation(), members);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
