package dev.extrausage.client.publish;

import java.time.Duration;
import java.util.Optional;

/**
 * How a publisher does, at one moment. Counts are since it was opened.
 *
 * @param sent events that Kafka has acknowledged
 * @param waiting events in the spool that Kafka has not acknowledged; in good times those of the
 *     last moment
 * @param spoolBytes what the spool takes on disk, what is sent and not yet deleted included
 * @param resent events handed to Kafka once more: an earlier process left them, or a send failed
 * @param refused usage that {@code publish} did not take: out of its bounds, or not kept
 * @param setAside of those waiting, the events that Kafka refuses one by one while it takes others
 * @param oldestWaiting how long ago the oldest waiting event was published; zero if none waits.
 *     What is older than 35 days the ledger refuses (SPEC M5)
 * @param problem why events wait, in a sentence; empty while Kafka takes them
 */
public record PublisherMetrics(long sent, long waiting, long spoolBytes, long resent, long refused,
        long setAside, Duration oldestWaiting, Optional<String> problem) { }
