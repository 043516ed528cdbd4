package dev.extrausage.benchmarks.gate;

import dev.extrausage.client.gate.Admission;
import dev.extrausage.client.gate.GateAnswer;
import dev.extrausage.client.gate.UsageGate;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * Asking a gate that knows a million accounts. Half of the questions are about a thousand of them,
 * as customers are; or, where it says so, about any of them alike, so that no cache has the slot.
 * The names lie in memory in the order of the questions: they are at hand, as in a service that has
 * just read them from its requests.
 */
@State(Scope.Benchmark)
public class GateBenchmark {
    private static final int ACCOUNTS = 1_000_000;
    private static final int FEW = 1_000;
    private static final long CENT = 10_000_000;

    private String[] names;
    private String[] anyNames;
    private UsageGate gate;
    private int at;

    /**
     * Reads the accounts; then nothing runs beside what is measured. A test, which measures in its
     * own JVM and only wants it to run, gets few.
     */
    @Setup public void readAccounts(BenchmarkParams params) {
        int accounts = params.getForks() == 0 ? FEW : ACCOUNTS;
        try (ManyAccounts many = new ManyAccounts(accounts)) {
            gate = many.gate();
            gate.close();
        }
        Random random = new Random(1);
        names = new String[Integer.highestOneBit(accounts)];
        for (int i = 0; i < names.length; i++) {
            names[i] = ManyAccounts.name((int) Math.pow(accounts, random.nextDouble()));
        }
        anyNames = new String[names.length];
        for (int i = 0; i < anyNames.length; i++) {
            anyNames[i] = ManyAccounts.name(random.nextInt(accounts));
        }
    }

    /** A look at any of a million accounts: a wait for the memory. */
    @Benchmark public GateAnswer checkAnyAlike() {
        return gate.check(anyNames[at++ & anyNames.length - 1], "claude.ai", CENT);
    }

    /** A look at one of a million accounts. */
    @Benchmark public GateAnswer check() {
        return gate.check(names[at++ & names.length - 1], "claude.ai", CENT);
    }

    /** A look at the same account again and again: what is left without the memory's latency. */
    @Benchmark public GateAnswer checkOne() {
        return gate.check(names[0], "cursor", CENT);
    }

    /** Held, and settled by a snapshot that has the usage. */
    @Benchmark public Admission admitAndSettle() {
        Admission admission = gate.admit(names[at++ & names.length - 1], "cursor", CENT);
        admission.settleAt(ManyAccounts.USAGE_OFFSET);
        return admission;
    }

    /** Held, and released. */
    @Benchmark public Admission admitAndRelease() {
        Admission admission = gate.admit(names[at++ & names.length - 1], "claude.ai", CENT);
        admission.release();
        return admission;
    }
}
