package dev.extrausage.benchmarks.contender;

import dev.extrausage.schemas.Topics;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Reads usage events and writes records of given sizes, and does nothing else: what Kafka and Kafka
 * Streams cost by themselves, exactly once. A value begins with the event's own bytes and goes on
 * with noise, so that no codec could make it small.
 */
final class Passthrough implements Processor<byte[], byte[], byte[], byte[]> {
    private static final String SOURCE = "usage-events-source";
    private static final String PROCESSOR = "pass";
    private static final int NOISE_BYTES = 1024 * 1024;

    private final List<Writing> writings;
    private final double[] due;
    private final byte[] noise = new byte[NOISE_BYTES];
    private int place;
    private ProcessorContext<byte[], byte[]> context;

    private Passthrough(List<Writing> writings) {
        this.writings = writings;
        due = new double[writings.size()];
        new SplittableRandom(1).nextBytes(noise);
    }

    /** The topology: one source, one processor, a sink for each topic. */
    static Topology topology(List<Writing> writings) {
        Topology topology = new Topology();
        topology.addSource(SOURCE, new ByteArrayDeserializer(), new ByteArrayDeserializer(),
                Topics.USAGE_EVENTS.topicName());
        topology.addProcessor(PROCESSOR, () -> new Passthrough(writings), SOURCE);
        for (Writing writing : writings) {
            topology.addSink(sink(writing), writing.topic(), new ByteArraySerializer(),
                    new ByteArraySerializer(), PROCESSOR);
        }
        return topology;
    }

    private static String sink(Writing writing) {
        return writing.topic() + "-sink";
    }

    @Override public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
    }

    @Override public void process(Record<byte[], byte[]> record) {
        for (int i = 0; i < due.length; i++) {
            Writing writing = writings.get(i);
            due[i] += writing.recordsPerEvent();
            for (; due[i] >= 1; due[i]--) {
                context.forward(record.withValue(value(record.value(), writing.valueBytes())),
                        sink(writing));
            }
        }
    }

    private byte[] value(byte[] event, int bytes) {
        byte[] value = Arrays.copyOf(event, bytes);
        for (int filled = event.length; filled < bytes; ) {
            int length = Math.min(bytes - filled, NOISE_BYTES - place);
            System.arraycopy(noise, place, value, filled, length);
            filled += length;
            place = (place + length) % NOISE_BYTES;
        }
        return value;
    }
}
