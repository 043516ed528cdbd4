/** Restore: how long until the ledger runs again when its state directory is gone. */
package dev.extrausage.benchmarks.restore;
