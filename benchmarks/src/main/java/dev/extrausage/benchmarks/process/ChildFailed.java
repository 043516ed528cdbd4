package dev.extrausage.benchmarks.process;

/** A child process ended, was silent for too long, or said that it could not do what was asked. */
public final class ChildFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** {@code message} says which child and what it said. */
    public ChildFailed(String message) {
        super(message);
    }
}
