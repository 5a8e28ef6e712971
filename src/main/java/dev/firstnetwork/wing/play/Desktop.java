package dev.firstnetwork.wing.play;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The program of the desktop that opens a file in the browser. */
final class Desktop {

    private Desktop() {}

    /**
     * The command that opens {@code file}; empty where nobody would see it.
     *
     * @param system the name of the operating system, as Java has it
     * @param environment its variables
     */
    static Optional<List<String>> command(Path file, String system, Map<String, String> environment) {
        String address = file.toUri().toString();
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("mac")) {
            return Optional.of(List.of("open", address));
        }
        if (name.startsWith("windows")) {
            return Optional.of(List.of("rundll32", "url.dll,FileProtocolHandler", address));
        }
        boolean screen = environment.containsKey("DISPLAY") || environment.containsKey("WAYLAND_DISPLAY");
        return screen ? Optional.of(List.of("xdg-open", address)) : Optional.empty();
    }

    /** Opens {@code file}, if somebody would see it; whether it comes to that, the desktop decides. */
    static boolean open(Path file) {
        Optional<List<String>> command = command(file, System.getProperty("os.name"), System.getenv());
        if (command.isEmpty()) {
            return false;
        }
        try {
            new ProcessBuilder(command.get())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
