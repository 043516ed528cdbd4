/**
 * The cost of the ledger, measured beside that of moving the same bytes ({@code ./ledger bench}).
 */
package dev.extrausage.benchmarks;
