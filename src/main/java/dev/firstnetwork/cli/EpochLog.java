package dev.firstnetwork.cli;

import dev.firstnetwork.training.EpochFigures;
import java.io.PrintWriter;
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
    private EpochFigures unprinted;
    private boolean begun;

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
        if (!begun) {
            begun = true;
            err.println(" epoch  train loss  test loss  train accuracy  test accuracy");
        }
        if (bar != null) {
            bar.stepTo(figures.epoch());
        }
        boolean due = figures.epoch() % every == 0 || figures.epoch() == epochs || !figures.isFinite();
        if (due && bar == null) {
            print(figures);
        }
        unprinted = due && bar == null ? null : figures;
    }

    private void print(EpochFigures figures) {
        err.printf(
                Locale.ROOT,
                "%6d  %10.4f  %9.4f  %14.4f  %13.4f%n",
                figures.epoch(),
                figures.trainLoss(),
                figures.testLoss(),
                figures.trainAccuracy(),
                figures.testAccuracy());
    }

    /** Takes the bar away and prints the last epoch, if it was not. */
    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
        if (unprinted != null) {
            print(unprinted);
        }
        err.flush();
    }
}
