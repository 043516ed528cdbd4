package dev.extrausage.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * One file that a browser loads.
 *
 * @param path below the folder of the files, with slashes and without one at its beginning
 * @param contentType its media type, as in the header {@code Content-Type}
 * @param bytes as they are
 * @param gzip the same bytes, compressed
 */
public record PageFile(String path, String contentType, byte[] bytes, byte[] gzip) {
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    /** A file of these bytes; its media type comes from the ending of its name. */
    public static PageFile of(String path, byte[] bytes) {
        String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String type = TYPES.get(ending);
        if (type == null) {
            throw new IllegalArgumentException("no media type is known for the file " + path);
        }
        return new PageFile(path, type, bytes, compressed(bytes));
    }

    private static byte[] compressed(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 2 + 32);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
