package dev.firstnetwork.wing.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstnetwork.dl4j.Backend;
import java.util.ArrayList;
import java.util.List;

/** Runs an example small, and looks at what holds for any of them. */
final class Examples {

    private Examples() {}

    /** Twice with the same seed: the same figure; each epoch told; pictures that are PNGs. */
    static Result small(Example example) {
        Backend.require();
        List<String> told = new ArrayList<>();
        Result result = example.run(new Example.Setting(3, true, (done, all, figure) -> told.add(done + "/" + all)));
        Result again = example.run(new Example.Setting(3, true, (done, all, figure) -> {}));

        assertThat(result.value()).isFinite().isEqualTo(again.value());
        assertThat(result.baselines()).isEqualTo(again.baselines());
        assertThat(result.baselines())
                .allSatisfy(baseline -> assertThat(baseline.value()).isFinite());
        assertThat(told).containsExactly("0/2", "1/2", "2/2");
        assertThat(result.pictures()).isNotEmpty().allSatisfy(picture -> assertThat(
                        picture.draw().get())
                .startsWith(0x89, 'P', 'N', 'G')
                .hasSizeGreaterThan(2000));
        return result;
    }

    static List<String> baselines(Result result) {
        return result.baselines().stream().map(Result.Baseline::name).toList();
    }
}
