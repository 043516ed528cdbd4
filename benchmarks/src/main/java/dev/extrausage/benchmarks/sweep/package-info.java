/** The ledger's rate by its load: accounts, skew, duplicates, and so on. */
package dev.extrausage.benchmarks.sweep;
