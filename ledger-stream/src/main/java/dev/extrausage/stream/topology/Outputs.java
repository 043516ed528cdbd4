package dev.extrausage.stream.topology;

import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.Rejection;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Forwards an input's consequences to the sinks, in the input's transaction (J4). */
final class Outputs {
    private static final Map<Topics, String> SINKS = Arrays.stream(Topics.values())
            .collect(Collectors.toUnmodifiableMap(t -> t, t -> t.topicName() + "-sink"));

    private final ProcessorContext<byte[], Outgoing> context;
    private final int partition;

    /** Forwards in the name of the processor that {@code context} belongs to. */
    Outputs(ProcessorContext<byte[], Outgoing> context) {
        this.context = context;
        this.partition = context.taskId().partition();
    }

    /** The name of the node that writes to a topic: asked for each record, so made beforehand. */
    static String sink(Topics output) {
        return SINKS.get(output);
    }

    /**
     * Forwards a value to a topic, without the input's headers.
     *
     * @param key the account's id, as the input's key
     * @param time the input's receipt, in milliseconds since 1970
     */
    void send(Topics topic, byte[] key, byte[] value, long time) {
        context.forward(new Record<>(key, new Outgoing(partition, value), time), sink(topic));
    }

    /**
     * Forwards a bad input, cut to {@link Rejection#MAX_KEPT_BYTES}, to {@code rejected-events}.
     *
     * @param reason a sentence for the sender
     */
    void reject(Arrival record, String reason) {
        context.forward(new Record<>(Rejection.cut(record.key()),
                new Outgoing(record.partition(), Rejection.cut(record.value())), record.time(),
                Rejection.headers(record.topic(), record.partition(), record.offset(),
                        record.value(), reason)),
                sink(Topics.REJECTED_EVENTS));
    }
}
