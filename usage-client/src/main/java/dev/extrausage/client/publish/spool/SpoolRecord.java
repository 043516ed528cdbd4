package dev.extrausage.client.publish.spool;

/**
 * A record that waits in the spool. A subclass may add what its publisher waits for. Once it is
 * appended, only its place is held in memory; the bytes are on disk.
 */
public class SpoolRecord {
    private final long time;
    private final int length;
    private byte[] frame;
    private SpoolSegment segment;
    private int position;
    private boolean isSettled;
    private boolean wasHandedOver;

    /**
     * A new record, still to be appended.
     *
     * @param time of what it is about, in milliseconds since 1970
     * @param key at most 255 bytes
     * @param value with the key, less than 64 KiB
     */
    public SpoolRecord(long time, byte[] key, byte[] value) {
        this.time = time;
        frame = Frame.of(time, key, value);
        length = frame.length;
    }

    /** One that an earlier process left. */
    SpoolRecord(SpoolSegment segment, int position, int length, long time) {
        this.time = time;
        this.length = length;
        this.segment = segment;
        this.position = position;
        wasHandedOver = true;
    }

    /** The time it was made with, in milliseconds since 1970. */
    public final long time() {
        return time;
    }

    /** The bytes it takes on disk. */
    public final int bytes() {
        return length;
    }

    /** Marks it as handed over; returns true if it was, or may have been, handed over before. */
    public final boolean handOver() {
        boolean before = wasHandedOver;
        wasHandedOver = true;
        return before;
    }

    /**
     * Called once it is on disk, by the thread that appends.
     *
     * @return false if its publisher has given it up: then it is settled at once
     */
    protected boolean written() {
        return true;
    }

    final byte[] frame() {
        return frame;
    }

    final void placeIn(SpoolSegment newSegment, int newPosition) {
        segment = newSegment;
        position = newPosition;
        frame = null;
    }

    final SpoolSegment segment() {
        return segment;
    }

    final int position() {
        return position;
    }

    final boolean isSettled() {
        return isSettled;
    }

    final void setSettled() {
        isSettled = true;
    }
}
