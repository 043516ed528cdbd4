package dev.extrausage.benchmarks.micro;

/**
 * The cost of one operation.
 *
 * @param operation the benchmark's class and method, with its parameters if it has any
 * @param nanos mean time of an operation, in nanoseconds
 * @param nanosError half the width of the mean's 99.9 % confidence interval, in nanoseconds
 * @param bytes allocated on the heap by an operation
 */
public record MicroFigure(String operation, double nanos, double nanosError, double bytes) { }
