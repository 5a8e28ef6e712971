package dev.firstnetwork.cli;

import dev.firstnetwork.dl4j.Backend;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** What the program runs on, by name: for the manifest of a run and for {@code doctor}. */
public final class Environment {

    private static final Properties BUILD = build();

    private Environment() {}

    /** What Maven wrote down when it built the program. */
    private static Properties build() {
        Properties build = new Properties();
        try (InputStream in = Environment.class.getResourceAsStream("build.properties")) {
            build.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return build;
    }

    public static String version() {
        return BUILD.getProperty("version");
    }

    public static Map<String, Object> versions() {
        Map<String, Object> versions = new LinkedHashMap<>();
        versions.put("firstNetwork", version());
        versions.put("java", Runtime.version().toString() + " (" + System.getProperty("java.vendor") + ")");
        versions.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        return versions;
    }

    /**
     * DL4J and what ND4J computes on.
     *
     * @throws Backend.MissingException if there is none
     */
    public static Map<String, Object> backend() {
        Backend backend = Backend.require();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("dl4j", BUILD.getProperty("dl4j"));
        facts.put("backend", backend.name());
        facts.put("blas", backend.blas());
        facts.put("threads", backend.threads());
        facts.put("blasThreads", backend.blasThreads());
        return facts;
    }
}
