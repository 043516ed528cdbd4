package dev.extrausage.benchmarks.api;

import dev.extrausage.benchmarks.api.ApiFigure.Effort;
import dev.extrausage.benchmarks.http.OpenStreams;
import dev.extrausage.benchmarks.load.Population;
import dev.extrausage.core.EventId;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.UsageEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Measures how soon a decided event is seen on a stream, and what open streams hold. */
final class StreamRun {
    private static final int PER_SECOND = 1_000;
    private static final int WATCHED = 1_000;
    private static final int HELD = 2_000;
    /** As many as one credential may have. */
    private static final int PER_KEY = 100;
    private static final double MOST_MILLIS = 500;
    private static final double MOST_MEGABYTES = 100;
    private static final double BYTES_PER_MEGABYTE = 1e6;
    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final Duration SETTLING = Duration.ofSeconds(2);
    private static final double MILLIS_PER_SECOND = 1e3;

    private final ApiServer server;
    private final String bootstrapServers;
    private final ApiPlan plan;
    private final int accounts;
    private final AvroCodec<UsageEvent> codec = new AvroCodec<>(UsageEvent.class,
            Topics.USAGE_EVENTS.topicName(), ReleasedSchemas.load());

    StreamRun(ApiServer server, String bootstrapServers, ApiPlan plan, int accounts) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
        this.plan = plan;
        this.accounts = accounts;
    }

    private void open(OpenStreams streams, int count) throws IOException {
        String key = null;
        for (int i = 0; i < count; i++) {
            key = i % PER_KEY == 0 ? server.key("finance") : key;
            streams.open(key, Population.accountId(i % accounts));
        }
    }

    /** A thousand usage events a second on a thousand streams, one a second on each. */
    List<ApiFigure> latency() throws IOException, InterruptedException {
        double load = ApiRun.loadAverage();
        SeenEvents seen = new SeenEvents();
        try (OpenStreams streams = new OpenStreams(server.url(),
                        line -> seen.line(line, System.nanoTime()));
                DecidedWatch watch = new DecidedWatch(bootstrapServers, seen)) {
            open(streams, WATCHED);
            watch.start();
            Duration before = server.cpu();
            long start = System.nanoTime();
            long events = send(seen, start);
            awaitSeen(streams, seen);
            double cpu = server.cpu().minus(before).toMillis() / MILLIS_PER_SECOND;
            long from = start + plan.warmUp().toNanos();
            return List.of(
                    ApiFigure.p99("stream",
                            "from decided to seen on a stream, p99 at 1,000 events/s", MOST_MILLIS,
                            new Effort(seen.fromDecided(from), events, cpu, load)),
                    ApiFigure.p99("stream_from_due", "the same from when the event was due",
                            Double.NaN, new Effort(seen.fromDue(from), events, cpu, load)));
        }
    }

    private long send(SeenEvents seen, long start) {
        long count = PER_SECOND * plan.warmUp().plus(plan.measured()).toSeconds();
        long apart = TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new ByteArraySerializer(), new ByteArraySerializer())) {
            for (long i = 0; i < count; i++) {
                long due = start + i * apart;
                for (long early = due - System.nanoTime(); early > 0;
                        early = due - System.nanoTime()) {
                    LockSupport.parkNanos(early);
                }
                String account = Population.accountId((int) (i % Math.min(WATCHED, accounts)));
                UsageEvent event = event(i, account);
                seen.due(event.getEventId(), due);
                producer.send(new ProducerRecord<>(Topics.USAGE_EVENTS.topicName(),
                        account.getBytes(StandardCharsets.US_ASCII), codec.encode(event)));
            }
        }
        return count;
    }

    private static UsageEvent event(long number, String account) {
        long now = System.currentTimeMillis();
        return new UsageEvent(EventId.derived(now, "stream " + number).toString(), account, null,
                Instant.ofEpochMilli(now), "claude.ai", "s-" + number % 10, "claude-haiku-4-5",
                100L, 10L, 0L, 0L, 0L, null, null);
    }

    private static void awaitSeen(OpenStreams streams, SeenEvents seen)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + LONGEST_WAIT_NANOS;
        while (seen.outstanding() > 0) {
            streams.requireWell();
            if (System.nanoTime() > end) {
                throw new IllegalStateException(seen.outstanding()
                        + " events were decided and seen on no stream");
            }
            Thread.sleep(SETTLING.toMillis() / 10);
        }
    }

    /** Measures the heap of two thousand idle streams; returns when they are forgotten. */
    List<ApiFigure> memory() throws IOException, InterruptedException {
        List<ApiFigure> figures = held();
        while (server.openStreams() > 0) { // it sees with the next comment that a caller is gone
            Thread.sleep(SETTLING.toMillis());
        }
        return figures;
    }

    private List<ApiFigure> held() throws IOException, InterruptedException {
        double load = ApiRun.loadAverage();
        Duration cpu = server.cpu();
        server.memory(); // the collector gives room of the loads before back, step by step
        server.memory();
        ApiServer.Memory before = server.memory();
        try (OpenStreams streams = new OpenStreams(server.url(), line -> { })) {
            open(streams, HELD);
            Thread.sleep(SETTLING.toMillis());
            server.memory();
            server.memory();
            ApiServer.Memory after = server.memory();
            streams.requireWell();
            Effort effort = new Effort(null, HELD,
                    server.cpu().minus(cpu).toMillis() / MILLIS_PER_SECOND, load);
            return List.of(
                    ApiFigure.atMost("streams_heap", "2,000 open streams: heap after collection",
                            MOST_MEGABYTES, megabytes(after.heap() - before.heap()), "MB", effort),
                    ApiFigure.atMost("streams_resident", "the same: growth of the whole process",
                            MOST_MEGABYTES, megabytes(after.resident() - before.resident()), "MB",
                            effort));
        }
    }

    private static double megabytes(long bytes) {
        return bytes / BYTES_PER_MEGABYTE;
    }
}
