/** How the ledger's rate depends on what it is given: accounts, skew, duplicates, and so on. */
package dev.extrausage.benchmarks.sweep;
