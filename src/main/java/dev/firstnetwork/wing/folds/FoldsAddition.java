package dev.firstnetwork.wing.folds;

import dev.firstnetwork.cli.Addition;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.report.Section;
import dev.firstnetwork.training.EngineKind;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** {@code --folds}: a run's recipe is judged by cross-validation too. */
public final class FoldsAddition implements Addition {

    @Option(
            names = "--folds",
            paramLabel = "K",
            description = "Judge the recipe by K-fold cross-validation on all rows too; 0 for not. Default:"
                    + " ${DEFAULT-VALUE}")
    int folds = 0;

    @Override
    public void check(Task task) {
        if (folds != 0) {
            String name = task.source().name();
            CrossValidation.requireFolds(task.data(), rows(task), folds, task.splitSeed(), name);
        }
    }

    /** The folds that were finished, if there are any. */
    @Override
    public List<Section> sections(Task task, Result result, BooleanSupplier interrupted) {
        if (folds == 0 || interrupted.getAsBoolean()) {
            return List.of();
        }
        Stream<SplitData> parts = CrossValidation.parts(task.data(), rows(task), folds, task.splitSeed());
        boolean parallel = result.experiment().engine() == EngineKind.HAND;
        CrossValidation validation =
                CrossValidation.of(parallel ? parts.parallel() : parts, task.recipe(), figures -> {}, interrupted);
        return validation.folds().isEmpty() ? List.of() : List.of(new FoldsSection(validation));
    }

    private static int[] rows(Task task) {
        return IntStream.range(0, task.data().all().rows()).toArray();
    }
}
