package dev.firstnetwork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What bash offers after a tab, by bash itself. */
class CompletionTest {

    @TempDir
    static Path folder;

    @ParameterizedTest
    @CsvSource({
        "t,                      train tune trace",
        "train --upd,            --updater",
        "train --updater n,      nesterov",
        "train --engine l,       lockstep",
        "tune --score r,         recall rocAuc r2 rootMeanSquaredError",
        "predict --engine h,     hand"
    })
    void bashCompletes(String typed, String offered) throws Exception {
        assumeThat(Path.of("/bin/bash")).isExecutable();
        Path script = Files.writeString(
                Files.createTempFile(folder, "completion", ".bash"),
                Call.of("generate-completion").out());

        String ask = """
                compopt() { :; } # works under a real tab alone
                source "$0"
                COMP_WORDS=(first-network "$@")
                COMP_CWORD=$#
                _complete_first-network first-network "${COMP_WORDS[-1]}" "${COMP_WORDS[-2]}"
                echo "${COMPREPLY[@]}"
                """;
        ProcessBuilder builder = new ProcessBuilder("/bin/bash", "-c", ask, script.toString());
        builder.command().addAll(List.of(typed.split(" ", -1)));
        Process bash = builder.redirectErrorStream(true).start();

        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(offered + "\n");
    }

    /** Each value belongs to its own option, not to the last one with the same label in the help. */
    @Test
    void theHelpStaysAsItIs() {
        assertThat(Call.of("generate-completion").out()).contains("updater_option_args=(\"sgd\"");
        assertThat(Call.of("train", "--help").out()).contains("--updater=NAME");
    }
}
