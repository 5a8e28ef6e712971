package dev.firstnetwork.backprop;

import dev.firstnetwork.backprop.LearningRule.ClassWeights;
import java.util.List;

/** Rules with the parts that the command line alone sets otherwise. */
public final class Rules {

    private Rules() {}

    public static LearningRule weighted(LearningRule rule, List<Double> classWeights) {
        return clipped(rule, rule.clipping(), classWeights);
    }

    public static LearningRule clipped(LearningRule rule, Clipping clipping, List<Double> classWeights) {
        return new LearningRule(
                rule.updater(),
                rule.rate(),
                rule.penalty(),
                clipping,
                rule.dropout(),
                rule.dropoutSeed(),
                new ClassWeights(classWeights),
                rule.gradient());
    }
}
