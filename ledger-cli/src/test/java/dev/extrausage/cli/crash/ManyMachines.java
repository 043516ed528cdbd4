package dev.extrausage.cli.crash;

import dev.extrausage.embedded.FreePorts;
import dev.extrausage.embedded.cluster.KafkaCluster;
import dev.extrausage.embedded.cluster.NoVirtualNetwork;
import dev.extrausage.embedded.cluster.VirtualHost;
import dev.extrausage.embedded.cluster.VirtualNetwork;
import dev.extrausage.payments.Payment;
import dev.extrausage.payments.Refund;
import dev.extrausage.stream.startup.LedgerSettings;
import dev.extrausage.stream.startup.TopicSetup;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;

/**
 * A deployment over several machines: three brokers, and two each of ledgers with standbys,
 * consumers and API servers. Where this system lets us, each is at a host of its own and can be cut
 * off.
 */
final class ManyMachines implements Installation {
    /** Longer than the session of a broker, 4 s, and of a ledger, 6 s. */
    private static final Duration LONGER_THAN_SESSIONS = Duration.ofSeconds(11);
    /** And than a transaction may be open, 15 s. */
    private static final Duration LONGER_THAN_TRANSACTIONS = Duration.ofSeconds(16);
    private static final int HTTP_PORT = 8080;
    private static final String LOOPBACK = "127.0.0.1";

    private final Path folder;
    private final Random random;
    private final VirtualNetwork network;
    private final List<Machine> ledgers = new ArrayList<>();
    private final List<Machine> consumers = new ArrayList<>();
    private final List<Machine> servers = new ArrayList<>();
    private final List<URI> addresses = new ArrayList<>();
    private KafkaCluster kafka;
    private SharedProcessor processor;
    private ApiKeys keys;

    ManyMachines(Path folder, Random random) {
        this.folder = folder;
        this.random = random;
        this.network = network();
    }

    private static VirtualNetwork network() {
        try {
            return VirtualNetwork.open();
        } catch (NoVirtualNetwork e) {
            System.out.println("nothing is cut off in this run: " + e.getMessage());
            return null;
        }
    }

    @Override public void start() {
        kafka = KafkaCluster.start(new KafkaCluster.Plan(folder, Children.FLAGS,
                // Leaderships go back soon, so that there is something to strike.
                Map.of("leader.imbalance.check.interval.seconds", "5"), network));
        processor = new SharedProcessor(folder.resolve("payments.log"),
                network == null ? LOOPBACK : network.address());
        LedgerSettings settings = new LedgerSettings(bootstrap(),
                LedgerSettings.DEFAULT_APPLICATION_ID, folder, 1, 2, 3, 2, Map.of());
        try (Admin admin = Admin.create(settings.forClients())) {
            TopicSetup.apply(admin, settings, PARTITIONS);
        }
        keys = ApiKeys.make(bootstrap());
        for (int i = 1; i <= 2; i++) {
            ledgers.add(ledger("ledger-" + i, host(10 + i)));
            consumers.add(consumer("consumers-" + i, host(20 + i)));
            servers.add(server("api-" + i, host(30 + i)));
        }
        machines().forEach(Machine::start);
        machines().forEach(Machine::awaitReady);
    }

    private VirtualHost host(int number) {
        return network == null ? null : network.host(number);
    }

    private Path ready(String name) {
        return folder.resolve(name + ".ready");
    }

    private Machine ledger(String name, VirtualHost host) {
        return new Machine(name, ready(name), host, () -> Children.start(name, folder, host, Map.of(
                "LEDGER_BOOTSTRAP_SERVERS", bootstrap(), "LEDGER_INSTANCES", "2",
                "LEDGER_STATE_DIR", folder.resolve(name).toString(),
                "LEDGER_READY_FILE", ready(name).toString()),
                "dev.extrausage.stream.app.LedgerApp"));
    }

    private Machine consumer(String name, VirtualHost host) {
        return new Machine(name, ready(name), host, () -> Children.start(
                name, folder, host, Map.of(),
                ConsumersMain.class.getName(), bootstrap(), name, processor.url(),
                ready(name).toString()));
    }

    private Machine server(String name, VirtualHost host) {
        String address = host == null ? LOOPBACK : host.address();
        int port = host == null ? FreePorts.next() : HTTP_PORT;
        addresses.add(URI.create("http://" + address + ":" + port + "/"));
        return new Machine(name, ready(name), host, () -> Children.start(
                name, folder, host, Map.of(),
                "dev.extrausage.cli.Main", "serve", "--bootstrap", bootstrap(),
                "--data", folder.resolve(name).toString(), "--host", address,
                "--http-port", Integer.toString(port), "--operations-port", "0",
                "--host-name", address, "--behind-proxy", "--gateways", "2",
                "--ready-file", ready(name).toString()));
    }

    private List<Machine> machines() {
        return List.of(ledgers, consumers, servers).stream().flatMap(List::stream).toList();
    }

    @Override public String bootstrap() {
        return kafka.bootstrapServers();
    }

    /** Of each kind one of two, or of three brokers one at a time. */
    @Override public List<Fault> faults() {
        List<Fault> all = new ArrayList<>();
        faults(all, "a ledger", ledgers, LONGER_THAN_TRANSACTIONS);
        all.addAll(brokerFaults());
        faults(all, "a consumers' process", consumers, LONGER_THAN_TRANSACTIONS);
        faults(all, "an API server", servers, LONGER_THAN_SESSIONS);
        return all;
    }

    private void faults(List<Fault> all, String kind, List<Machine> of, Duration time) {
        all.add(fault("kill -9", kind, of, Machine::kill));
        all.add(fault("halt", kind, of, m -> m.haltFor(time)));
        if (network != null) {
            all.add(fault("partition", kind, of, m -> m.cutFor(time)));
        }
        all.add(new Fault("roll of both of " + kind, () -> of.forEach(m -> {
            m.roll();
            m.awaitReady();
        })));
    }

    private Fault fault(String what, String kind, List<Machine> of, Consumer<Machine> strike) {
        return new Fault(what + " of " + kind, () -> {
            Machine one = Crowd.one(of, random);
            strike.accept(one);
            one.awaitReady();
        });
    }

    private List<Fault> brokerFaults() {
        List<Fault> all = new ArrayList<>(List.of(
                broker("kill -9", broker -> {
                    kafka.kill(broker);
                    kafka.startAgain(broker);
                }),
                broker("halt", broker -> kafka.haltFor(broker, LONGER_THAN_SESSIONS)),
                new Fault("kill -9 of a broker and a ledger, as of one machine", () -> {
                    int broker = anyBroker();
                    Machine ledger = Crowd.one(ledgers, random);
                    kafka.kill(broker);
                    ledger.kill();
                    LockSupport.parkNanos(LONGER_THAN_SESSIONS.toNanos());
                    kafka.startAgain(broker);
                    kafka.awaitWhole(Await.BOUND);
                    ledger.awaitReady();
                }),
                new Fault("roll of the brokers", () -> {
                    for (int broker = 1; broker <= KafkaCluster.SIZE; broker++) {
                        kafka.stop(broker);
                        kafka.startAgain(broker);
                        kafka.awaitWhole(Await.BOUND);
                    }
                })));
        if (kafka.hasCables()) {
            all.add(broker("partition from everybody", broker -> {
                kafka.cut(broker);
                LockSupport.parkNanos(LONGER_THAN_SESSIONS.toNanos());
                kafka.mend(broker);
            }));
            all.add(broker("partition from the other brokers", broker -> {
                kafka.cutFromOthers(broker);
                LockSupport.parkNanos(LONGER_THAN_SESSIONS.toNanos());
                kafka.mendToOthers(broker);
            }));
        }
        return all;
    }

    private Fault broker(String what, Consumer<Integer> strike) {
        return new Fault(what + " of a broker", () -> {
            strike.accept(anyBroker());
            kafka.awaitWhole(Await.BOUND);
        });
    }

    private int anyBroker() {
        return 1 + random.nextInt(KafkaCluster.SIZE);
    }

    /** Nine processes share the processors, and each record goes to three brokers. */
    @Override public int recordsPerSecond() {
        return 100;
    }

    @Override public List<String> tend() {
        return machines().stream().filter(Machine::tend).map(m -> m.name).toList();
    }

    @Override public List<Traffic> moreTraffic(Sender sender, JournalWatch journal, long seed) {
        return List.of(new ApiWriters(new ApiClient(addresses), keys, sender, journal, seed));
    }

    @Override public void alsoHolds(JournalWatch journal) {
        for (URI address : addresses) {
            new ViewCheck(new ApiClient(List.of(address)), keys.operator(), journal).run();
        }
    }

    @Override public List<Payment> payments() {
        return processor.payments();
    }

    @Override public List<Refund> refunds() {
        return processor.refunds();
    }

    @Override public String tails() {
        return machines().stream().map(Machine::tail).collect(Collectors.joining("\n"))
                + "\n" + kafka.tails();
    }

    @Override public void close() {
        machines().forEach(Machine::close);
        if (processor != null) {
            processor.close();
        }
        if (kafka != null) {
            kafka.close();
        }
        if (network != null) {
            network.close();
        }
    }
}
