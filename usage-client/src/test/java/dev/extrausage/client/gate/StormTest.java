package dev.extrausage.client.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.client.gate.GateAnswer.Verdict;
import dev.extrausage.client.publish.Usage;
import dev.extrausage.client.publish.UsagePublisher;
import dev.extrausage.core.Change;
import dev.extrausage.core.GrantKind;
import dev.extrausage.core.Reason;
import dev.extrausage.stream.app.LedgerStreams;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many threads at several gateways, on one account with money for exactly so many requests. */
class StormTest {
    private static final int THREADS = 64;
    private static final int GATEWAYS = 3;
    private static final int ENOUGH_FOR = 90;
    private static final long TOKENS = 10_000;
    private static final long COST = 10_000_000;

    @TempDir private Path folder;

    private final List<UsageGate> gates = new ArrayList<>();
    private final AtomicInteger ran = new AtomicInteger();

    @Test
    void admitted_requests_exceed_the_balance_by_the_bound_at_most() throws Exception {
        try (GateCluster cluster = new GateCluster(folder);
                LedgerStreams ledger = cluster.startLedger();
                UsagePublisher publisher = cluster.publisher("spool")) {
            for (int i = 0; i < GATEWAYS; i++) {
                gates.add(cluster.ready(cluster.gate().gateways(GATEWAYS)));
            }
            cluster.send("ada", new Change.PlanStarted("pro", 1, null));
            // Nobody orders two topics: credit that is decided first is refused.
            GateCluster.await("the account to be open", () ->
                    gates.get(0).check("ada", "claude.ai", COST).decidedBy() == DecidedBy.BALANCES);
            pay(cluster, "first", ENOUGH_FOR);
            GateCluster.await("the money to be known", this::allAllow);

            storm(publisher);

            int bound = (GATEWAYS - 1) * (ENOUGH_FOR + GATEWAYS) / GATEWAYS;
            System.out.printf("%d threads, %d gateways, money for %d: %d ran (bound %d more)%n",
                    THREADS, GATEWAYS, ENOUGH_FOR, ran.get(), bound);
            assertThat(ran.get()).isBetween(ENOUGH_FOR, ENOUGH_FOR + bound);
            assertThat(ledger.failure()).isEmpty();
            for (UsageGate gate : gates) {
                GateAnswer out = gate.check("ada", "cursor", COST);
                assertThat(out.verdict()).isEqualTo(Verdict.BLOCKED);
                assertThat(out.reason()).isEqualTo(Reason.OUT_OF_EXTRA_USAGE);
                assertThat(out.message()).isEqualTo(
                        "Third-party apps now draw from your extra usage, not your plan limits.");
                assertThat(out.apiMessage()).isEqualTo("LLM request rejected: third-party apps now"
                        + " draw from your extra usage");
                assertThat(gate.figures().held()).isZero();
            }
            runAgainAfterATopUp(cluster);
        } finally {
            gates.forEach(UsageGate::close);
        }
    }

    private void runAgainAfterATopUp(GateCluster cluster) {
        long before = System.nanoTime();
        pay(cluster, "second", 5);
        GateCluster.await("the top-up to be known", this::allAllow);
        System.out.printf("after a top-up they run again within %d ms%n",
                Duration.ofNanos(System.nanoTime() - before).toMillis());
    }

    private boolean allAllow() {
        return gates.stream().allMatch(g -> g.check("ada", "cursor", COST).isAllowed());
    }

    private static void pay(GateCluster cluster, String grant, long requests) {
        cluster.send("ada", new Change.CreditGranted(grant, GrantKind.PURCHASE, requests * COST,
                null, "pay-" + grant, null));
    }

    private void storm(UsagePublisher publisher) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Void>> askers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                UsageGate gate = gates.get(i % GATEWAYS);
                askers.add(() -> askUntilAllIsSpent(gate, publisher));
            }
            for (Future<Void> done : pool.invokeAll(askers)) {
                done.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    /** Blocked while nothing is held: there is nothing any more that could come back. */
    private Void askUntilAllIsSpent(UsageGate gate, UsagePublisher publisher) {
        while (true) {
            try (Admission admission = gate.admit("ada", "cursor", COST)) {
                if (admission.isAllowed()) {
                    ran.incrementAndGet();
                    admission.settleWith(publisher.publish(Usage.of("ada").app("cursor")
                            .model("claude-haiku-4-5").tokens(TOKENS, 0).build()));
                } else if (admission.verdict() == Verdict.BLOCKED && admission.heldNanos() == 0) {
                    return null;
                }
            }
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
    }
}
