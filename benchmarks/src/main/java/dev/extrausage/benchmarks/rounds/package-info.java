/** Throughput: the contenders in turns on the same events, and how they compare. */
package dev.extrausage.benchmarks.rounds;
