package dev.extrausage.client;

import dev.extrausage.core.EventId;
import java.util.concurrent.CompletionStage;

/**
 * An event that will reach Kafka, whatever happens to this process: it is in the spool.
 *
 * @param eventId its identity (SPEC M4), the same however often it is sent
 * @param acknowledged completed when Kafka has it; nobody need wait for it. Exceptionally, when
 *     this publisher is closed first: the next one on that spool sends the event. What is chained
 *     to it runs on the thread that speaks to Kafka, and must be short
 */
public record Published(EventId eventId, CompletionStage<Acknowledged> acknowledged) { }
