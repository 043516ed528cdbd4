package dev.extrausage.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.Map;

/**
 * Drops the warnings by which Kafka remarks on what is in order here, each by its logger and the
 * words it contains, so that everything else from the same loggers is still logged. Logback makes
 * it by its name ({@code logback.xml}), so it is public.
 */
public final class HarmlessWarnings extends Filter<ILoggingEvent> {
    private static final Map<String, String> WORDS_BY_LOGGER = Map.of(
            // The first start on a data directory: the controller writes its first records. A
            // directory that has lost them is refused before (EmbeddedKafka).
            "org.apache.kafka.controller.QuorumController",
            "The metadata log appears to be empty",
            // A later start: the controller's own registration may come just before it is active,
            // and is sent again.
            "kafka.server.ControllerApis",
            "Unexpected error handling request RequestHeader(apiKey=CONTROLLER_REGISTRATION",
            // Each stop: a broker closes one of its clients a second time (Kafka 4.3.1).
            "org.apache.kafka.clients.NetworkClient",
            "Attempting to close NetworkClient that has already been closed",
            // A command that ends soon after its start: the broker is closed while it still reads
            // its groups, which the next start does anew.
            "org.apache.kafka.coordinator.common.runtime.CoordinatorRuntime",
            " is closed.",
            // A record that is too long waits for the next poll, behind one that is too long, too:
            // the deserializer of inputs says so by an exception (InputBytes).
            "org.apache.kafka.clients.consumer.internals.CompletedFetch",
            "Deserializers{keyDeserializer=dev.extrausage.kafka.InputBytes@",
            // A data directory below /tmp is the operator's choice, and the state in it is a copy
            // of what the broker keeps beside it.
            "org.apache.kafka.streams.processor.internals.StateDirectory",
            "Using an OS temp directory in the state.dir property");

    /** For logback. */
    public HarmlessWarnings() {}

    @Override public FilterReply decide(ILoggingEvent event) {
        String words = WORDS_BY_LOGGER.get(event.getLoggerName());
        return words != null && event.getFormattedMessage().contains(words)
                ? FilterReply.DENY : FilterReply.NEUTRAL;
    }
}
