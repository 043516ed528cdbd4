package dev.extrausage.client.publish.spool;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * The file of the position up to which everything is settled. It lags by what was settled since it
 * was last written; when it cannot be read, everything still there counts as unsettled.
 */
final class SettledCursor implements Closeable {
    private static final int BYTES = Long.BYTES + Integer.BYTES;

    private final RandomAccessFile file;
    private Mark written;

    /** A position: all before it in its segment is settled, and all segments before that. */
    record Mark(long segment, int position) { }

    SettledCursor(Path path) throws IOException {
        file = new RandomAccessFile(path.toFile(), "rw");
        written = read();
    }

    Mark mark() {
        return written;
    }

    private Mark read() throws IOException {
        byte[] bytes = new byte[BYTES + Integer.BYTES];
        if (file.length() < bytes.length) {
            return new Mark(0, 0);
        }
        file.readFully(bytes);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        Mark mark = new Mark(in.getLong(), in.getInt());
        return in.getInt() == crc(bytes) ? mark : new Mark(0, 0);
    }

    void write(Mark mark) throws IOException {
        if (mark.equals(written)) {
            return;
        }
        ByteBuffer out = ByteBuffer.allocate(BYTES + Integer.BYTES)
                .putLong(mark.segment()).putInt(mark.position());
        out.putInt(crc(out.array()));
        file.seek(0);
        file.write(out.array());
        written = mark;
    }

    private static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, BYTES);
        return (int) crc.getValue();
    }

    @Override public void close() throws IOException {
        file.close();
    }
}
