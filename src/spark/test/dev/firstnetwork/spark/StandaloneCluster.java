package dev.firstnetwork.spark;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Spark's own standalone cluster on the loopback address, from the jars on the class path: a master and workers of one core
 * each, processes of their own, and the packaged program as the driver.
 */
final class StandaloneCluster implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";
    private static final String JAR =
            Path.of(System.getProperty("firstnetwork.spark.jar")).toAbsolutePath().toString();

    private final Path folder;
    private final Path home;
    private final int port;
    private final Process master;
    private final List<Process> workers = new ArrayList<>();

    /** Starts a master and {@code count} workers; what they write goes into {@code folder}. */
    StandaloneCluster(Path folder, int count) throws IOException, InterruptedException {
        this.folder = folder;
        this.home = Files.createDirectories(folder.resolve("spark-home"));
        Path jars = Files.createDirectories(home.resolve("jars"));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path jar = Path.of(entry);
            if (entry.endsWith(".jar") && !Files.exists(jars.resolve(jar.getFileName()))) {
                Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar.toAbsolutePath());
            }
        }
        this.port = freePort();
        this.master = start(
                "master",
                "org.apache.spark.deploy.master.Master",
                "--host", LOOPBACK, "--port", String.valueOf(port), "--webui-port", String.valueOf(freePort()));
        await("master", "Starting Spark master", "has been elected leader");
        for (int i = 0; i < count; i++) {
            addWorker();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Another worker. */
    Process addWorker() throws IOException, InterruptedException {
        String name = "worker-" + workers.size();
        Process worker = start(
                name,
                "org.apache.spark.deploy.worker.Worker",
                "--host", LOOPBACK, "--port", String.valueOf(freePort()), "--webui-port", String.valueOf(freePort()),
                "--cores", "1", "--memory", "700m", "--work-dir", folder.resolve(name).toString(),
                "spark://" + LOOPBACK + ":" + port);
        workers.add(worker);
        await(name, "Successfully registered with master", "Successfully registered with master");
        return worker;
    }

    /** The workers that live. */
    List<Process> workers() {
        return workers.stream().filter(Process::isAlive).toList();
    }

    /** The process in which a worker computes. */
    static ProcessHandle executor(Process worker) throws InterruptedException {
        for (int i = 0; i < 600; i++) {
            var executor = worker.descendants()
                    .filter(process -> process.info()
                            .commandLine()
                            .orElse("")
                            .contains("CoarseGrainedExecutorBackend"))
                    .findFirst();
            if (executor.isPresent()) {
                return executor.get();
            }
            Thread.sleep(50);
        }
        throw new AssertionError("no executor has started");
    }

    /** The program on the cluster, started as {@code spark-submit} starts it. */
    Process driver(Path log, Object... arguments) throws IOException {
        List<String> command = java("-Dorg.slf4j.simpleLogger.defaultLogLevel=error", "-cp", home.resolve("jars") + "/*");
        command.addAll(List.of(
                "org.apache.spark.deploy.SparkSubmit",
                "--master", "spark://" + LOOPBACK + ":" + port,
                "--conf", "spark.driver.host=" + LOOPBACK,
                "--conf", "spark.driver.bindAddress=" + LOOPBACK,
                "--executor-memory", "450m",
                "--executor-cores", "1",
                "--class", "dev.firstnetwork.spark.SparkMain",
                JAR));
        Arrays.stream(arguments).map(String::valueOf).forEach(command::add);
        return process(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    private Process start(String name, String mainClass, String... arguments) throws IOException {
        List<String> command = java("-Xmx256m", "-Dorg.slf4j.simpleLogger.log.org.apache.spark=info", "-cp");
        command.add(home.resolve("jars") + "/*");
        command.add(mainClass);
        command.addAll(List.of(arguments));
        return process(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
    }

    private static List<String> java(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(System.getProperty("firstnetwork.spark.arguments").split(" ", -1)));
        command.addAll(List.of(arguments));
        return command;
    }

    private ProcessBuilder process(List<String> command) {
        ProcessBuilder process = new ProcessBuilder(command);
        process.environment().put("SPARK_HOME", home.toString());
        process.environment().put("SPARK_LOCAL_IP", LOOPBACK);
        // or it looks for Spark's own build
        process.environment().put("SPARK_SCALA_VERSION", "2.13");
        return process;
    }

    private void await(String name, String... texts) throws IOException, InterruptedException {
        Path log = folder.resolve(name + ".log");
        for (int i = 0; i < 1200; i++) {
            String written = Files.exists(log) ? Files.readString(log) : "";
            if (Arrays.stream(texts).anyMatch(written::contains)) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError(name + " has not started: "
                + Files.readAllLines(log).stream().limit(50).collect(Collectors.joining("\n")));
    }

    @Override
    public void close() throws IOException {
        List<ProcessHandle> all = new ArrayList<>();
        for (Process process : workers) {
            process.descendants().forEach(all::add);
            all.add(process.toHandle());
        }
        all.add(master.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        master.onExit().join();
        try (Stream<Path> jars = Files.list(home.resolve("jars"))) {
            for (Path link : jars.toList()) {
                Files.delete(link);
            }
        }
    }
}
