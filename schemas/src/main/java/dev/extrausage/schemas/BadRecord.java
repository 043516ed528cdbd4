package dev.extrausage.schemas;

/**
 * Bytes that are not a value of the topic's type (SPEC 4: a bad input). The message says in plain
 * words what is wrong, naming the field where the bytes tell it, the value found and its bound; it
 * goes as it stands into the headers of a record on {@code rejected-events}.
 */
public final class BadRecord extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A bad record; {@code message} becomes the reason that its sender reads. */
    public BadRecord(String message) {
        super(message);
    }

    /** A bad record that something else complained of first. */
    public BadRecord(String message, Throwable cause) {
        super(message, cause);
    }
}
