package dev.extrausage.cli.crash;

import dev.extrausage.core.Change.AutoReloadSet;
import dev.extrausage.core.Change.CreditGranted;
import dev.extrausage.core.Change.PlanStarted;
import dev.extrausage.core.GrantKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether every part works after a fault without anybody's help: in each partition a new account is
 * opened (the ledger), its auto-reload asks for credit (the auto-reload consumer), is charged and
 * credited (the top-ups), and a grant of it expires while nothing else happens (the cycle resets).
 */
final class Probe {
    private static final Duration LIFETIME = Duration.ofMillis(500);

    private final Sender sender;
    private final JournalWatch journal;
    private final String name;

    /** {@code name}: of its accounts, no other probe's. */
    Probe(Sender sender, JournalWatch journal, String name) {
        this.sender = sender;
        this.journal = journal;
        this.name = name;
    }

    /** Waits for all of it; how long deciding and how long everything took, for people to read. */
    String run() {
        long start = System.nanoTime();
        List<String> accounts = new ArrayList<>();
        for (int p = 0; p < sender.partitions(); p++) {
            accounts.add(accountIn(p));
        }
        List<Sender.Good> opened = accounts.stream()
                .map(a -> sender.change(a, new PlanStarted("pro", 1, null))).toList();
        opened.forEach(this::awaitEntry);
        long decided = System.nanoTime() - start;
        accounts.forEach(this::touch);
        for (String account : accounts) {
            Await.until("the auto-reload of " + account, () -> journal.credited.keySet().stream()
                    .anyMatch(id -> id.startsWith("auto:" + account + ":")));
            Await.until("the expiry of a grant of " + account,
                    () -> journal.timePassed.contains(account));
        }
        long all = System.nanoTime() - start;
        return "decided after " + decided / 1_000_000 + " ms, reloaded and expired after "
                + all / 1_000_000 + " ms";
    }

    private void touch(String account) {
        sender.change(account, new CreditGranted("probe", GrantKind.GOODWILL, Load.DOLLAR / 10,
                System.currentTimeMillis() + LIFETIME.toMillis(), null, null));
        sender.change(account,
                new AutoReloadSet(true, Load.DOLLAR, 5 * Load.DOLLAR, 100 * Load.DOLLAR));
    }

    private void awaitEntry(Sender.Good event) {
        Await.until("the entry of " + event,
                () -> journal.hasEntry(event.accountId(), event.eventId()));
    }

    private String accountIn(int partition) {
        return IntStream.iterate(0, i -> i + 1).mapToObj(i -> name + "-" + i)
                .filter(id -> sender.partitionOf(id) == partition).findFirst().orElseThrow();
    }
}
