package dev.extrausage.cli.crash;

import dev.extrausage.core.Change.AutoReloadSet;
import dev.extrausage.core.Change.CreditGranted;
import dev.extrausage.core.Change.PlanStarted;
import dev.extrausage.core.GrantKind;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Checks that all parts work after a fault without help: in each partition two new accounts
 * are opened (the ledger), the auto-reload of one asks for credit (the auto-reload consumer), is
 * charged and credited (the top-ups), and a grant of the other expires while nothing else happens
 * to it (the cycle resets).
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
        List<String> reloading = accounts("reloads");
        List<String> idle = accounts("expires");
        List<Sender.Good> opened = Stream.concat(reloading.stream(), idle.stream())
                .map(a -> sender.change(a, new PlanStarted("pro", 1, null))).toList();
        opened.forEach(this::awaitEntry);
        long decided = System.nanoTime() - start;
        reloading.forEach(a -> sender.change(a,
                new AutoReloadSet(true, Load.DOLLAR, 5 * Load.DOLLAR, 100 * Load.DOLLAR)));
        idle.forEach(this::grantForAMoment);
        for (String account : reloading) {
            Await.until("the auto-reload of " + account, () -> journal.credited.keySet().stream()
                    .anyMatch(id -> id.startsWith("auto:" + account + ":")));
        }
        for (String account : idle) {
            Await.until("the expiry of a grant of " + account,
                    () -> journal.timePassed.contains(account));
        }
        long all = System.nanoTime() - start;
        return "decided after " + decided / 1_000_000 + " ms, reloaded and expired after "
                + all / 1_000_000 + " ms";
    }

    /** By one reading of the clock: what has expired before it is sent is refused. */
    private void grantForAMoment(String account) {
        long now = System.currentTimeMillis();
        sender.change(account, now, new CreditGranted("probe", GrantKind.GOODWILL, Load.DOLLAR,
                now + LIFETIME.toMillis(), null, null));
    }

    private void awaitEntry(Sender.Good event) {
        Await.until("the entry of " + event,
                () -> journal.hasEntry(event.accountId(), event.eventId()));
    }

    /** One in each partition. */
    private List<String> accounts(String what) {
        return IntStream.range(0, sender.partitions()).mapToObj(p -> IntStream
                .iterate(0, i -> i + 1).mapToObj(i -> name + "-" + what + "-" + i)
                .filter(id -> sender.partitionOf(id) == p).findFirst().orElseThrow()).toList();
    }
}
