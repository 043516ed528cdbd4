package dev.extrausage.benchmarks;

/** The figures were measured, but could not be written to the file that was named for them. */
final class FiguresNotWritten extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** {@code message} is a whole sentence for whoever typed the command. */
    FiguresNotWritten(String message, Throwable cause) {
        super(message, cause);
    }
}
