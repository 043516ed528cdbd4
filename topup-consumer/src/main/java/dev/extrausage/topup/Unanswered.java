package dev.extrausage.topup;

/** The card processor did not answer: nobody knows yet whether the call had its effect. */
public final class Unanswered extends Exception {
    private static final long serialVersionUID = 1L;

    /** {@code message} says which call about what, for the log. */
    public Unanswered(String message) {
        super(message);
    }
}
