package dev.firstnetwork.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();

    private String drawn() {
        return terminal.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aLineIsDrawnInPlaceAndLeftEmpty() {
        try (var line = new Progress.Line(new PrintStream(terminal, true, StandardCharsets.UTF_8), 10)) {
            line.accept("12345");
            line.clear();
        }

        assertThat(drawn()).isEqualTo("\r12345" + "\r" + " ".repeat(9) + "\r");
    }

    /** With ^C behind it, a bar does not reach the last column. */
    @Test
    void aBarIsCutToTheTerminal() throws InterruptedException {
        var line = new Progress.Line(new PrintStream(terminal, true, StandardCharsets.UTF_8), 40);
        ProgressBarBuilder builder = new ProgressBarBuilder()
                .setTaskName("training")
                .setUnit(" rows", 1)
                .setInitialMax(160_000_000)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(line)
                .clearDisplayOnFinish();
        try (ProgressBar bar = builder.build()) {
            bar.stepTo(80_000_000);
            // one that is closed before it was ever drawn stays: the library's
            while (drawn().isEmpty()) {
                Thread.sleep(1);
            }
        }

        String[] frames = drawn().split("\r", -1);
        assertThat(frames).hasSizeGreaterThan(3).allMatch(frame -> frame.length() <= 39);
        assertThat(frames).anyMatch(frame -> frame.startsWith("training  50% [") && frame.length() == 37);
        assertThat(frames[frames.length - 2]).isEqualTo(" ".repeat(39));
        assertThat(frames[frames.length - 1]).isEmpty();
    }
}
