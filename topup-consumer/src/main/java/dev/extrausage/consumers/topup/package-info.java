/**
 * Top-ups: each request is answered once, its card charged once, and the ledger told once. {@link
 * dev.extrausage.consumers.topup.TopUps} is the way in.
 *
 * <p>{@code TopUpSession} reads and commits; {@code RequestCheck}, {@code RequestRulings} and
 * {@code NoticeRulings} decide; {@code CardCalls} asks the processor until it answers, by {@code
 * Charging} or {@code PayingBack}; {@code TopUpMemory} and {@code PayBackMemory} remember what is
 * under way.
 */
package dev.extrausage.consumers.topup;
