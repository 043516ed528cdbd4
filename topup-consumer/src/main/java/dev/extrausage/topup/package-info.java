/**
 * What moves around the ledger: top-ups that charge the card on file ({@link
 * dev.extrausage.topup.TopUps}), auto-reload triggers ({@link dev.extrausage.topup.AutoReloads})
 * and the passing of time for idle accounts ({@link dev.extrausage.topup.CycleResets}).
 */
package dev.extrausage.topup;
