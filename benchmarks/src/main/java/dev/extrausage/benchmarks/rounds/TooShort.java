package dev.extrausage.benchmarks.rounds;

/** A contender was through with its events too soon for its rate to be told. */
public final class TooShort extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooShort(String message) {
        super(message);
    }
}
