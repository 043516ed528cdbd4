/**
 * The reasons why money moved, in sentences that a support agent can send to a customer. Every
 * amount is the one written in the journal; what an entry does not hold (the limits of that moment,
 * what a plan gives) is known by deciding its cause again, and left out where that does not give
 * what is written.
 */
package dev.extrausage.journal.reports.explain;
