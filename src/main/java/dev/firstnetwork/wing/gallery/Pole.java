package dev.firstnetwork.wing.gallery;

import java.util.random.RandomGenerator;

/**
 * A pole on a cart on a track, which is pushed to the left or to the right fifty times a second.
 *
 * <p>Andrew Barto, Richard Sutton, Charles Anderson: <i>Neuronlike Adaptive Elements That Can Solve Difficult Learning Control
 * Problems</i>, 1983, without friction; by Euler's method, as gymnasium's {@code CartPole-v0} has it.
 */
final class Pole {

    /** Steps that an episode has at most. */
    static final int MOST_STEPS = 200;

    private static final double GRAVITY = 9.8;
    private static final double POLE_MASS = 0.1;
    private static final double MASS = 1 + POLE_MASS;

    /** From the hinge to the middle of the pole, in metres. */
    private static final double HALF_LENGTH = 0.5;

    private static final double FORCE = 10;
    private static final double SECONDS = 0.02;
    private static final double END_OF_TRACK = 2.4;
    private static final double FALLEN = Math.toRadians(12);

    private double x;
    private double speed;
    private double angle;
    private double turning;
    private int steps;

    /** At {@code x} metres with a speed, leaning by an angle that grows by {@code turning} radians a second. */
    Pole(double x, double speed, double angle, double turning) {
        this.x = x;
        this.speed = speed;
        this.angle = angle;
        this.turning = turning;
    }

    /** Nearly upright and nearly at rest. */
    static Pole standing(RandomGenerator random) {
        return new Pole(little(random), little(random), little(random), little(random));
    }

    private static double little(RandomGenerator random) {
        return 0.1 * random.nextDouble() - 0.05;
    }

    /** {@code [4]}: place, speed, angle, and how fast that grows. */
    float[] state() {
        return new float[] {(float) x, (float) speed, (float) angle, (float) turning};
    }

    /** Pushes for a fiftieth of a second. */
    void push(boolean right) {
        double sin = Math.sin(angle);
        double cos = Math.cos(angle);
        double pushed = ((right ? FORCE : -FORCE) + POLE_MASS * HALF_LENGTH * turning * turning * sin) / MASS;
        double falling = (GRAVITY * sin - cos * pushed) / (HALF_LENGTH * (4.0 / 3 - POLE_MASS * cos * cos / MASS));
        double moving = pushed - POLE_MASS * HALF_LENGTH * falling * cos / MASS;
        x += SECONDS * speed;
        speed += SECONDS * moving;
        angle += SECONDS * turning;
        turning += SECONDS * falling;
        steps++;
    }

    /** Whether it has fallen, left the track, or stood for long enough. */
    boolean isOver() {
        return Math.abs(x) > END_OF_TRACK || Math.abs(angle) > FALLEN || steps == MOST_STEPS;
    }
}
