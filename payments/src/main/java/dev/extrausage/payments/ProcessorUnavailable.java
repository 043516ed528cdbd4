package dev.extrausage.payments;

/** The card processor did not answer: nobody knows yet whether the call had its effect. */
public final class ProcessorUnavailable extends Exception {
    private static final long serialVersionUID = 1L;

    /** {@code message} says which call about what, for the log. */
    public ProcessorUnavailable(String message) {
        super(message);
    }
}
