package dev.firstnetwork.wing.play;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The playground in a real browser: each control is used once, and nonsense changes nothing. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class PlayControlsIT {

    @RegisterExtension
    static final OpenPage page = new OpenPage();

    @Test
    void opensWithTheArticlesRunDrawn() {
        page.open();
        assertThat(page.text("#fig-epoch")).isEqualTo("0");
        assertThat(page.rows()).isEqualTo(100);
        assertThat(page.get("page.engine.recipe.hidden[0]").asInt()).isEqualTo(32);
        // a drawn canvas has more than one colour
        assertThat(page.number("new Set(page.surface.context.getImageData(60, 60, 200, 200).data).size"))
                .isGreaterThan(20);
    }

    @Test
    void playsPausesStepsAndResets() {
        page.open();
        page.set("#speed", "600");
        double untrained = page.loss();
        page.click("#play");
        page.chromium.await("page.session.state.steps > 40");
        page.click("#play");
        assertThat(page.loss()).isLessThan(untrained);
        assertThat(page.text("#live")).startsWith("Epoch ");
        int steps = page.steps();
        page.click("#step");
        assertThat(page.steps()).isEqualTo(steps + 1);
        page.click("#epoch");
        assertThat(page.text("#fig-epoch")).isEqualTo(String.valueOf(steps + 2));
        page.click("#reset");
        assertThat(page.text("#fig-epoch")).isEqualTo("0");
        assertThat(page.loss()).isEqualTo(untrained);
    }

    @Test
    void anEpochOfBatchesEndsWhereTheNextBegins() {
        page.open("language=en&batch=16");
        page.click("#step");
        assertThat(page.text("#fig-epoch")).isEqualTo("0");
        page.click("#epoch");
        assertThat(page.text("#fig-epoch")).isEqualTo("1");
        // 80 training rows in batches of 16
        assertThat(page.steps()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({
        "samples, 60",
        "noise, 0.3",
        "dataSeed, 7",
        "testSize, 0.4",
        "splitSeed, 3",
        "batch, 20",
        "shuffleSeed, 9",
        "learningRate, 0.5",
        "activation, tanh",
        "updater, adam",
        "l1, 0.1",
        "l2, 0.1",
        "dropout, 0.5",
        "dropoutSeed, 9",
        "seed, 4",
    })
    void aSettingMakesAnotherRun(String name, String value) {
        // seeds of batches and of dropout say something only where there are any
        String base = name.equals("shuffleSeed") ? "&batch=16" : name.equals("dropoutSeed") ? "&dropout=0.5" : "";
        page.open("language=en&steps=20" + base);
        double before = page.loss();
        page.set("[name=" + name + "]", value);
        assertThat(page.text("#message")).isEmpty();
        assertThat(page.steps()).isZero();
        page.get("page.session.advance(20, 1e9)");
        assertThat(page.loss()).isNotEqualTo(before);
        assertThat(page.link()).contains(name + "=" + value);
    }

    @ParameterizedTest
    @CsvSource({
        "samples, 1e9, is outside 10 to 2000",
        "samples, 50.5, is not a whole number",
        "noise, '', is not a number",
        "learningRate, 0, is outside",
        "seed, -1, is outside",
        "testSize, 1, is outside",
        "dropout, 1, is outside",
    })
    void aSettingThatCannotBeIsSaidAndKeepsTheRun(String name, String value, String said) {
        page.open("language=en&steps=10");
        double before = page.loss();
        page.set("[name=" + name + "]", value);
        assertThat(page.text("#message")).contains(said);
        assertThat(page.loss()).isEqualTo(before);
        assertThat(page.value("[name=" + name + "]"))
                .isEqualTo(page.get("String(page.session.state.recipe." + name + ")")
                        .asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"noise", "learningRate"})
    void aSliderSetsItsNumber(String name) {
        page.open();
        page.set("[data-slides=" + name + "]", "0.3");
        // the learning rate's slider has a logarithmic scale: 10^0.3 = 1.995, in two digits
        assertThat(page.value("[name=" + name + "]")).isEqualTo(name.equals("noise") ? "0.3" : "2");
    }

    @Test
    void layersAreAddedWidenedAndRemoved() {
        page.open();
        page.click("#add-layer");
        page.set("#width-0", "6");
        assertThat(page.get("page.engine.recipe.hidden").toString()).isEqualTo("[6,4]");
        page.set("#width-1", "33");
        assertThat(page.text("#message")).contains("33 is outside 1 to 32");
        assertThat(page.get("page.engine.recipe.hidden").toString()).isEqualTo("[6,4]");
        for (int layer = 3; layer <= 6; layer++) {
            page.click("#add-layer");
        }
        assertThat(page.get("document.querySelector('#add-layer').disabled").asBoolean())
                .isTrue();
        for (int layer = 6; layer >= 1; layer--) {
            page.click("#layers button");
        }
        assertThat(page.get("page.engine.recipe.hidden").toString()).isEqualTo("[]");
        page.click("#step");
        page.click("#defaults");
        assertThat(page.get("page.engine.recipe.hidden").toString()).isEqualTo("[32]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"circles", "blobs", "xor", "spirals"})
    void eachShapeTrains(String shape) {
        page.open();
        page.click("[name=shape][value=" + shape + "]");
        double untrained = page.loss();
        page.get("page.session.advance(50, 1e9)");
        assertThat(page.loss()).isLessThan(untrained);
        assertThat(page.get("document.querySelectorAll('#legend canvas').length")
                        .asInt())
                .isEqualTo(shape.equals("blobs") ? 3 : 2);
    }

    @Test
    void pointsAreChosenMovedAddedAndRemovedByPointer() {
        page.open("language=en&steps=30");
        double[] at = page.place(5);
        page.chromium.drag(at[0], at[1]);
        assertThat(page.value("#row")).isEqualTo("5");
        double before = page.number("page.session.data.x[10]");
        page.chromium.drag(at[0], at[1], at[0] + 20, at[1], at[0] + 60, at[1]);
        page.settle();
        assertThat(page.number("page.session.data.x[10]")).isGreaterThan(before);
        // the same training on the moved point
        assertThat(page.steps()).isEqualTo(30);
        page.click(".tool:nth-child(2) input");
        at = page.place(5);
        page.chromium.drag(at[0] + 25, at[1] + 25);
        page.settle();
        assertThat(page.rows()).isEqualTo(101);
        page.click(".tool:last-child input");
        at = page.place(100);
        page.chromium.drag(at[0], at[1]);
        page.settle();
        assertThat(page.rows()).isEqualTo(100);
    }

    @Test
    void aWeightAndABiasAreChangedByHand() {
        page.open("language=en&steps=5");
        page.set("#w-layer", "2");
        page.set("#w-from", "3");
        page.set("#w-value", "1.25");
        assertThat(page.number("page.engine.parameters()[1].W[3]")).isEqualTo(1.25);
        page.set("#w-from", "b");
        page.set("#w-slide", "-0.5");
        assertThat(page.number("page.engine.parameters()[1].b[0]")).isEqualTo(-0.5);
        page.set("#w-value", "1e99");
        assertThat(page.text("#message")).contains("is not a number");
        assertThat(page.number("page.engine.parameters()[1].b[0]")).isEqualTo(-0.5);
        page.click("#step");
        double loss = page.loss();
        page.open(page.link().replaceFirst("[^#]*#", ""));
        assertThat(page.loss()).isEqualTo(loss);
    }

    @Test
    void aUnitIsShownLargeByItsPictureOrByTheList() {
        page.open("language=en&hidden=4,3");
        double answer = page.number("page.surface.values[0]");
        page.set("#show", "2.1");
        assertThat(page.text("#surface-h")).isEqualTo("unit 1 of layer 2");
        assertThat(page.number("page.surface.values[0]")).isNotEqualTo(answer);
        page.get("page.network.act.showUnit(1, 3)");
        page.settle();
        assertThat(page.value("#show")).isEqualTo("1.3");
        page.get("page.network.act.showUnit(3, 0)");
        page.settle();
        assertThat(page.number("page.surface.values[0]")).isEqualTo(answer);
    }
}
