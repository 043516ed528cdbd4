/**
 * What moves around the ledger: top-ups that charge the card on file ({@link
 * dev.extrausage.consumers.topup.TopUps}), auto-reload triggers ({@link dev.extrausage.consumers.autoreload.AutoReloadConsumer})
 * and the passing of time for idle accounts ({@link dev.extrausage.consumers.cyclereset.CycleResets}).
 */
package dev.extrausage.topup;
