package dev.extrausage.benchmarks.gate;

import dev.extrausage.client.gate.Admission;
import dev.extrausage.client.gate.GateFigures;
import dev.extrausage.client.gate.UsageGate;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import java.util.Random;

/**
 * Run by hand: how long a gate takes to start with very many accounts, what they occupy, and what
 * asking takes on a machine that has other things to do.
 */
public final class GateFootprint {
    private static final int ROUNDS = 3;
    private static final long CENT = 10_000_000;

    private GateFootprint() {}

    /** @param args how many accounts; none: a million */
    public static void main(String[] args) {
        int accounts = args.length == 0 ? 1_000_000 : Integer.parseInt(args[0]);
        try (ManyAccounts many = new ManyAccounts(accounts)) {
            for (int i = 1; i <= ROUNDS; i++) {
                measure(many, accounts, i);
            }
        }
    }

    private static void measure(ManyAccounts many, int accounts, int round) {
        long before = heapUsed();
        long start = System.nanoTime();
        UsageGate gate = many.gate();
        long millis = (System.nanoTime() - start) / 1_000_000;
        gate.close(); // Kafka's consumer has tens of megabytes of its own while it fetches
        long heap = heapUsed() - before;
        GateFigures figures = gate.figures();
        System.out.printf(Locale.ROOT, "start %d: %,d accounts in %,d ms; %.1f bytes an account"
                + " counted, %.1f found on the heap; %,d bytes for holds%n", round, accounts,
                millis, (double) figures.accountBytes() / accounts,
                (double) (heap - figures.holdBytes()) / accounts, figures.holdBytes());
        String[] skewed = names(accounts, true);
        String[] alike = names(accounts, false);
        for (int i = 0; i < ROUNDS; i++) {
            ask(gate, skewed, "half of the questions about a thousand accounts");
            ask(gate, alike, "all accounts alike");
        }
    }

    /** Processor time, which other programs on the machine do not lengthen by taking turns. */
    private static void ask(UsageGate gate, String[] names, String how) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long allowed = 0;
        long start = threads.getCurrentThreadCpuTime();
        for (String name : names) {
            allowed += gate.check(name, "claude.ai", CENT).isAllowed() ? 1 : 0;
        }
        long checked = threads.getCurrentThreadCpuTime();
        for (String name : names) {
            Admission admission = gate.admit(name, "cursor", CENT);
            admission.settleAt(ManyAccounts.USAGE_OFFSET);
        }
        long admitted = threads.getCurrentThreadCpuTime();
        System.out.printf(Locale.ROOT, "%s, %,d of %,d allowed: check %d ns, admit and settle"
                + " %d ns of processor time%n", how, allowed, names.length,
                (checked - start) / names.length, (admitted - checked) / names.length);
    }

    private static String[] names(int accounts, boolean skewed) {
        Random random = new Random(1);
        String[] names = new String[accounts];
        for (int i = 0; i < accounts; i++) {
            names[i] = ManyAccounts.name(skewed
                    ? (int) Math.pow(accounts, random.nextDouble()) : random.nextInt(accounts));
        }
        return names;
    }

    private static long heapUsed() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
