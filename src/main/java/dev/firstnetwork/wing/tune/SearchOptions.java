package dev.firstnetwork.wing.tune;

import dev.firstnetwork.cli.CommonOptions;
import dev.firstnetwork.evaluation.Score;
import dev.firstnetwork.training.EngineKind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of a search: which configurations are tried, and what they are judged by. */
final class SearchOptions {

    /** Which configurations are tried. */
    enum Method {
        RANDOM,
        GRID,
        HALVING;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--space",
            paramLabel = "FILE|JSON",
            defaultValue = SpaceFile.USUAL,
            converter = SpaceFile.Converter.class,
            description = "What is varied: by the name of each option in camel case a list of values, or a range"
                    + " {\"from\": 0.001, \"to\": 0.1, \"scale\": \"log\" or \"linear\", \"integer\": true or false,"
                    + " \"points\": N, of a grid}. Default: hidden, activation, updater, learningRate, batch, l2, dropout,"
                    + " as config.json of a search shows")
    SpaceFile spaceFile;

    @Option(
            names = "--search",
            paramLabel = "NAME",
            description = "random; grid: every combination; halving: all are trained for a few epochs, the best third"
                    + " of them three times as long, and so on up to --epochs. Default: ${DEFAULT-VALUE}")
    Method method = Method.RANDOM;

    @Option(
            names = "--trials",
            paramLabel = "N",
            description = "How many configurations random and halving draw. Default: 30")
    Integer trials;

    @Option(
            names = "--folds",
            paramLabel = "K",
            description = "Folds of the cross-validation, divided by --split-seed. Default: ${DEFAULT-VALUE}")
    int folds = 5;

    @Option(
            names = "--score",
            paramLabel = "NAME",
            description = "What decides, as metrics.json calls it: ${COMPLETION-CANDIDATES}. Default: rocAuc, or r2 for"
                    + " --task regression")
    Score score;

    @Option(
            names = "--search-seed",
            paramLabel = "SEED",
            description = "Seed of the configurations that are drawn. Default: ${DEFAULT-VALUE}")
    long searchSeed = 1;

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            description = "hand, a network on each thread, or dl4j, one at a time. Default: ${DEFAULT-VALUE}")
    EngineKind engine = EngineKind.HAND;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many networks are trained at a time; the result is the same. Default: one a core")
    Integer threads;

    /** @throws ParameterException if one is out of its range, or two do not go together */
    void check(CommonOptions common) {
        common.require(
                engine != EngineKind.LOCKSTEP, "--engine is lockstep, which is for comparing: expected hand or dl4j");
        common.require(
                method != Method.GRID || trials == null,
                "--trials is for random and halving: --search grid tries every combination");
        common.require(trials == null || trials >= 1, "--trials is " + trials + ": expected 1 or more");
        common.require(threads == null || threads >= 1, "--threads is " + threads + ": expected 1 or more");
        common.require(folds >= 2, "--folds is " + folds + ": expected 2 or more");
    }

    boolean isHalving() {
        return method == Method.HALVING;
    }

    /** What decides, for a label that is a number or one that is not. */
    Score score(boolean regression) {
        Score judge = score == null ? Score.usual(regression) : score;
        judge.requireFor(regression);
        return judge;
    }

    int threads() {
        int wanted = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        return engine == EngineKind.DL4J ? 1 : wanted;
    }

    /** What is tried of {@code space}, each one a recipe that can be trained. */
    List<Map<String, String>> configurations(SearchSpace space, Recipes recipes, CommonOptions common) {
        common.require(
                !isHalving() || !space.names().contains("epochs"),
                "--search halving decides for itself how many epochs are trained: leave 'epochs' out of the space");
        List<Map<String, String>> configurations =
                method == Method.GRID ? space.grid() : space.random(trials == null ? 30 : trials, searchSeed);
        configurations.forEach(values -> recipes.check(values, spaceFile.name()));
        return configurations;
    }
}
