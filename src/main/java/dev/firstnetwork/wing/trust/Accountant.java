package dev.firstnetwork.wing.trust;

import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.math.Elementary;
import dev.firstnetwork.report.Texts;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How private the outcome of noisy steps is, each on rows that were drawn independently: ({@code epsilon}, {@code
 * delta})-differential privacy (Dwork et al.: <i>Our Data, Ourselves</i>, 2006) for tables that differ in one row more or less.
 * It is found by way of Rényi divergences of whole orders from 2 to {@value #LARGEST}, which add up over the steps (Mironov:
 * <i>Rényi Differential Privacy</i>, 2017, proposition 1), each of them that of the sampled Gaussian mechanism (Mironov,
 * Talwar, Zhang: <i>Rényi Differential Privacy of the Sampled Gaussian Mechanism</i>, 2019, section 3.3).
 *
 * @param noiseMultiplier standard deviation of the noise in units of what a row can add, 0 or more; 0 protects nothing
 * @param sampleRate the probability with which a row is in a step, in {@code (0, 1]}
 * @param steps how many, 0 or more; without a step nothing was told
 * @param delta the probability with which more than epsilon may be told, in {@code (0, 1)}
 */
public record Accountant(double noiseMultiplier, double sampleRate, long steps, double delta) {

    private static final int SMALLEST = 2;
    private static final int LARGEST = 256;
    private static final String BASIC = "Mironov 2017, proposition 3";
    private static final String TIGHTER = "Canonne, Kamath, Steinke 2020, proposition 12";

    /** An upper bound of epsilon, which is infinite without noise, the order that it comes from, and how it was found. */
    public record Spent(double epsilon, int order, String conversion) {}

    public Accountant {
        LearningRule.require(
                noiseMultiplier >= 0 && noiseMultiplier < Double.POSITIVE_INFINITY,
                "the noise must be finite and 0 or more, found " + noiseMultiplier);
        LearningRule.require(
                sampleRate > 0 && sampleRate <= 1, "the sample rate must be in (0, 1], found " + sampleRate);
        LearningRule.require(steps >= 0, "there are 0 steps or more, found " + steps);
        LearningRule.require(delta > 0 && delta < 1, "delta must be between 0 and 1, found " + delta);
    }

    /** {@code epsilon = rdp + log(1/delta) / (order - 1)} (Mironov 2017, proposition 3). */
    public Spent spent() {
        return least(BASIC, order -> steps * divergence(order) - Elementary.log(delta) / (order - 1));
    }

    /**
     * A smaller bound on the same: {@code epsilon = rdp + log((order - 1) / order) - (log(delta) + log(order)) / (order - 1)}
     * (Canonne, Kamath, Steinke: <i>The Discrete Gaussian for Differential Privacy</i>, 2020, proposition 12).
     */
    public Spent tighter() {
        return least(
                TIGHTER,
                order -> steps * divergence(order)
                        + Elementary.log1p(-1.0 / order)
                        - (Elementary.log(delta) + Elementary.log(order)) / (order - 1));
    }

    /** Both bounds with all that they come from, by the keys of {@code metrics.json}. */
    Map<String, Object> json() {
        Spent spent = spent();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("epsilon", spent.epsilon());
        json.put("delta", delta);
        json.put("noiseMultiplier", noiseMultiplier);
        json.put("sampleRate", sampleRate);
        json.put("steps", steps);
        json.put("order", spent.order());
        json.put("conversion", spent.conversion());
        json.put("tighter", tighter());
        return json;
    }

    /** Both bounds in a line; {@code what} is one of those that it protects, such as {@code row}. */
    String text(String what) {
        return "privacy of a " + what + ": epsilon " + Texts.figure(spent().epsilon()) + " at delta "
                + Texts.shortest(delta) + " (order " + spent().order() + "; "
                + Texts.figure(tighter().epsilon())
                + " by " + TIGHTER + "); " + Texts.count(steps, "step") + ", noise " + Texts.shortest(noiseMultiplier)
                + ", sample rate " + Texts.shortest(sampleRate);
    }

    private Spent least(String conversion, IntToDoubleFunction epsilon) {
        if (steps == 0 || noiseMultiplier == 0) {
            return new Spent(steps == 0 ? 0 : Double.POSITIVE_INFINITY, SMALLEST, conversion);
        }
        return IntStream.rangeClosed(SMALLEST, LARGEST)
                .mapToObj(order -> new Spent(Math.max(0, epsilon.applyAsDouble(order)), order, conversion))
                .min(Comparator.comparingDouble(Spent::epsilon))
                .orElseThrow();
    }

    /**
     * What one step may tell, as a Rényi divergence: {@code log(sum over k of C(order, k) q^k (1 - q)^(order - k) exp((k^2 -
     * k) / (2 sigma^2))) / (order - 1)}, summed in logarithms.
     */
    private double divergence(int order) {
        double[] terms = new double[order + 1];
        double binomial = 0;
        for (int k = 0; k <= order; k++) {
            double others = k == order ? 0 : (order - k) * Elementary.log1p(-sampleRate);
            double exponent = k * (k - 1.0) / (2 * noiseMultiplier * noiseMultiplier);
            terms[k] = binomial + k * Elementary.log(sampleRate) + others + exponent;
            binomial += Elementary.log((double) (order - k) / (k + 1));
        }
        double top =
                IntStream.rangeClosed(0, order).mapToDouble(k -> terms[k]).max().orElseThrow();
        double sum = IntStream.rangeClosed(0, order)
                .mapToDouble(k -> Elementary.exp(terms[k] - top))
                .sum();
        return (top + Elementary.log(sum)) / (order - 1);
    }
}
