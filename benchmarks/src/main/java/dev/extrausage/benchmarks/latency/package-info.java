/** Latency: from when an event should have been sent to when its committed entry is seen. */
package dev.extrausage.benchmarks.latency;
