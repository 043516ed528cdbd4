package dev.extrausage.cli.architecture.broken.benchmarks;

/** What is measured must not need what measures it. */
public final class Measuring {
    private Measuring() {}

    /** Something to lean on. */
    public static int rounds() {
        return 1;
    }
}
