package dev.firstnetwork.wing.notebook;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.imageio.ImageIO;

/** What a cell under {@link JShellKernel} shows and prints; public, because cells are in no package. */
public final class CellOutputs {

    private static final List<Output> OUTPUTS = new CopyOnWriteArrayList<>();

    private CellOutputs() {}

    /** IJava's {@code display} for a picture. */
    public static void display(BufferedImage picture) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        OUTPUTS.add(new Output(Output.PNG, Base64.getEncoder().encodeToString(png.toByteArray())));
    }

    /** IJava's {@code display} for a text of the given MIME type. */
    public static void display(String text, String mimeType) {
        OUTPUTS.add(new Output(mimeType, text.strip()));
    }

    static void add(Output output) {
        OUTPUTS.add(output);
    }

    /** The outputs since this was last asked. */
    static List<Output> take() {
        List<Output> taken = List.copyOf(OUTPUTS);
        OUTPUTS.clear();
        return Output.merged(taken);
    }

    /** A stream whose text becomes outputs of {@code kind}. */
    static PrintStream stream(String kind) {
        return new PrintStream(
                new OutputStream() {
                    @Override
                    public void write(int b) {
                        write(new byte[] {(byte) b}, 0, 1);
                    }

                    @Override
                    public void write(byte[] bytes, int from, int length) {
                        OUTPUTS.add(new Output(kind, new String(bytes, from, length, StandardCharsets.UTF_8)));
                    }
                },
                true,
                StandardCharsets.UTF_8);
    }
}
