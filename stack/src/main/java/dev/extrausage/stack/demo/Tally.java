package dev.extrausage.stack.demo;

import dev.extrausage.journal.reports.balance.DrawRate;
import dev.extrausage.schemas.AccountEvent;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.CreditGranted;
import dev.extrausage.schemas.Posting;
import dev.extrausage.schemas.TopUpDeclined;
import dev.extrausage.schemas.UsageEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The sums of an account's entries in the journal, and what a demo asks of them. */
public final class Tally {
    private final DrawRate.Meter meter;
    private final Map<String, Long> spentByApp = new HashMap<>();
    private final Set<String> answered = new HashSet<>();
    private BalanceChange lastDrawn;
    private long published;
    private long uncoveredNanos;
    private final Lots topUps = new Lots();
    private final Lots reloads = new Lots();
    private int declined;

    /** A number of credits and their sum. */
    public static final class Lots {
        private int count;
        private long nanos;

        private void add(long amountNanos) {
            count++;
            nanos += amountNanos;
        }

        /** Their number. */
        public int count() {
            return count;
        }

        /** Their sum in nano-USD. */
        public long nanos() {
            return nanos;
        }
    }

    /** {@code end}: when the present rate is measured. */
    Tally(Instant end) {
        meter = new DrawRate.Meter(end);
    }

    void add(BalanceChange entry) {
        meter.add(entry);
        for (Posting posting : entry.getPostings()) {
            uncoveredNanos += posting.getFrom().equals("UNCOVERED") ? posting.getAmountNanos() : 0;
        }
        if (entry.getCause() instanceof UsageEvent usage) {
            published++;
            lastDrawn = isDrawn(entry) ? entry : lastDrawn;
            spentByApp.merge(usage.getApp(), entry.getCostNanos(), Long::sum);
        } else {
            add(entry, (AccountEvent) entry.getCause());
        }
    }

    private void add(BalanceChange entry, AccountEvent event) {
        if (event.getActor().equals(Play.OWNER) || event.getActor().equals(Play.SUPPORT)) {
            published++;
        }
        if (event.getChange() instanceof TopUpDeclined decline) {
            answered.add(decline.getTopUpId());
            declined++;
        } else if (event.getChange() instanceof CreditGranted granted
                && granted.getTopUpId() != null) {
            answered.add(granted.getTopUpId());
            if (entry.getOutcome().equals("APPLIED")) {
                (granted.getKind().equals("AUTO_RELOAD") ? reloads : topUps)
                        .add(granted.getAmountNanos());
            }
        }
    }

    private static boolean isDrawn(BalanceChange entry) {
        return entry.getPostings().stream().anyMatch(posting ->
                posting.getFrom().equals("EXTRA_USAGE") && posting.getTo().equals("USAGE"));
    }

    /** The last usage that extra usage paid for; null when there was none. */
    BalanceChange lastDrawn() {
        return lastDrawn;
    }

    /** The number of its entries that answer what the play itself published. */
    long published() {
        return published;
    }

    boolean isAnswered(String topUpId) {
        return answered.contains(topUpId);
    }

    /** List price of what was served, nano-USD. */
    public long spentNanos(String app) {
        return spentByApp.getOrDefault(app, 0L);
    }

    /** Of all apps. */
    long spentNanos() {
        return spentByApp.values().stream().mapToLong(Long::longValue).sum();
    }

    long uncoveredNanos() {
        return uncoveredNanos;
    }

    /** Credits bought by hand. */
    public Lots topUps() {
        return topUps;
    }

    /** Credits that auto-reload bought. */
    public Lots reloads() {
        return reloads;
    }

    /** The number of top-ups that were declined. */
    public int declined() {
        return declined;
    }

    /** The present rate at which extra usage is drawn. */
    public DrawRate rate() {
        return meter.rate();
    }
}
