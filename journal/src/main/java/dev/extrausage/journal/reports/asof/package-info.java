/**
 * A balance of the past, in two senses: what is now known to have been true then, and what the
 * ledger had said by then.
 */
package dev.extrausage.journal.reports.asof;
