package dev.firstnetwork;

import com.sun.source.util.JavacTask;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Whether sources compile, told by javac's own checks; nothing is written. */
final class SourceCheck implements AutoCloseable {

    private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();

    private final StandardJavaFileManager files = JAVAC.getStandardFileManager(null, null, StandardCharsets.UTF_8);

    /** A check of sources that use the classes in {@code classPath}, which may be none. */
    SourceCheck(List<File> classPath) {
        try {
            files.setLocation(StandardLocation.CLASS_PATH, classPath);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JavaFileObject file(Path path) {
        return files.getJavaFileObjects(path).iterator().next();
    }

    /** A source that is in no file, e.g. {@code "dev/firstnetwork/Main.java"}. */
    static JavaFileObject source(String path, String text) {
        return new SimpleJavaFileObject(URI.create("memory:///" + path), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    /**
     * What javac has to say against {@code sources}; nothing, if they compile.
     *
     * @param hidden packages of the class path that are not there for them
     */
    List<String> errors(List<JavaFileObject> sources, Set<String> hidden, String... options) {
        var found = new DiagnosticCollector<JavaFileObject>();
        var task = (JavacTask) JAVAC.getTask(null, without(hidden), found, List.of(options), null, sources);
        try {
            task.analyze();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(Diagnostic::toString)
                .toList();
    }

    private JavaFileManager without(Set<String> hidden) {
        return new ForwardingJavaFileManager<>(files) {
            @Override
            public Iterable<JavaFileObject> list(
                    Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse)
                    throws IOException {
                return hidden.contains(packageName) ? List.of() : super.list(location, packageName, kinds, recurse);
            }
        };
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
