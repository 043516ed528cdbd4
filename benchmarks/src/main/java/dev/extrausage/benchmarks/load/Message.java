package dev.extrausage.benchmarks.load;

/**
 * A record to be sent.
 *
 * @param key the account id's UTF-8 bytes
 * @param value as it goes on the topic, framing included
 */
public record Message(byte[] key, byte[] value) { }
