package dev.extrausage.view.rows;

/**
 * The read model's database is full, locked or away. Nothing is lost: the projector retries, and
 * goes on where it stood.
 */
public final class ViewUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A sentence that says what is wrong with the database. */
    public ViewUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
