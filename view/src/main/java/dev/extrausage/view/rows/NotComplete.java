package dev.extrausage.view.rows;

/** A part of the journal has never been folded to its end yet, so nothing can be said of it. */
public final class NotComplete extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A sentence that says what is missing. */
    public NotComplete(String message) {
        super(message);
    }
}
