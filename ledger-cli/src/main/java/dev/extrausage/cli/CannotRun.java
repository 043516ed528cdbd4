package dev.extrausage.cli;

/** A command cannot go on for a reason outside of it. The message is all that its user needs. */
final class CannotRun extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** {@code message} is a whole sentence for whoever typed the command. */
    CannotRun(String message, Throwable cause) {
        super(message, cause);
    }
}
