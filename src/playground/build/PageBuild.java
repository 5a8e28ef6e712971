import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import javax.tools.ToolProvider;
import org.teavm.diagnostics.Problem;
import org.teavm.tooling.EmptyTeaVMToolLog;
import org.teavm.tooling.TeaVMTargetType;
import org.teavm.tooling.builder.BuildException;
import org.teavm.tooling.builder.InProcessBuildStrategy;
import org.teavm.vm.TeaVMOptimizationLevel;

/**
 * Makes the playground's page: the program compiled to WebAssembly, where something of it has changed, and one file of it and
 * all of {@code src/playground/page}. Maven calls it with TeaVM on the class path.
 */
final class PageBuild {

    /** What a page may weigh. */
    private static final int MOST_BYTES = 500_000;

    /** The packages whose classes are in the program, and the one class of another. */
    private static final List<String> PARTS = List.of(
            "math", "backprop", "data", "network", "wing/fast", "wing/proof", "training/TensorDifference.class");

    private static final String LICENCE = """
            <!-- The program below is First Network's Java with what it uses of TeaVM's class library, compiled by TeaVM to
            WebAssembly; both are under the Apache License, version 2.0. -->
            """;

    private static final Path SOURCES = Path.of("src", "playground");

    private static final Pattern STYLE = Pattern.compile("<link rel=\"stylesheet\" href=\"([\\w.-]+)\">");
    private static final Pattern SCRIPT = Pattern.compile("<script src=\"([\\w.-]+)\"></script>");

    private final Path classes;
    private final String libraries;
    private final Path work;
    private final Path page;

    private PageBuild(Path classes, String libraries, Path work, Path page) {
        this.classes = classes;
        this.libraries = libraries;
        this.work = work;
        this.page = page;
    }

    /**
     * Makes the page.
     *
     * @param arguments the folder of the program's classes, its libraries, a folder to work in, and the page's file
     */
    public static void main(String[] arguments) throws IOException, BuildException {
        new PageBuild(Path.of(arguments[0]), arguments[1], Path.of(arguments[2]), Path.of(arguments[3])).make();
    }

    private void make() throws IOException, BuildException {
        Path wasm = work.resolve("playground.wasm");
        Path made = work.resolve("made-of");
        String inputs = digest();
        if (!Files.exists(wasm)
                || !Files.exists(made)
                || !Files.readString(made).equals(inputs)) {
            Files.createDirectories(work);
            Files.deleteIfExists(made);
            compile();
            translate(wasm);
            Files.writeString(made, inputs);
        }
        byte[] whole = page(wasm).getBytes(StandardCharsets.UTF_8);
        if (whole.length > MOST_BYTES) {
            throw new IOException("the page has " + whole.length + " bytes, expected " + MOST_BYTES + " or less");
        }
        Files.createDirectories(page.getParent());
        if (!Files.exists(page) || !MessageDigest.isEqual(Files.readAllBytes(page), whole)) {
            Files.write(page, whole);
        }
    }

    /** Of all that the program is made of, and by which libraries. */
    private String digest() throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        List<Path> files = new ArrayList<>();
        for (String folder : List.of("java", "browser", "build")) {
            files.addAll(files(SOURCES.resolve(folder)));
        }
        for (String part : PARTS) {
            files.addAll(files(classes.resolve("dev/firstnetwork").resolve(part)));
        }
        for (Path file : files) {
            digest.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
            digest.update(Files.readAllBytes(file));
        }
        for (String library : System.getProperty("java.class.path").split(File.pathSeparator)) {
            digest.update(Path.of(library).getFileName().toString().getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static List<Path> files(Path start) throws IOException {
        try (Stream<Path> all = Files.walk(start)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private void compile() throws IOException {
        String classPath = String.join(File.pathSeparator, classes.toString(), libraries, teaVm());
        List<String> arguments = new ArrayList<>(List.of("--release", "17", "-encoding", "UTF-8", "-proc:none"));
        arguments.addAll(List.of("-cp", classPath, "-d", compiled().toString()));
        for (String folder : List.of("java", "browser")) {
            files(SOURCES.resolve(folder)).forEach(file -> arguments.add(file.toString()));
        }
        int failed = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(new String[0]));
        if (failed != 0) {
            throw new IOException("the playground's program does not compile");
        }
    }

    private Path compiled() {
        return work.resolve("classes");
    }

    private static String teaVm() {
        return System.getProperty("java.class.path");
    }

    private void translate(Path wasm) throws IOException, BuildException {
        InProcessBuildStrategy build = new InProcessBuildStrategy();
        build.init();
        build.setLog(new EmptyTeaVMToolLog());
        build.setTargetType(TeaVMTargetType.WEBASSEMBLY_GC);
        build.setMainClass("dev.firstnetwork.playground.Browser");
        build.setEntryPointName("main");
        List<String> classPath = new ArrayList<>(List.of(compiled().toString(), classes.toString()));
        classPath.addAll(List.of(libraries.split(File.pathSeparator)));
        classPath.addAll(List.of(teaVm().split(File.pathSeparator)));
        build.setClassPathEntries(classPath);
        build.setTargetDirectory(wasm.getParent().toString());
        build.setTargetFileName(wasm.getFileName().toString());
        // as fast as FULL, in less room and time
        build.setOptimizationLevel(TeaVMOptimizationLevel.ADVANCED);
        build.setObfuscated(true);
        // an index out of bounds, which there is none of, would end the program, and not be an exception: a third
        // faster
        build.setStrict(false);
        build.setProperties(new Properties());
        build.setTransformers(new String[] {"dev.firstnetwork.playground.Rounding"});
        build.setClassesToPreserve(new String[0]);
        var problems = build.build().getProblems().getSevereProblems();
        for (Problem problem : problems) {
            System.err.println(problem.getText() + " " + List.of(problem.getParams()) + " at " + problem.getLocation());
        }
        if (!problems.isEmpty()) {
            throw new IOException("TeaVM cannot translate the playground's program");
        }
    }

    /** The page with its style, its scripts and the program in it. */
    private static String page(Path wasm) throws IOException {
        String html = read("index.html");
        String style = STYLE.matcher(html).replaceAll(found -> quoted("<style>\n", read(found.group(1)), "</style>"));
        String program = LICENCE + "<script type=\"application/octet-stream\" id=\"wasm\">"
                + Base64.getEncoder().encodeToString(zipped(Files.readAllBytes(wasm)))
                + "</script>\n";
        Matcher first = SCRIPT.matcher(style);
        if (!first.find()) {
            throw new IOException("index.html has no scripts");
        }
        String whole = style.substring(0, first.start()) + program + style.substring(first.start());
        return SCRIPT.matcher(whole).replaceAll(found -> quoted("<script>\n", read(found.group(1)), "</script>"));
    }

    private static String quoted(String start, String content, String end) {
        if (content.contains(end)) {
            throw new IllegalStateException("a file of the page holds " + end);
        }
        return Matcher.quoteReplacement(start + content + end);
    }

    private static String read(String file) {
        try {
            return Files.readString(SOURCES.resolve("page").resolve(file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] zipped(byte[] bytes) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(zipped) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        }) {
            out.write(bytes);
        }
        return zipped.toByteArray();
    }
}
