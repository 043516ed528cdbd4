package dev.extrausage.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.embedded.cluster.ChildJvm;
import dev.extrausage.payments.Payment;
import dev.extrausage.payments.Refund;
import dev.extrausage.stack.RunningStack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** {@code ledger up}: broker, ledger and consumers in one process, which is halted and killed. */
final class OneProcess implements Installation {
    /** Longer than the longest transaction may be open: 15 s, the consumers'. */
    private static final Duration LONGER_THAN_TRANSACTIONS = Duration.ofSeconds(16);
    private static final int LONGEST_START_MILLIS = 7_000;

    private final Path folder;
    private final Path data;
    private final Random random;
    private String port = "0";
    private ChildJvm up;

    OneProcess(Path folder, Random random) {
        this.folder = folder;
        this.random = random;
        data = folder.resolve("data");
    }

    @Override public void start() {
        killInStart(); // on an empty directory, which must harm as little as on any other
        startAgain();
        port = bootstrap().substring(bootstrap().indexOf(':') + 1);
    }

    private void startAgain() {
        begin();
        Await.untilNothing("ledger up does not run", () -> {
            assertThat(up.isAlive()).as("ledger up lives").isTrue();
            return RunningStack.in(data).isPresent() ? "" : "it has not said where";
        });
    }

    private void begin() {
        up = Children.start("up", folder, Map.of(), "dev.extrausage.cli.Main",
                "up", "--data", data.toString(), "--port", port, "--http-port", "0");
    }

    @Override public String bootstrap() {
        Optional<RunningStack> running = RunningStack.in(data);
        return running.map(RunningStack::bootstrap).orElseThrow();
    }

    @Override public List<Fault> faults() {
        return List.of(
                new Fault("kill -9 of the stack", this::kill),
                new Fault("SIGSTOP of the stack for 16 s", this::halt),
                new Fault("kill -9 of the stack, twice, the second while it starts",
                        this::killWhileStarting),
                new Fault("SIGTERM of the stack", this::stop));
    }

    private void kill() {
        up.close();
        startAgain();
    }

    private void halt() {
        up.haltFor(LONGER_THAN_TRANSACTIONS);
    }

    private void killWhileStarting() {
        up.close();
        killInStart();
        startAgain();
    }

    private void killInStart() {
        begin();
        assertThat(up.endsWithin(Duration.ofMillis(random.nextInt(LONGEST_START_MILLIS))))
                .as("ledger up ends while it starts").isFalse();
        up.close();
    }

    private void stop() {
        assertThat(up.stop()).as("exit status of ledger up").isZero();
        up.close();
        startAgain();
    }

    @Override public List<Refund> refunds() {
        return Installation.refundsIn(data.resolve("payments.log"));
    }

    @Override public List<Payment> payments() {
        return Installation.paymentsIn(data.resolve("payments.log"));
    }

    @Override public String tails() {
        return up.tail() + "\n" + ChildJvm.tail(data.resolve("ledger.log"));
    }

    @Override public void close() {
        if (up != null) {
            up.close();
        }
    }
}
