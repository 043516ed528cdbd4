package dev.extrausage.client;

/**
 * Where Kafka wrote an event, on all replicas that count: its place on {@code usage-events}. The
 * ledger has decided it when the account's snapshot has reached it (SPEC 4, {@code usage_offset}).
 *
 * @param partition the account's partition
 * @param offset the record's offset there; -1 in the rare case that Kafka, asked again, knows only
 *     that it has the record
 */
public record Acknowledged(int partition, long offset) { }
