package dev.extrausage.client.publish;

/**
 * An event could not be kept, so it will not be sent: the caller is told instead of it being lost
 * in silence. Publishing the usage again makes a new event.
 */
public final class NotPublished extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** The reasons why an event could not be kept. */
    public enum Reason {
        /** So much waits for Kafka that the spool has reached its bound. */
        SPOOL_FULL,
        /**
         * The disk took longer than the publisher may wait. Should the process be killed in the
         * very moment in which the disk takes it after all, then the event is sent nevertheless.
         */
        DISK_TOO_SLOW,
        /** The disk does not take it: full, or failing. */
        DISK_FAILED,
        /** The publisher is closed. */
        CLOSED
    }

    NotPublished(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** The reason. */
    public Reason reason() {
        return reason;
    }
}
