package dev.firstnetwork.wing.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.Call;
import org.junit.jupiter.api.Test;

/** What DESIGN.md says that {@code doctor} shows: JDK, backend, BLAS, threads, kernels, memory. */
class DoctorCommandTest {

    @Test
    void theTextNamesWhatRunsHere() {
        Call call = Call.of("doctor");

        assertThat(call.exitCode()).isEqualTo(0);
        assertThat(call.err()).isEmpty();
        assertThat(call.out())
                .contains(System.getProperty("java.version"), System.getProperty("os.name"), "1.0.0-M2.1")
                .containsPattern("(?m)^backend +\\S")
                .containsPattern("(?m)^blas +\\S")
                .containsPattern("(?m)^threads +\\d+$")
                .containsPattern("(?m)^kernels +plain Java on blocks of rows, on \\d+ threads?")
                .containsPattern("(?m)^maxHeapMiB +\\d+$");
    }

    @Test
    void theJsonHasTheSameFacts() {
        Call call = Call.of("doctor", "--json");

        JsonNode facts = call.json();
        assertThat(call.exitCode()).isEqualTo(0);
        assertThat(facts.get("java").textValue()).startsWith(System.getProperty("java.version"));
        assertThat(facts.get("backend").textValue()).containsPattern("CPU|CUDA");
        assertThat(facts.get("cores").intValue()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(facts.get("maxHeapMiB").longValue())
                .isEqualTo(Runtime.getRuntime().maxMemory() >> 20);
        assertThat(facts.get("threads").intValue()).isPositive();
    }
}
