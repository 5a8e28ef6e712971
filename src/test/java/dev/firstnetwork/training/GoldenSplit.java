package dev.firstnetwork.training;

import dev.firstnetwork.backprop.Golden;
import dev.firstnetwork.data.Generated;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.table.ColumnRoles;
import java.util.Optional;

/** The article's rows with scikit-learn's split and standardisation in the place of the program's. */
public final class GoldenSplit {

    private GoldenSplit() {}

    public static SplitData of() {
        SplitData moons = ColumnRoles.label("label").split(Generated.moons(100, 0.1, 1, true), 0.2, 42);
        Samples train = new Samples(Golden.train().x(), Golden.train().y());
        Samples test = new Samples(Golden.test().x(), Golden.test().y());
        return new SplitData(moons.preparation(), moons.all(), moons.split(), train, Optional.empty(), test);
    }
}
