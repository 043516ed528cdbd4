package dev.extrausage.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.embedded.cluster.ChildJvm;
import dev.extrausage.payments.Payment;
import dev.extrausage.payments.Refund;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The processes of a deployment: a broker, two ledgers that share the partitions, the consumers.
 * One that ends by itself is started again, as whatever watches over containers does; nothing else
 * is done for it.
 */
final class ManyProcesses implements Installation {
    private static final String BROKER = "broker";
    private static final List<String> LEDGERS = List.of("ledger-1", "ledger-2");
    private static final String CONSUMERS = "consumers";
    /** Than a transaction may be open, 15 s, and than a session lasts until a member is missed. */
    private static final Duration LONGER_THAN_TRANSACTIONS = Duration.ofSeconds(16);

    private final Path folder;
    private final Random random;
    private final Map<String, Supplier<ChildJvm>> starts = new HashMap<>();
    private final Map<String, ChildJvm> running = new HashMap<>();
    private String bootstrap;
    private String port = "0";
    /** Those that run an earlier version, each with the class path of that. */
    private final Map<String, String> earlier = new HashMap<>();
    private boolean wasEarlier;

    ManyProcesses(Path folder, Random random) {
        this.folder = folder;
        this.random = random;
        starts.put(BROKER, () -> Children.start(BROKER, folder, Map.of(),
                BrokerMain.class.getName(), folder.resolve("kafka").toString(), port,
                Integer.toString(PARTITIONS), folder.resolve("serving").toString()));
        for (String ledger : LEDGERS) {
            starts.put(ledger, () -> Children.start(ledger, folder, classPath(ledger), Map.of(
                    "LEDGER_BOOTSTRAP_SERVERS", bootstrap, "LEDGER_INSTANCES", "2",
                    "LEDGER_STATE_DIR", folder.resolve(ledger).toString(),
                    "LEDGER_REPLICATION_FACTOR", "1", "LEDGER_MIN_INSYNC_REPLICAS", "1"),
                    "dev.extrausage.stream.app.LedgerApp"));
        }
        starts.put(CONSUMERS, () -> Children.start(CONSUMERS, folder, classPath(CONSUMERS),
                Map.of(
                "LEDGER_BOOTSTRAP_SERVERS", bootstrap, "LEDGER_INSTANCE_ID", CONSUMERS,
                "LEDGER_PAYMENTS_FILE", folder.resolve("payments.log").toString()),
                "dev.extrausage.consumers.app.TopUpMain"));
    }

    @Override public void start() {
        startBroker();
        port = bootstrap.substring(bootstrap.indexOf(':') + 1);
        LEDGERS.forEach(this::start);
        start(CONSUMERS);
    }

    private synchronized void start(String name) {
        running.put(name, starts.get(name).get());
    }

    private void startBroker() {
        Path serving = folder.resolve("serving");
        try {
            Files.deleteIfExists(serving);
            start(BROKER);
            Await.untilNothing("the broker does not serve", () -> {
                assertThat(child(BROKER).isAlive()).as("the broker lives").isTrue();
                return Files.exists(serving) ? "" : "it has not said where";
            });
            bootstrap = Files.readString(serving);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized ChildJvm child(String name) {
        return running.get(name);
    }

    @Override public String bootstrap() {
        return bootstrap;
    }

    @Override public List<Fault> faults() {
        return List.of(
                new Fault("kill -9 of the broker", () -> restartBroker(true)),
                new Fault("kill -9 of a ledger", () -> killOne(ledger())),
                new Fault("SIGSTOP of a ledger for 16 s",
                        () -> child(ledger()).haltFor(LONGER_THAN_TRANSACTIONS)),
                new Fault("a ledger leaves and comes back", () -> stopOne(ledger())),
                new Fault("SIGTERM of the broker", () -> restartBroker(false)),
                new Fault("SIGSTOP of the broker for 16 s",
                        () -> child(BROKER).haltFor(LONGER_THAN_TRANSACTIONS)),
                new Fault("kill -9 of the consumers", () -> killOne(CONSUMERS)),
                new Fault("SIGSTOP of the consumers for 16 s",
                        () -> child(CONSUMERS).haltFor(LONGER_THAN_TRANSACTIONS)));
    }

    private synchronized String classPath(String name) {
        return earlier.getOrDefault(name, System.getProperty("java.class.path"));
    }

    /** Has all but the broker run an earlier version, until they are upgraded. */
    ManyProcesses ofEarlier(Path classes) {
        String path = classes + File.pathSeparator + System.getProperty("java.class.path");
        LEDGERS.forEach(ledger -> earlier.put(ledger, path));
        earlier.put(CONSUMERS, path);
        wasEarlier = true;
        return this;
    }

    /** The upgrade of one process after the other, consumers first, as docs/OPERATIONS.md says. */
    List<Fault> upgrades() {
        List<Fault> upgrades = new ArrayList<>();
        for (String name : List.of(CONSUMERS, LEDGERS.get(0), LEDGERS.get(1))) {
            upgrades.add(new Fault("upgrade of " + name, () -> upgrade(name)));
        }
        return upgrades;
    }

    private synchronized void upgrade(String name) {
        earlier.remove(name);
        stopOne(name);
    }

    private String ledger() {
        return Crowd.one(LEDGERS, random);
    }

    // Synchronized, or what is struck would be started by tend() as well.

    private synchronized void restartBroker(boolean isKilled) {
        if (!isKilled) {
            child(BROKER).stop();
        }
        child(BROKER).close();
        startBroker();
    }

    private synchronized void killOne(String name) {
        child(name).close();
        start(name);
    }

    private synchronized void stopOne(String name) {
        child(name).stop();
        child(name).close();
        start(name);
    }

    @Override public synchronized List<String> tend() {
        List<String> ended = running.keySet().stream()
                .filter(name -> !running.get(name).isAlive()).toList();
        ended.forEach(name -> {
            running.get(name).close();
            start(name);
        });
        return ended;
    }

    @Override public boolean hasEarlierEntries() {
        return wasEarlier;
    }

    @Override public List<Refund> refunds() {
        return Installation.refundsIn(folder.resolve("payments.log"));
    }

    @Override public List<Payment> payments() {
        return Installation.paymentsIn(folder.resolve("payments.log"));
    }

    @Override public synchronized String tails() {
        return running.values().stream().map(ChildJvm::tail).collect(Collectors.joining("\n"));
    }

    @Override public synchronized void close() {
        running.values().forEach(ChildJvm::close);
    }
}
