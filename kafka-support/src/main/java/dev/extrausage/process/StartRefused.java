package dev.extrausage.process;

/** A process cannot start; the message tells the operator what to mend. */
public final class StartRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** One reason, a sentence. */
    public StartRefused(String reason) {
        super(reason);
    }

    /** One reason, and what it came from. */
    public StartRefused(String reason, Throwable cause) {
        super(reason, cause);
    }
}
