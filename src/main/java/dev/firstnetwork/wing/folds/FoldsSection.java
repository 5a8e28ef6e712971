package dev.firstnetwork.wing.folds;

import dev.firstnetwork.evaluation.Figures.Figure;
import dev.firstnetwork.report.Page;
import dev.firstnetwork.report.RunFiles;
import dev.firstnetwork.report.Section;
import dev.firstnetwork.report.Table;
import dev.firstnetwork.report.Tables;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a run tells of its cross-validation. */
record FoldsSection(CrossValidation validation) implements Section {

    /** A mean over the folds as JSON has it. */
    public record Mean(double mean, double standardDeviation) {}

    @Override
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("folds", validation.folds().stream().map(RunFiles::metrics).toList());
        for (CrossValidation.Mean figure : validation.means()) {
            Mean mean =
                    new Mean(figure.mean().value(), figure.standardDeviation().value());
            json.put(figure.mean().key(), mean);
        }
        return Map.of("crossValidation", json);
    }

    @Override
    public String text() {
        Table table = Table.ofNumbers(List.of(validation.folds().size() + " folds", "mean", "sd"));
        for (CrossValidation.Mean mean : validation.means()) {
            table = Tables.row(table, mean.mean().name(), List.of(mean.mean(), mean.standardDeviation()));
        }
        return table.text();
    }

    @Override
    public String html(Map<String, byte[]> pictures) {
        List<CrossValidation.Mean> means = validation.means();
        Stream<Figure> middle = means.stream().map(CrossValidation.Mean::mean);
        Stream<Figure> deviation = means.stream().map(CrossValidation.Mean::standardDeviation);
        Table table = Tables.row(Tables.each("Fold", validation.folds()), "mean", middle.toList());
        table = Tables.row(table, "sd", deviation.toList());
        return Page.section("How good the recipe is", """
                <p>The rows were divided into %d parts, and each was predicted by a network that was trained on the others.</p>
                %s""".formatted(
                        validation.folds().size(), Page.box("Cross-validation", table, "many")));
    }
}
