/** The cost of the gate of {@code usage-client} with very many accounts. */
package dev.extrausage.benchmarks.gate;
