package dev.extrausage.view.rows;

/**
 * The usage of a conversation through one app and of one model, their ASCII capitals folded.
 */
public record SessionPart(String app, String model, UsageTally tally) { }
