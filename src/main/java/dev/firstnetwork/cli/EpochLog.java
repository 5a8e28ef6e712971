package dev.firstnetwork.cli;

import dev.firstnetwork.training.EpochFigures;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine.Help.Ansi;

/**
 * What is seen of a run while it trains: a line every ten epochs (every tenth of a long run) and after the last, and on a
 * terminal a progress bar where there are many epochs.
 */
final class EpochLog implements Consumer<EpochFigures>, AutoCloseable {

    private static final int LONG_RUN = 200;

    private final PrintWriter err;
    private final int epochs;
    private final int every;
    private final ProgressBar bar;
    private final List<EpochFigures> due = new ArrayList<>();
    private EpochFigures last;
    private int lastPrinted = -1;

    /**
     * @param quiet whether nothing is to be seen
     */
    EpochLog(PrintWriter err, int epochs, boolean quiet) {
        this.err = quiet ? new PrintWriter(PrintWriter.nullWriter()) : err;
        this.epochs = epochs;
        this.every = epochs <= LONG_RUN ? 10 : epochs / 10;
        boolean showBar = !quiet && epochs > LONG_RUN && Ansi.AUTO.enabled();
        this.bar = showBar
                ? new ProgressBarBuilder()
                        .setTaskName("training")
                        .setUnit(" epochs", 1)
                        .setInitialMax(epochs)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(200)
                        .clearDisplayOnFinish()
                        .build()
                : null;
    }

    @Override
    public void accept(EpochFigures figures) {
        last = figures;
        if (figures.epoch() % every == 0 || figures.epoch() == epochs || !figures.isFinite()) {
            due.add(figures);
        }
        if (bar == null) {
            printDue();
        } else {
            bar.stepTo(figures.epoch());
        }
    }

    private void printDue() {
        due.forEach(this::print);
        due.clear();
    }

    private void print(EpochFigures figures) {
        if (lastPrinted < 0) {
            err.println(" epoch  train loss  test loss  train accuracy  test accuracy");
        }
        lastPrinted = figures.epoch();
        err.printf(
                Locale.ROOT,
                "%6d  %10.4f  %9.4f  %14.4f  %13.4f%n",
                figures.epoch(),
                figures.trainLoss(),
                figures.testLoss(),
                figures.trainAccuracy(),
                figures.testAccuracy());
    }

    /** Takes the bar away, prints the lines that it stood in for, and the last epoch in any case. */
    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
        printDue();
        if (last != null && last.epoch() != lastPrinted) {
            print(last);
        }
        err.flush();
    }
}
