/**
 * The movements in a span of time: opening balance, every movement, closing balance, and what the
 * requests cost by app, session, model and member. A movement belongs to the time at which it took
 * effect.
 */
package dev.extrausage.journal.reports.statement;
