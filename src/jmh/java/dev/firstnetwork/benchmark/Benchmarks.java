package dev.firstnetwork.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the benchmarks and writes their table and {@code benchmarks.json}. Rows of {@code peers.py}, or of such a file of
 * another JDK's, are joined to them. Arguments, each of which has a default:
 *
 * <pre>
 * systems=a,b   nets=a,b   batches=a,b   only=step,stepAndLoss,predict,epoch,dl4j,read,run,page,none   peers=FILE,FILE   out=FILE   json=FILE
 * </pre>
 */
public final class Benchmarks {

    private static final String LIMIT = "limit of arithmetic";

    /** The most values of the rows, and of a layer's activations where they are kept: no more than memory is for. */
    private static final long MOST_VALUES = 40_000_000;

    private final List<String> arguments;
    private final List<BenchmarkRow> rows = new ArrayList<>();
    private final ObjectNode machine;

    private Benchmarks(String... arguments) throws IOException {
        machine = machine();
        this.arguments = Arrays.stream(arguments).filter(a -> !a.isBlank()).toList();
    }

    public static void main(String[] arguments) throws IOException, RunnerException {
        new Benchmarks(arguments).run();
    }

    private String option(String name, String otherwise) {
        return arguments.stream()
                .filter(argument -> argument.startsWith(name + "="))
                .map(argument -> argument.substring(name.length() + 1))
                .findFirst()
                .orElse(otherwise);
    }

    private List<String> list(String name, String otherwise) {
        return List.of(option(name, otherwise).split(",", -1));
    }

    private void run() throws IOException, RunnerException {
        List<String> only = list("only", "step,stepAndLoss,predict,epoch,dl4j,read,run,page");
        for (String method : List.of("step", "stepAndLoss", "predict")) {
            if (only.contains(method)) {
                steps(method);
            }
        }
        if (only.contains("epoch")) {
            for (RunResult result : new Runner(options("EpochBenchmark.epoch").build()).run()) {
                add(result, hand(), "float64", "epoch", "2-32-1", EpochBenchmark.ROWS);
            }
        }
        if (only.contains("dl4j")) {
            for (RunResult result : new Runner(options("Dl4jBenchmark.step").build()).run()) {
                int n = Integer.parseInt(result.getParams().getParam("batch"));
                add(result, result.getParams().getParam("way"), "float64", "dl4j", "2-32-1", n);
            }
        }
        if (only.contains("read")) {
            for (RunResult result : new Runner(options("CsvBenchmark.read").build()).run()) {
                add(result, "CsvFile", "double", "csv", "moons", CsvBenchmark.ROWS);
            }
        }
        if (only.contains("run")) {
            Collection<RunResult> results = new Runner(options("ProcessBenchmark.run")
                            .warmupIterations(1)
                            .measurementIterations(7)
                            .build())
                    .run();
            for (RunResult result : results) {
                add(
                        result,
                        "first-network.jar",
                        "double",
                        "process",
                        result.getParams().getParam("command"),
                        1);
            }
        }
        if (only.contains("page")) {
            rows.addAll(PageBenchmark.rows());
        }
        for (String file : list("peers", "peers.json")) {
            if (Files.exists(Path.of(file))) {
                for (JsonNode row :
                        new ObjectMapper().readTree(Path.of(file).toFile()).get("rows")) {
                    rows.add(BenchmarkRow.of(row));
                }
            }
        }
        Files.writeString(Path.of(option("json", "target/benchmarks.json")), json());
        Files.writeString(Path.of(option("out", "BENCHMARKS.md")), BenchmarkTable.text(machine, rows));
    }

    private static String hand() {
        return "hand, JDK " + Runtime.version().feature();
    }

    private void steps(String method) throws RunnerException {
        double pair = method.equals("step") ? pair() : Double.NaN;
        for (String net : list("nets", "2-32-1,30-64-32-1,64-128-10")) {
            for (String batch : list("batches", "1,16,80,256,1000,10000,100000,1000000,10000000")) {
                int n = Integer.parseInt(batch);
                List<Long> widths =
                        Arrays.stream(net.split("-", -1)).map(Long::valueOf).toList();
                long widest = widths.stream().mapToLong(Long::longValue).max().orElseThrow();
                List<String> systems = (method.equals("step")
                                ? list("systems", "hand,dl4j-float,dl4j-double")
                                : List.of("hand"))
                        .stream()
                                .filter(system -> system.startsWith("hand") || n * widest <= MOST_VALUES)
                                .toList();
                if (systems.isEmpty() || n * (widths.get(0) + widths.get(widths.size() - 1)) > MOST_VALUES) {
                    continue;
                }
                if (method.equals("step")) {
                    rows.add(new BenchmarkRow(LIMIT, "float64", method, net, n, n * pairs(widths) * pair));
                }
                Collection<RunResult> results = new Runner(options("StepBenchmark." + method)
                                .param("net", net)
                                .param("batch", batch)
                                .param("system", systems.toArray(String[]::new))
                                .build())
                        .run();
                for (RunResult result : results) {
                    String system = result.getParams().getParam("system");
                    String name = system.equals("hand") ? hand() : system;
                    add(result, name, system.endsWith("float") ? "float32" : "float64", method, net, n);
                }
            }
        }
    }

    /** Microseconds for a multiplication and an addition at best, on all cores. */
    private double pair() throws RunnerException {
        return new Runner(options("LimitBenchmark.pair").build())
                        .run()
                        .iterator()
                        .next()
                        .getPrimaryResult()
                        .getStatistics()
                        .getPercentile(50)
                / Runtime.getRuntime().availableProcessors();
    }

    /** How many of these a training step takes for a row: forward, gradients, and backward but for the inputs. */
    private static long pairs(List<Long> widths) {
        long pairs = 0;
        for (int layer = 1; layer < widths.size(); layer++) {
            pairs += (layer == 1 ? 2 : 3) * widths.get(layer - 1) * widths.get(layer);
        }
        return pairs;
    }

    /** Seven timings after five seconds to warm up, each in a JVM of its own. */
    private ChainedOptionsBuilder options(String benchmark) {
        return new OptionsBuilder()
                .include("\\." + benchmark.replace(".", "\\.") + "$")
                .forks(1)
                .warmupIterations(5)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(7)
                .measurementTime(TimeValue.milliseconds(300))
                .jvmArgs(
                        "-Xmx4g",
                        "-XX:+IgnoreUnrecognizedVMOptions",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-D" + ProcessBenchmark.JAR + "="
                                + Path.of("target", "first-network.jar").toAbsolutePath());
    }

    private void add(RunResult result, String system, String dtype, String what, String net, int batch) {
        double median = result.getPrimaryResult().getStatistics().getPercentile(50);
        rows.add(new BenchmarkRow(system, dtype, what, net, batch, median));
    }

    private static ObjectNode machine() throws IOException {
        ObjectNode machine = new ObjectMapper().createObjectNode();
        Path cpu = Path.of("/proc/cpuinfo");
        String processor = Files.exists(cpu)
                ? Files.readAllLines(cpu).stream()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse("")
                : "";
        machine.put("processor", processor.isEmpty() ? System.getProperty("os.arch") : processor);
        machine.put("cpu_count", Runtime.getRuntime().availableProcessors());
        machine.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        machine.put("java", Runtime.version() + " (" + System.getProperty("java.vendor") + ")");
        machine.put(
                "load",
                String.format(
                        Locale.ROOT,
                        "%.1f",
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
        machine.put("date", LocalDate.now(ZoneOffset.UTC).toString());
        return machine;
    }

    private String json() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        root.set("machine", machine);
        ArrayNode all = root.putArray("rows");
        rows.forEach(row -> all.addPOJO(row.toMap()));
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }
}
