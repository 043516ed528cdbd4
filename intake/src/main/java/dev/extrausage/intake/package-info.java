/**
 * Inputs handed to a running ledger, by the command and by the API: events in an order that the
 * ledger keeps ({@link dev.extrausage.intake.Publisher}), a top-up ({@link
 * dev.extrausage.intake.TopUpDesk}), cases of the attention list read and settled ({@link
 * dev.extrausage.intake.AttentionDesk}), and what was no input ({@link
 * dev.extrausage.intake.RejectedEvents}).
 */
package dev.extrausage.intake;
