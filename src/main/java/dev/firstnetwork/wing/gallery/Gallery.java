package dev.firstnetwork.wing.gallery;

import dev.firstnetwork.dl4j.Backend;
import dev.firstnetwork.wing.gallery.Example.Setting;
import java.util.List;
import org.nd4j.nativeblas.NativeOpsHolder;

/** The examples, and the way to run one without the command line, as a notebook does. */
public final class Gallery {

    private Gallery() {}

    /** What there is, in the order in which a beginner may want to read it. */
    static List<Example> examples() {
        return List.of(
                new DigitsCnn(),
                new DigitsTransfer(),
                new RatingsEmbeddings(),
                new RatingsAutoencoder(),
                new SeasonLstm(),
                new DigitsVae(),
                new RingGan(),
                new NamesLanguage(),
                new CartPole(),
                new Anomaly());
    }

    static Example named(String name) {
        return examples().stream()
                .filter(example -> example.about().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no example is called '" + name + "'"));
    }

    /**
     * Makes DL4J ready for steps as small as these.
     *
     * @throws Backend.MissingException if there is nothing to compute on
     */
    static void prepare() {
        Backend.require();
        if (System.getenv("OMP_NUM_THREADS") == null) {
            // threads that spin while they wait for each other take most of the time of such steps
            NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
        }
    }

    /**
     * Trains an example in full.
     *
     * @param name as {@code gallery list} has it
     * @param seed of all that is random, in {@code [0, 2^32)}
     * @throws IllegalArgumentException if no example is called so
     */
    public static GalleryPage run(String name, long seed) {
        Example example = named(name);
        prepare();
        Result result = example.run(new Setting(seed, false, (done, all, figure) -> {}));
        return new GalleryPage(example.about(), result, seed, 0);
    }
}
