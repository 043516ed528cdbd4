/**
 * The trial balance of all accounts: what went where, what is owed, what was lost or given away.
 */
package dev.extrausage.journal.reports.trial;
