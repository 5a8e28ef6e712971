package dev.firstnetwork;

import dev.firstnetwork.cli.Progress;
import dev.firstnetwork.evaluation.Experiment;
import dev.firstnetwork.training.EpochFigures;
import dev.firstnetwork.training.Trainer;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;

/**
 * What is seen of a run while it trains: a line every ten epochs (every tenth of a long run) and after the last, and on a
 * terminal a progress bar where there is much to do.
 */
final class EpochLog implements Trainer.Listener, AutoCloseable {

    private static final int LONG_RUN = 200;
    private static final long MANY_ROWS = 1_000_000;

    private final PrintWriter err;
    private final int epochs;
    private final int every;
    private final int networks;
    private final String score;
    private final ProgressBar bar;
    private final List<EpochFigures> due = new ArrayList<>();
    private EpochFigures last;
    private int lastPrinted = -1;
    private int network = 1;

    /** @param quiet whether nothing is to be seen */
    EpochLog(PrintWriter err, Experiment experiment, boolean quiet) {
        this.err = quiet ? new PrintWriter(PrintWriter.nullWriter()) : err;
        this.epochs = experiment.plan().epochs();
        this.networks = experiment.ensemble();
        this.every = epochs <= LONG_RUN ? 10 : epochs / 10;
        this.score = experiment.data().preparation().isRegression() ? "R2" : "accuracy";
        long rows = (long) epochs * experiment.data().train().rows() * experiment.ensemble();
        boolean showBar = !quiet && (epochs > LONG_RUN || rows > MANY_ROWS) && Progress.isSeen();
        boolean many = rows >= 10 * MANY_ROWS;
        this.bar = showBar ? Progress.bar("training", many ? "M rows" : "rows", many ? MANY_ROWS : 1, rows) : null;
    }

    @Override
    public void batch(int rows) {
        if (bar != null) {
            bar.stepBy(rows);
        }
    }

    @Override
    public void epoch(EpochFigures figures) {
        if (last != null && figures.epoch() <= last.epoch()) {
            // the next network of an ensemble
            finish();
            lastPrinted = -1;
            network++;
        }
        last = figures;
        if (figures.epoch() % every == 0 || figures.epoch() == epochs || !figures.isFinite()) {
            due.add(figures);
        }
        if (bar == null) {
            printDue();
        }
    }

    private void printDue() {
        due.forEach(this::print);
        due.clear();
    }

    private void print(EpochFigures figures) {
        if (lastPrinted < 0) {
            if (networks > 1) {
                err.println("network " + network + " of " + networks);
            }
            String more = figures.validation().isPresent() ? "  validation loss" : "";
            err.printf(Locale.ROOT, " epoch  train loss  test loss  train %1$-8s  test %1$-8s%2$s%n", score, more);
        }
        lastPrinted = figures.epoch();
        err.printf(
                Locale.ROOT,
                "%6d  %10.4f  %9.4f  %14.4f  %13.4f",
                figures.epoch(),
                figures.train().loss(),
                figures.test().loss(),
                figures.train().score(),
                figures.test().score());
        figures.validation().ifPresent(side -> err.printf(Locale.ROOT, "  %15.4f", side.loss()));
        err.println();
    }

    private void finish() {
        printDue();
        if (last != null && last.epoch() != lastPrinted) {
            print(last);
        }
    }

    /** Takes the bar away, prints the lines that it stood in for, and the last epoch in any case. */
    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
        finish();
        err.flush();
    }
}
