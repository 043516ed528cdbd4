package dev.extrausage.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.raft.QuorumConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * A real Kafka broker, with its KRaft controller, inside this process, listening on 127.0.0.1 only.
 * It serves any Kafka client, transactions (KIP-890) included, and keeps its data in one directory.
 *
 * <p><b>What an acknowledged record survives.</b> There is one replica. Like every Kafka broker
 * this one acknowledges when a record is in the operating system's page cache, and leaves flushing
 * to the system. The end of the process, even by {@code kill -9}, therefore loses nothing that was
 * acknowledged; the next start checks the logs and goes on. The loss of the machine's power can
 * lose the last seconds: whoever needs more runs a cluster of three on machines of their own.
 *
 * <p><b>Order of stopping.</b> Close every client first (streams, then producers and consumers),
 * the broker last: a client whose broker is gone cannot commit or leave its group, and waits out
 * its time limits.
 *
 * <p>While the broker serves, a fault that leaves it unsure of its own data halts the process, as
 * Kafka always does; a restart recovers. A start that fails throws instead. Only a disk that cannot
 * be read or written (full, or failing) makes Kafka halt the process at any time.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);
    private static final Duration ORDERLY_STOP = Duration.ofSeconds(30);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(60);

    private final DataDirectory directory;
    /** Else the others have given its last run up, and lead meanwhile what it led. */
    private final boolean isAlone;
    private final ListenerSockets listeners;
    private final int port;
    private final Faults faults = new Faults();
    private final SharedServer shared;
    private final ControllerServer controller;
    private final BrokerServer broker;
    private boolean closed;

    private EmbeddedKafka(DataDirectory directory, ListenerSockets listeners, KafkaConfig config,
            boolean isAlone) {
        this.directory = directory;
        this.isAlone = isAlone;
        this.listeners = listeners;
        port = listeners.portOf(listeners.clients().get(0));
        Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> formatted =
                KafkaRaftServer.initializeLogDirs(config, LOG, "");
        MetaPropertiesEnsemble identity = formatted._1();
        Metrics metrics = Server.initializeMetrics(
                config, Time.SYSTEM, identity.clusterId().orElseThrow());
        shared = new SharedServer(config, identity, Time.SYSTEM, metrics,
                CompletableFuture.completedFuture(
                        QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
                List.of(), faults, listeners);
        controller = new ControllerServer(
                shared, KafkaRaftServer.configSchema(), formatted._2());
        broker = new BrokerServer(shared);
    }

    /** As {@link #start(Path, int, Map)}, on any free port, with nothing overridden. */
    public static EmbeddedKafka start(Path dataDirectory) {
        return start(dataDirectory, 0, Map.of());
    }

    /**
     * Starts a broker and returns when it serves. The first start on a directory formats it; a
     * later one goes on with its data, on the same port or another.
     *
     * @param dataDirectory created if absent; used by one live broker at a time
     * @param port          1 to 65535, or 0 for a free one, which holds until {@link #close}
     * @param overrides     broker settings, by Kafka's names, in place of this class's; not those
     *                      that say who and where the broker is (listeners, directories, roles)
     * @throws KafkaNotStartedException the port is taken, the directory is in use or damaged, or
     *                                  the broker refused to start; nothing is left behind
     * @throws IllegalArgumentException the port or an override cannot be
     */
    public static EmbeddedKafka start(Path dataDirectory, int port, Map<String, String> overrides) {
        return start(dataDirectory, port, overrides, null);
    }

    /** The same; with an authority it lets in only whom it knows ({@link SecuredKafka}). */
    static EmbeddedKafka start(Path dataDirectory, int port, Map<String, String> overrides,
            CertificateAuthority authority) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port is not from 0 to 65535: " + port);
        }
        return claimed(dataDirectory, directory -> started(directory, null, overrides, authority,
                () -> ListenerSockets.open(port, authority == null
                        ? List.of(ListenerSockets.CLIENTS)
                        : List.of(ListenerSockets.PASSWORDS, ListenerSockets.CERTIFICATES))));
    }

    /**
     * Starts one broker of several, each in a process of its own, and returns when it serves: that
     * takes a majority of them, so they are started at once. Topics that do not say otherwise have
     * three replicas, of which two must have a record.
     *
     * @param dataDirectory created if absent, and formatted by its first start
     * @param member the broker's number and place, and the others'
     * @param overrides as of {@link #start(Path, int, Map)}
     * @throws KafkaNotStartedException as {@link #start(Path, int, Map)}
     */
    public static EmbeddedKafka join(
            Path dataDirectory, ClusterMember member, Map<String, String> overrides) {
        return claimed(dataDirectory, directory -> started(directory, member, overrides, null,
                () -> ListenerSockets.open(member.own())));
    }

    private static EmbeddedKafka claimed(
            Path dataDirectory, Function<DataDirectory, EmbeddedKafka> start) {
        DataDirectory directory = DataDirectory.claim(dataDirectory);
        try {
            return start.apply(directory);
        } catch (KafkaNotStartedException | IllegalArgumentException e) {
            directory.close();
            throw e;
        } catch (Exception e) { // Kafka's Scala code throws checked ones without declaring them
            directory.close();
            throw KafkaNotStartedException.because(
                    "the broker on " + directory.root() + " did not start", e);
        }
    }

    private static EmbeddedKafka started(DataDirectory directory, ClusterMember member,
            Map<String, String> overrides, CertificateAuthority authority,
            Supplier<ListenerSockets> sockets) {
        Path log = directory.formattedLog(member, ListenerSockets.CONTROLLER);
        ListenerSockets listeners = sockets.get();
        try {
            EmbeddedKafka kafka = new EmbeddedKafka(directory, listeners,
                    BrokerSettings.of(log, listeners, overrides, authority, member),
                    member == null);
            kafka.startUp();
            return kafka;
        } catch (Throwable e) {
            listeners.close();
            throw e;
        }
    }

    private void startUp() {
        try {
            controller.startup();
            if (isAlone) {
                StaleRegistration.remove(
                        BrokerSettings.NODE_ID, controller.controller(), shared.loader());
            }
            broker.startup();
            faults.serving();
        } catch (Throwable e) {
            Throwable why = faults.insteadOf(e);
            stop();
            throw KafkaNotStartedException.because(
                    "the broker on " + directory.root() + " did not start", why);
        }
        LOG.info("Kafka serves {} from {}", bootstrapServers(), directory.root());
    }

    /** The address for clients, as in {@code bootstrap.servers}: {@code 127.0.0.1:PORT}. */
    public String bootstrapServers() {
        return listeners.host() + ":" + port();
    }

    /** The port of {@link #bootstrapServers}: the one asked for, or the free one taken. */
    public int port() {
        return port;
    }

    int portOf(String listener) {
        return listeners.portOf(listener);
    }

    /**
     * Stops in order, so that the next start has nothing to check, and gives the directory and the
     * port back. A second call does nothing.
     *
     * @throws IllegalStateException the broker has not stopped within a minute; the directory then
     *                               stays claimed until the process ends, since the broker may
     *                               still write to it
     */
    @Override public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (!stop()) {
            throw new IllegalStateException("the broker on " + directory.root()
                    + " has not stopped within " + LONGEST_STOP.toSeconds() + " s");
        }
        listeners.close();
        directory.close();
    }

    private boolean stop() {
        faults.stopping();
        Thread stopper = new Thread(() -> {
            try {
                broker.shutdown(ORDERLY_STOP);
            } finally {
                controller.shutdown();
            }
        }, "embedded-kafka-stop");
        stopper.setDaemon(true);
        stopper.start();
        return endsWithin(LONGEST_STOP, stopper);
    }

    /** Waits through interrupts: half a stop would leave the directory claimed for nothing. */
    private static boolean endsWithin(Duration limit, Thread thread) {
        long end = System.nanoTime() + limit.toNanos();
        boolean interrupted = false;
        for (long left = limit.toMillis(); left > 0 && thread.isAlive();
                left = Duration.ofNanos(end - System.nanoTime()).toMillis()) {
            try {
                thread.join(left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }
}
