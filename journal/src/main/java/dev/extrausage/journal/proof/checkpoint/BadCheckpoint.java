package dev.extrausage.journal.proof.checkpoint;

/** A checkpoint or a key that cannot be used; the message is a sentence for whoever gave it. */
public final class BadCheckpoint extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadCheckpoint(String message) {
        super(message);
    }

    BadCheckpoint(String message, Throwable cause) {
        super(message, cause);
    }
}
