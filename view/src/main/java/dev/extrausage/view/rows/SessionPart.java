package dev.extrausage.view.rows;

/**
 * What a conversation took through one app and of one model, their ASCII capitals folded.
 */
public record SessionPart(String app, String model, UsageTally tally) { }
