package dev.firstnetwork.report;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * A picture as a PNG file (ISO/IEC 15948). ImageIO looks for its writer in every library of the class path, and that tries
 * five filters on each line, which takes longer than to draw a chart and makes the file no smaller.
 */
final class PlotFile {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    /** How many bytes a chunk has beside its data: their number, its type, and a sum. */
    private static final int CHUNK = 3 * Integer.BYTES;

    private PlotFile() {}

    /** @param image of the type {@link BufferedImage#TYPE_INT_RGB} */
    static byte[] png(BufferedImage image) {
        ByteBuffer header = ByteBuffer.allocate(13).putInt(image.getWidth()).putInt(image.getHeight());
        // 8 bits each of red, green and blue; the one compression, the one set of filters, not interlaced
        header.put(new byte[] {8, 2, 0, 0, 0});
        byte[] lines = lines(image);
        return ByteBuffer.allocate(SIGNATURE.length + 3 * CHUNK + header.capacity() + lines.length)
                .put(SIGNATURE)
                .put(chunk("IHDR", header.array()))
                .put(chunk("IDAT", lines))
                .put(chunk("IEND", new byte[0]))
                .array();
    }

    private static byte[] lines(BufferedImage image) {
        int width = image.getWidth();
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        // after a 0, which says that no filter changed it
        byte[] line = new byte[1 + 3 * width];
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        Deflater deflater = new Deflater();
        try (DeflaterOutputStream out = new DeflaterOutputStream(lines, deflater, 1 << 14)) {
            for (int start = 0; start < pixels.length; start += width) {
                for (int x = 0; x < width; x++) {
                    int colour = pixels[start + x];
                    line[3 * x + 1] = (byte) (colour >> 16);
                    line[3 * x + 2] = (byte) (colour >> 8);
                    line[3 * x + 3] = (byte) colour;
                }
                out.write(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        return lines.toByteArray();
    }

    private static byte[] chunk(String type, byte[] data) {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK + data.length).putInt(data.length);
        chunk.put(type.getBytes(StandardCharsets.US_ASCII)).put(data);
        CRC32 sum = new CRC32();
        sum.update(chunk.array(), Integer.BYTES, type.length() + data.length);
        return chunk.putInt((int) sum.getValue()).array();
    }
}
