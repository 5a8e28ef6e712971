package dev.firstnetwork.wing.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.Call;
import dev.firstnetwork.PackagedJar;
import dev.firstnetwork.cli.ExitCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each example at full size, with the packaged jar as a process of its own: the profile {@code gallery}. */
@EnabledIfSystemProperty(named = "firstnetwork.gallery", matches = "true")
class GalleryIT {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    @TempDir
    Path folder;

    static Stream<String> names() {
        return Gallery.examples().stream().map(example -> example.about().name());
    }

    @ParameterizedTest
    @MethodSource("names")
    void keepsItsWordWithinAMinute(String name) throws Exception {
        ProcessBuilder program =
                PackagedJar.process(List.of(), "gallery", name, "--seed", 1, "--json", "--out", folder.resolve("runs"));
        Call call = PackagedJar.run(program, folder, LIMIT);

        assertThat(call.exitCode()).as("%s%s", call.out(), call.err()).isEqualTo(ExitCode.DONE);
        JsonNode json = call.json();
        assertThat(json.get("name").textValue()).isEqualTo(name);
        assertThat(json.get("beatsBaselines").booleanValue()).isTrue();
        assertThat(json.get("seconds").doubleValue()).isPositive().isLessThan(60);
        if (name.equals("ring-gan")) {
            assertThat(json.get("modes").intValue()).isEqualTo(8);
        }
    }
}
