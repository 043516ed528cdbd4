/**
 * The cost of single steps of the ledger: nanoseconds and bytes an operation, measured by JMH
 * in JVMs of their own. Classes with {@code @Benchmark} methods are found by themselves.
 */
package dev.extrausage.benchmarks.micro;
