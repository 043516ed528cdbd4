package dev.extrausage.payments.simulated;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/**
 * A file of lines that survives the death of its writer: every line is on disk before {@link
 * #append} returns. Fields are visible ASCII and stand between tabs; the last is the line's CRC-32.
 *
 * <p>A crash can tear only the last line, since each one is forced before the next is begun. So a
 * bad last line is cut off when the file is opened, and a bad line before it means that the file
 * was damaged otherwise, which is not for a program to mend.
 */
final class PaymentLog implements AutoCloseable {
    private final FileChannel channel;
    private final List<String[]> found = new ArrayList<>();

    private PaymentLog(FileChannel channel) {
        this.channel = channel;
    }

    /** Opens or creates the file; throws {@link IOException} if it is damaged or in use. */
    static PaymentLog open(Path file) throws IOException {
        if (file.toAbsolutePath().getParent() != null) {
            Files.createDirectories(file.toAbsolutePath().getParent());
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE,
                StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (!isLocked(channel)) {
                throw new IOException("the payments file is in use by another processor: " + file);
            }
            PaymentLog log = new PaymentLog(channel);
            log.read(file);
            return log;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The lines the file held when it was opened, each in its fields. */
    List<String[]> found() {
        return List.copyOf(found);
    }

    /** Writes a line and returns when it is on disk; if it throws, the line is not in the file. */
    synchronized void append(String... fields) {
        String body = String.join("\t", fields) + "\t";
        ByteBuffer line = ByteBuffer.wrap(
                (body + crc(body) + "\n").getBytes(StandardCharsets.US_ASCII));
        try {
            long end = channel.position();
            try {
                while (line.hasRemaining()) {
                    channel.write(line);
                }
                channel.force(false);
            } catch (IOException e) {
                channel.truncate(end); // Half a line before others would be damage.
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the payments file cannot be written", e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private void read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int good = 0;
        while (good < bytes.length) {
            int end = endOfLine(bytes, good);
            String line = new String(bytes, good, end - good, StandardCharsets.US_ASCII);
            boolean whole = end < bytes.length && isIntact(line);
            if (!whole && end < bytes.length - 1) {
                throw new IOException(file + " is damaged at byte " + good + ", line "
                        + (found.size() + 1) + ": its checksum is not that of its text");
            }
            if (!whole) {
                break;
            }
            String[] fields = line.split("\t", -1);
            found.add(Arrays.copyOf(fields, fields.length - 1));
            good = end + 1;
        }
        channel.truncate(good).position(good);
    }

    private static int endOfLine(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    private static boolean isIntact(String line) {
        int tab = line.lastIndexOf('\t');
        return tab >= 0 && crc(line.substring(0, tab + 1)).equals(line.substring(tab + 1));
    }

    private static String crc(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        return Long.toHexString(crc.getValue());
    }
}
