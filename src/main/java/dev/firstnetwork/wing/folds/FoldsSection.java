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
        validation.means().forEach(mean -> json.put(mean.key(), new Mean(mean.mean(), mean.standardDeviation())));
        return Map.of("crossValidation", json);
    }

    @Override
    public String text() {
        Table table = Table.ofNumbers(List.of(validation.folds().size() + " folds", "mean", "sd"));
        for (CrossValidation.Mean mean : validation.means()) {
            Figure deviation = figure(mean, mean.standardDeviation());
            table = Tables.row(table, mean.name(), List.of(figure(mean, mean.mean()), deviation));
        }
        return table.text();
    }

    @Override
    public String html(Map<String, byte[]> pictures) {
        List<CrossValidation.Mean> means = validation.means();
        Stream<Figure> middle = means.stream().map(mean -> figure(mean, mean.mean()));
        Stream<Figure> deviation = means.stream().map(mean -> figure(mean, mean.standardDeviation()));
        Table table = Tables.row(Tables.each("Fold", validation.folds()), "mean", middle.toList());
        table = Tables.row(table, "sd", deviation.toList());
        return Page.section("How good the recipe is", """
                <p>The rows were divided into %d parts, and each was predicted by a network that was trained on the others.</p>
                %s""".formatted(
                        validation.folds().size(), Page.box("Cross-validation", table, "many")));
    }

    private static Figure figure(CrossValidation.Mean mean, double value) {
        return new Figure(mean.name(), mean.key(), value);
    }
}
