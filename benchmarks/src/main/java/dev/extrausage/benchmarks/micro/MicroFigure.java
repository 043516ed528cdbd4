package dev.extrausage.benchmarks.micro;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What one operation takes.
 *
 * @param operation the benchmark's class and method, with its parameters if it has any
 * @param nanos mean time of an operation, in nanoseconds
 * @param nanosError half the width of the mean's 99.9 % confidence interval, in nanoseconds
 * @param bytes allocated on the heap by an operation
 */
public record MicroFigure(String operation, double nanos, double nanosError, double bytes) {

    /** The figures as the lines of a Markdown table, under its heading. */
    public static List<String> table(List<MicroFigure> figures) {
        List<String> lines = new ArrayList<>(List.of(
                "| operation | ns/op | ± | B/op |", "|---|---:|---:|---:|"));
        for (MicroFigure f : figures) {
            lines.add(String.format(Locale.ROOT, "| %s | %,.1f | %,.1f | %,.0f |", f.operation,
                    f.nanos, f.nanosError, f.bytes));
        }
        return lines;
    }
}
