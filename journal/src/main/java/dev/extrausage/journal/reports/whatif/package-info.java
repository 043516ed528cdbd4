/** An account's past, decided again under another catalog. */
package dev.extrausage.journal.reports.whatif;
