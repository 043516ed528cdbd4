/**
 * What the ledger costs, measured beside what moving the same bytes costs ({@code ./ledger bench}).
 */
package dev.extrausage.benchmarks;
