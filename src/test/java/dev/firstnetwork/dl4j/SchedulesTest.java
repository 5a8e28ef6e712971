package dev.firstnetwork.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.firstnetwork.backprop.LearningRate;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.RampSchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/** The learning rates against DL4J's own schedules, whose iterations count from 0. */
class SchedulesTest {

    private static void assertSame(LearningRate rate, ISchedule schedule) {
        for (int t = 1; t <= 60; t++) {
            assertThat(rate.at(t)).as("%s, step %d", rate, t).isCloseTo(schedule.valueAt(t - 1, 7), within(1e-16));
        }
    }

    @Test
    void theRatesAreThoseOfDl4jsSchedules() {
        assertSame(new LearningRate.Constant(0.3), new FixedSchedule(0.3));
        assertSame(new LearningRate.Step(0.3, 0.7, 9), new StepSchedule(ScheduleType.ITERATION, 0.3, 0.7, 9));
        assertSame(new LearningRate.Exponential(0.3, 0.9), new ExponentialSchedule(ScheduleType.ITERATION, 0.3, 0.9));
        assertSame(
                new LearningRate.WarmUp(12, new LearningRate.Constant(0.3)),
                new RampSchedule(new FixedSchedule(0.3), 12));
        assertSame(
                new LearningRate.WarmUp(12, new LearningRate.Step(0.3, 0.5, 5)),
                new RampSchedule(new StepSchedule(ScheduleType.ITERATION, 0.3, 0.5, 5), 12));
    }

    /** The one that DL4J lacks: its copy is the same, for DL4J copies configurations. */
    @Test
    void theCosineIsTheRuleItself() {
        LearningRate.Cosine cosine = new LearningRate.Cosine(0.3, 40);
        assertSame(cosine, new Dl4jConfiguration.CosineSchedule(cosine));
        assertSame(cosine, new Dl4jConfiguration.CosineSchedule(cosine).clone());
    }
}
