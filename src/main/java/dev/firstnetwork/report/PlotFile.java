package dev.firstnetwork.report;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * A picture as a PNG file (ISO/IEC 15948). ImageIO looks for its writer in every library of the class path, and that tries
 * five filters on each line, which takes longer than to draw a chart and makes the file no smaller.
 */
final class PlotFile {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private PlotFile() {}

    /** @param image of the type {@link BufferedImage#TYPE_INT_RGB} */
    static byte[] png(BufferedImage image) {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(header);
                DataOutputStream png = new DataOutputStream(file)) {
            out.writeInt(image.getWidth());
            out.writeInt(image.getHeight());
            // 8 bits each of red, green and blue; the one compression, the one set of filters, not interlaced
            out.write(new byte[] {8, 2, 0, 0, 0});
            writeLines(image, lines);
            png.write(SIGNATURE);
            writeChunk(png, "IHDR", header);
            writeChunk(png, "IDAT", lines);
            writeChunk(png, "IEND", new ByteArrayOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }

    private static void writeLines(BufferedImage image, ByteArrayOutputStream target) throws IOException {
        int width = image.getWidth();
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        // after a 0, which says that no filter changed it
        byte[] line = new byte[1 + 3 * width];
        Deflater deflater = new Deflater();
        try (DeflaterOutputStream out = new DeflaterOutputStream(target, deflater, 1 << 14)) {
            for (int start = 0; start < pixels.length; start += width) {
                for (int x = 0; x < width; x++) {
                    int colour = pixels[start + x];
                    line[3 * x + 1] = (byte) (colour >> 16);
                    line[3 * x + 2] = (byte) (colour >> 8);
                    line[3 * x + 3] = (byte) colour;
                }
                out.write(line);
            }
        } finally {
            deflater.end();
        }
    }

    private static void writeChunk(DataOutputStream png, String type, ByteArrayOutputStream data) throws IOException {
        CRC32 sum = new CRC32();
        ByteArrayOutputStream typed = new ByteArrayOutputStream();
        new DataOutputStream(typed).writeBytes(type);
        data.writeTo(typed);
        sum.update(typed.toByteArray());
        png.writeInt(data.size());
        typed.writeTo(png);
        png.writeInt((int) sum.getValue());
    }
}
