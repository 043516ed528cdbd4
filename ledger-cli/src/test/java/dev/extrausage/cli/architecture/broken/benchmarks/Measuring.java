package dev.extrausage.cli.architecture.broken.benchmarks;

/** A benchmark that production code would need. */
public final class Measuring {
    private Measuring() {}

    /** Something to lean on. */
    public static int rounds() {
        return 1;
    }
}
