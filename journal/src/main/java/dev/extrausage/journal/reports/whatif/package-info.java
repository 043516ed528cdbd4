/** What another catalog would have made of an account's past. */
package dev.extrausage.journal.reports.whatif;
