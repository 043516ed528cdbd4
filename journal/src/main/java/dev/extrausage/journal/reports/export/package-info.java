/**
 * Every movement of an account, one after the other, for whoever takes them elsewhere. Needs as
 * much memory for a million as for one.
 */
package dev.extrausage.journal.reports.export;
