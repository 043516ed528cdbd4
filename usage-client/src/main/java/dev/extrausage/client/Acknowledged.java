package dev.extrausage.client;

/**
 * The place of an event on {@code usage-events}, where all replicas that count have it. The ledger
 * has decided it when the account's snapshot has reached it (SPEC 4, {@code usage_offset}).
 *
 * @param partition the account's partition
 * @param offset the record's offset there; -1 in the rare case that Kafka, asked again, knows only
 *     that it has the record
 */
public record Acknowledged(int partition, long offset) { }
