package dev.extrausage.embedded.cluster;

import dev.extrausage.embedded.ClusterMember;
import dev.extrausage.embedded.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.Uuid;

/**
 * Three brokers, each a controller as well and in a process of its own, with three replicas of
 * everything, of which two must have a record. They can be killed, halted, cut off, stopped and
 * started again one by one. None outlives this process.
 *
 * <p>They listen on 127.0.0.1, or each at its host of a {@link VirtualNetwork}, and only there they
 * can be cut off.
 */
public final class KafkaCluster implements AutoCloseable {
    /** The number of brokers, which are numbered from 1. */
    public static final int SIZE = 3;

    /** Named and not meant: nobody depends on a main class. */
    private static final String PROCESS = "dev.extrausage.embedded.cluster.BrokerProcess";
    private static final String LOOPBACK = "127.0.0.1";
    private static final int CLIENTS_PORT = 9092;
    private static final int CONTROLLER_PORT = 9093;
    private static final Duration LONGEST_START = Duration.ofSeconds(120);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    /**
     * The choices for a cluster.
     *
     * @param folder for the brokers' data and logs; must exist
     * @param flags of each broker's JVM
     * @param settings of each broker, by Kafka's names, in place of this class's
     * @param network where the brokers are; null: on 127.0.0.1
     */
    public record Plan(
            Path folder, List<String> flags, Map<String, String> settings, VirtualNetwork network) {
        /** Copies list and map. */
        public Plan {
            flags = List.copyOf(flags);
            settings = Map.copyOf(settings);
        }
    }

    private final Plan plan;
    private final String id = Uuid.randomUuid().toString();
    private final List<VirtualHost> hosts;
    private final List<ClusterMember.Place> places;
    private final ChildJvm[] brokers = new ChildJvm[SIZE];

    private KafkaCluster(Plan plan) {
        this.plan = plan;
        hosts = plan.network() == null ? List.of()
                : IntStream.rangeClosed(1, SIZE).mapToObj(plan.network()::host).toList();
        places = hosts.isEmpty() ? freePlaces() : hosts.stream().map(host ->
                new ClusterMember.Place(host.address(), CLIENTS_PORT, CONTROLLER_PORT)).toList();
    }

    /** Starts a cluster, and returns when every broker serves. */
    public static KafkaCluster start(Plan plan) {
        KafkaCluster cluster = new KafkaCluster(plan);
        try {
            IntStream.rangeClosed(1, SIZE).forEach(cluster::begin);
            IntStream.rangeClosed(1, SIZE).forEach(cluster::awaitServing);
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private static List<ClusterMember.Place> freePlaces() {
        return IntStream.range(0, SIZE).mapToObj(i ->
                new ClusterMember.Place(LOOPBACK, FreePorts.next(), FreePorts.next())).toList();
    }

    /** Every broker's address, the same after every restart. */
    public String bootstrapServers() {
        return places.stream().map(place -> place.host() + ":" + place.port())
                .collect(Collectors.joining(","));
    }

    /** Ends a broker with SIGKILL. */
    public void kill(int broker) {
        brokers[broker - 1].close();
    }

    /** Asks a broker to hand its leaderships over and to end, and waits until it has. */
    public void stop(int broker) {
        brokers[broker - 1].stop();
        brokers[broker - 1].close();
    }

    /** Starts a broker that has ended, and returns when it serves. */
    public void startAgain(int broker) {
        begin(broker);
        awaitServing(broker);
    }

    /** Halts a broker for so long. */
    public void haltFor(int broker, Duration time) {
        brokers[broker - 1].haltFor(time);
    }

    /** Tells whether {@link #cut} and {@link #cutFromOthers} are possible. */
    public boolean hasCables() {
        return !hosts.isEmpty();
    }

    /** Cuts a broker off from all, clients too. */
    public void cut(int broker) {
        hosts.get(broker - 1).cut();
    }

    /** Undoes {@link #cut}. */
    public void mend(int broker) {
        hosts.get(broker - 1).mend();
    }

    /** Cuts a broker off from the other brokers; clients reach all of them. */
    public void cutFromOthers(int broker) {
        hosts.get(broker - 1).cutFrom(others(broker));
    }

    /** Undoes {@link #cutFromOthers}. */
    public void mendToOthers(int broker) {
        hosts.get(broker - 1).mendTo(others(broker));
    }

    private List<VirtualHost> others(int broker) {
        return IntStream.rangeClosed(1, SIZE).filter(other -> other != broker)
                .mapToObj(other -> hosts.get(other - 1)).toList();
    }

    /**
     * Waits until every broker is there and has caught up with every partition: before, the end of
     * another one would leave partitions without a majority.
     *
     * @throws IllegalStateException naming what is missing after {@code longest}
     */
    public void awaitWhole(Duration longest) {
        try (Admin admin = Admin.create(forOurselves())) {
            await(longest, () -> ClusterState.missing(admin, SIZE));
        }
    }

    /**
     * Gives every partition back to its preferred leader, which Kafka does by itself every five
     * minutes: a broker that has come back leads nothing before.
     */
    public void electPreferredLeaders() {
        try (Admin admin = Admin.create(forOurselves())) {
            // Of null partitions: of all. One that has its leader has an answer of its own.
            admin.electLeaders(ElectionType.PREFERRED, null).partitions().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("no preferred leaders were elected", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private Map<String, Object> forOurselves() {
        return Map.of("bootstrap.servers", bootstrapServers(), "metric.reporters", "",
                "request.timeout.ms", "5000", "default.api.timeout.ms", "20000");
    }

    private void begin(int broker) {
        try {
            Files.deleteIfExists(serving(broker));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        MemberArguments arguments = new MemberArguments(plan.folder().resolve("kafka-" + broker),
                serving(broker), new ClusterMember(broker, id, places), plan.settings());
        brokers[broker - 1] = ChildJvm.start("broker-" + broker, plan.folder(),
                hosts.isEmpty() ? null : hosts.get(broker - 1), plan.flags(), Map.of(),
                PROCESS, arguments.written());
    }

    private Path serving(int broker) {
        return plan.folder().resolve("broker-" + broker + ".serving");
    }

    private void awaitServing(int broker) {
        await(LONGEST_START, () -> {
            if (!brokers[broker - 1].isAlive()) {
                throw new IllegalStateException("it has ended: " + brokers[broker - 1].tail());
            }
            return Files.exists(serving(broker)) ? "" : "broker " + broker + " does not serve";
        });
    }

    private static void await(Duration longest, Supplier<String> missing) {
        long end = System.nanoTime() + longest.toNanos();
        for (String left = missing.get(); !left.isEmpty(); left = missing.get()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("after " + longest.toSeconds() + " s: " + left);
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    /** The last of what the brokers said, for people. */
    public String tails() {
        return List.of(brokers).stream().map(ChildJvm::tail).collect(Collectors.joining("\n"));
    }

    /** Ends every broker with SIGKILL. Their data stay, for whoever made the folder to remove. */
    @Override public void close() {
        for (ChildJvm broker : brokers) {
            if (broker != null) {
                broker.close();
            }
        }
    }
}
