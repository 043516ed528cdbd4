package dev.extrausage.journal.read;

/** A topic cannot be read to its end; the message is a sentence for whoever asked. */
public final class JournalUnreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** {@code cause} may be null. */
    public JournalUnreadable(String message, Throwable cause) {
        super(message, cause);
    }
}
