package dev.extrausage.client.publish;

import java.time.Duration;
import java.util.Optional;

/**
 * Figures of a publisher at one moment. Counts are since it was opened.
 *
 * @param sent events that Kafka has acknowledged
 * @param waiting events in the spool that Kafka has not acknowledged; in good times those of the
 *     last moment
 * @param spoolBytes the size of the spool on disk, with what is sent and not yet deleted
 * @param resent events handed to Kafka once more: an earlier process left them, or a send failed
 * @param refused usage that {@code publish} did not take: out of its bounds, or not kept
 * @param setAside of those waiting, the events that Kafka refuses one by one while it takes others
 * @param oldestWaiting the age of the oldest waiting event; zero if none waits. The ledger refuses
 *     events older than 35 days (SPEC M5)
 * @param problem the reason why events wait, in a sentence; empty while Kafka takes them
 * @param clockAhead this machine's clock less the broker's when Kafka last took an event; negative
 *     if ours is behind, zero before the first. The ledger refuses what is more than 5 minutes
 *     ahead (SPEC M5)
 */
public record PublisherMetrics(long sent, long waiting, long spoolBytes, long resent, long refused,
        long setAside, Duration oldestWaiting, Optional<String> problem, Duration clockAhead) { }
