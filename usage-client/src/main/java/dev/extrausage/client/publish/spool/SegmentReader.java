package dev.extrausage.client.publish.spool;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Arrays;

/** Reads records back through a buffer, since they are read in order. Belongs to one thread. */
final class SegmentReader implements Closeable {
    private static final int PIECE = 256 * 1024;

    private SpoolSegment segment;
    private RandomAccessFile file;
    private byte[] piece = new byte[0];
    private int pieceStart;

    /** The record's frame, its checksum verified. */
    byte[] read(SpoolRecord record) throws IOException {
        if (record.segment() != segment) {
            close();
            file = new RandomAccessFile(record.segment().path().toFile(), "r");
            segment = record.segment();
        }
        int at = record.position() - pieceStart;
        if (at < 0 || at + record.bytes() > piece.length) {
            fill(record.position());
            at = 0;
        }
        if (Frame.lengthAt(piece, at) != record.bytes()) {
            throw new IOException("the record at " + record.position() + " in " + segment.path()
                    + " has changed on the disk since it was written");
        }
        return Arrays.copyOfRange(piece, at, at + record.bytes());
    }

    private void fill(int from) throws IOException {
        piece = new byte[Math.min(PIECE, segment.length() - from)];
        pieceStart = from;
        file.seek(from);
        file.readFully(piece);
    }

    @Override public void close() throws IOException {
        segment = null;
        piece = new byte[0];
        if (file != null) {
            file.close();
        }
    }
}
