package dev.firstnetwork.wing.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firstnetwork.Call;
import dev.firstnetwork.PackagedJar;
import dev.firstnetwork.data.Numbers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page that the packaged program writes, in a real Chromium, held against the JVM: where there is a Chromium. */
class PlayIT {

    @TempDir
    static Path folder;

    private static Chromium chromium;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        Optional<Path> program = Chromium.program();
        assumeTrue(program.isPresent(), "no Chromium here: the playground's page is not tried");
        chromium = Chromium.start(program.get(), Files.createDirectories(folder.resolve("profile")));
    }

    @AfterAll
    static void close() {
        if (chromium != null) {
            chromium.close();
        }
    }

    private static Call call(Object... arguments) throws Exception {
        Call call = PackagedJar.run(PackagedJar.process(List.of(), arguments), folder, Duration.ofMinutes(2));
        assertThat(call.exitCode()).as(call.err()).isEqualTo(0);
        return call;
    }

    /** Writes a page and opens it. */
    private static void open(String fragment, Object... arguments) throws Exception {
        Path page = folder.resolve("page.html");
        call(Stream.concat(Stream.of("play", "--no-open", "--out", page), Stream.of(arguments))
                .toArray());
        chromium.open("about:blank");
        chromium.open(page.toUri() + fragment);
        chromium.await("document.readyState === 'complete'");
    }

    /** Each epoch's cells of the metrics.csv of a run, the header first. */
    private static List<List<String>> metrics(Object... arguments) throws Exception {
        Call call = call(Stream.concat(
                        Stream.of("train", "--engine", "hand", "--no-plots", "--quiet", "--out", folder),
                        Stream.of(arguments))
                .toArray());
        return Call.csv(Path.of(call.out().strip()).resolve("metrics.csv"));
    }

    private static String hex(String number) {
        return String.format("%016x", Double.doubleToRawLongBits(Double.parseDouble(number)));
    }

    @Test
    void theArticlesRunHasTheJvmsLinesAndBits() throws Exception {
        open("#check");
        chromium.await("document.getElementById('bits')");

        List<List<String>> sgd = metrics();
        StringBuilder lines = new StringBuilder("epoch,train_loss,test_loss,train_accuracy,test_accuracy\n");
        for (int epoch = 0; epoch <= 50; epoch += 10) {
            lines.append(String.join(",", sgd.get(epoch + 1))).append('\n');
        }
        assertThat(chromium.evaluate("document.getElementById('check').textContent")
                        .asText())
                .isEqualTo(lines.toString());
        List<String> bits = new ArrayList<>();
        for (String updater : List.of("sgd", "momentum", "adam")) {
            List<List<String>> metrics = metrics("--updater", updater);
            for (List<String> epoch : metrics.subList(1, metrics.size())) {
                bits.add(String.join(",", updater, epoch.get(0), hex(epoch.get(1)), hex(epoch.get(2))));
            }
        }
        assertThat(bits).hasSize(3 * 51);
        assertThat(chromium.evaluate("document.getElementById('bits').textContent")
                        .asText()
                        .lines())
                .containsExactlyElementsOf(bits);
        assertThat(chromium.complaints()).isEmpty();
        assertThat(chromium.requests()).hasSize(1);
    }

    /** Trains an engine of its own in the page: each epoch's numbers, in the program's notation. */
    private static List<List<String>> inThePage(String setUp, int epochs) {
        String lines = chromium.evaluate("""
                        (async () => {
                          const engine = await Playground.load();
                          const start = JSON.parse(document.getElementById('start').textContent);
                          %s
                          const lines = [];
                          for (let epoch = 0; epoch <= %d; epoch++) {
                            if (epoch > 0) engine.epoch();
                            const f = engine.figures();
                            const figures = [f.trainLoss, f.testLoss, f.trainAccuracy, f.testAccuracy];
                            lines.push([f.epoch, ...figures.map(Playground.number)].join(','));
                          }
                          window.engine = engine;
                          return lines.join('\\n');
                        })()
                        """.formatted(setUp, epochs)).asText();
        return Call.csv(lines);
    }

    @Test
    void everyShapeUpdaterAndActivationHasTheJvmsBits() throws Exception {
        open("");
        String[][] recipes = {
            {
                "shape: 'circles', batch: 16, updater: 'nesterov', activation: 'tanh'",
                "--data circles --batch 16 --updater nesterov --activation tanh"
            },
            {
                "shape: 'blobs', samples: 90, noise: 2, updater: 'adagrad', activation: 'sigmoid', hidden: [8, 4]",
                "--data blobs --samples 90 --noise 2 --updater adagrad --activation sigmoid --hidden 8,4"
            },
            {
                "shape: 'xor', updater: 'rmsprop', learningRate: 0.01, activation: 'leaky-relu', l1: 0.001, l2: 0.01",
                "--data xor --updater rmsprop --learning-rate 0.01 --activation leaky-relu --l1 0.001 --l2 0.01"
            },
            {
                "shape: 'spirals', samples: 3000, batch: 1000, dropout: 0.2, dropoutSeed: 3, hidden: [32, 32]",
                "--data spirals --samples 3000 --batch 1000 --dropout 0.2 --dropout-seed 3 --hidden 32,32"
            },
            {
                "samples: 4000, noise: 0.3, hidden: [32, 32, 32], activation: 'identity', seed: 4294967295, testSize: 0.3",
                "--samples 4000 --noise 0.3 --hidden 32,32,32 --activation identity --seed 4294967295 --test-size 0.3"
            },
        };
        for (String[] recipe : recipes) {
            List<List<String>> page = inThePage("engine.configure({" + recipe[0] + "});", 4);
            List<List<String>> jvm = metrics((Object[]) (recipe[1] + " --epochs 4").split(" ", -1));

            assertThat(page).as(recipe[0]).isEqualTo(jvm.subList(1, jvm.size()));
        }
    }

    /** What the page offers for taking away is what the JVM then repeats. */
    @Test
    void thePagesCommandRepeatsItsRunOnTheJvm() throws Exception {
        open(
                "",
                "--data",
                "breast-cancer",
                "--hidden",
                8,
                "--batch",
                32,
                "--updater",
                "adam",
                "--learning-rate",
                0.002);
        List<List<String>> trained = inThePage("""
                engine.setData(start.data);
                engine.configure({...start.recipe, shape: 'own'});
                engine.epoch();
                engine.setWeight(1, 0, 0, 0.5);
                """, 3);

        String command = chromium.evaluate("engine.command()").asText();
        Files.writeString(
                folder.resolve("start.json"),
                chromium.evaluate("engine.startJson()").asText());
        Files.writeString(folder.resolve("points.csv"), chromium.evaluate("""
                        (() => {
                          const {columns, classes, features, x, y} = engine.data();
                          const line = i => [...x.slice(i * features, (i + 1) * features), classes[y[i]]].join(',');
                          return [[...columns, 'label'].join(','), ...Array.from(y, (_, i) => line(i))].join('\\n') + '\\n';
                        })()
                        """).asText());
        assertThat(command)
                .isEqualTo("java -jar target/first-network.jar train --engine hand --data points.csv --label label"
                        + " --hidden 8 --updater adam --learning-rate 0.002 --batch 32 --epochs 3 --init start.json");
        String options = command.substring(command.indexOf("--data"))
                .replace("points.csv", folder.resolve("points.csv").toString())
                .replace("start.json", folder.resolve("start.json").toString());
        List<List<String>> jvm = metrics((Object[]) options.split(" ", -1));
        assertThat(trained).isEqualTo(jvm.subList(1, jvm.size()));
    }

    @Test
    void aRunsPageBeginsWhereTheRunEnded() throws Exception {
        Call run = call("train", "--engine", "hand", "--no-plots", "--quiet", "--epochs", 7, "--out", folder);
        Path made = Path.of(run.out().strip());
        open("", "--model", made);

        List<List<String>> page = inThePage(
                "engine.setData(start.data); engine.configure({...start.recipe, shape: 'own'});"
                        + " engine.setParameters([[start.parameters[0], start.parameters[1]],"
                        + " [start.parameters[2], start.parameters[3]]]);",
                0);

        List<List<String>> metrics = Call.csv(made.resolve("metrics.csv"));
        assertThat(page.get(0).subList(1, 5)).isEqualTo(metrics.get(8).subList(1, 5));
    }

    /** The doubles of every size, and those around powers of ten and two, where notations change and digits are fewest. */
    @Test
    void aDoubleIsWrittenAsTheProgramWritesIt() throws Exception {
        open("");
        String known = "0.0 -0.0 1 4.9e-324 2e23 1e23 9007199254740993 1.7976931348623157e308";
        List<Double> doubles =
                Stream.of(known.split(" ", -1)).map(Double::valueOf).collect(Collectors.toCollection(ArrayList::new));
        for (int exponent = -308; exponent <= 308; exponent++) {
            double power = Double.parseDouble("1e" + exponent);
            doubles.addAll(List.of(power, Math.nextUp(power), Math.nextDown(power), 3 * power));
        }
        for (int exponent = -1074; exponent <= 1023; exponent++) {
            doubles.add(Math.scalb(1.0, exponent));
        }
        Random random = new Random(1);
        while (doubles.size() < 20_000) {
            double value = doubles.size() % 2 == 0 ? Double.longBitsToDouble(random.nextLong()) : random.nextGaussian();
            if (Double.isFinite(value)) {
                doubles.add(value);
            }
        }
        String bits = new ObjectMapper()
                .writeValueAsString(doubles.stream()
                        .map(value -> Long.toHexString(Double.doubleToRawLongBits(value)))
                        .toList());

        String texts = chromium.evaluate(bits + ".map(hex => Playground.number("
                        + "new Float64Array(BigUint64Array.of(BigInt('0x' + hex)).buffer)[0])).join(' ')")
                .asText();

        assertThat(texts.split(" ", -1))
                .containsExactly(doubles.stream().map(Numbers::text).toArray(String[]::new));
    }

    @Test
    void thePageWeighsAtMost500Kilobytes() throws Exception {
        open("");

        assertThat(Files.size(folder.resolve("page.html"))).isBetween(100_000L, 500_000L);
    }
}
