/**
 * An account's latest snapshot, and the rate at which it draws on extra usage. Imports neither
 * {@code proof} nor {@code redecide}.
 */
package dev.extrausage.journal.reports.balance;
