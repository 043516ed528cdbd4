/**
 * The checks and steps before the ledger runs: topics, start offsets, the recovery of lost offsets,
 * and the operator's settings. Throws {@link dev.extrausage.stream.startup.CannotStart} with
 * sentences for the operator.
 */
package dev.extrausage.stream.startup;
