package dev.extrausage.benchmarks.contender;

/**
 * The output of a passthrough to one topic.
 *
 * @param topic its name
 * @param recordsPerEvent on average; 0.5 is a record for every second event
 * @param valueBytes of each record
 */
public record Writing(String topic, double recordsPerEvent, int valueBytes) { }
