package dev.extrausage.catalog.litellm;

/** A file that is not in the form of a price list at all; the message says why. */
public final class NotAPriceList extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotAPriceList(String message, Throwable cause) {
        super(message, cause);
    }
}
