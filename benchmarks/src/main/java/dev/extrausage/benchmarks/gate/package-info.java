/** What the gate of {@code usage-client} costs with very many accounts. */
package dev.extrausage.benchmarks.gate;
