/** The choices for a run of the benchmark. */
package dev.extrausage.benchmarks.settings;
