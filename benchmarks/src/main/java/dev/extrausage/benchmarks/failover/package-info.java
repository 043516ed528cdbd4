/** The time for which nothing is decided when a process or a broker ends. */
package dev.extrausage.benchmarks.failover;
