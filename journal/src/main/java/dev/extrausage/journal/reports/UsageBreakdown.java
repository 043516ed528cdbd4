package dev.extrausage.journal.reports;

import dev.extrausage.core.FoldedName;
import dev.extrausage.core.Pool;
import dev.extrausage.core.Posting;
import dev.extrausage.core.PriceBook;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.journal.read.WrittenEntry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongPredicate;

/**
 * The cost of requests, added up by app, session, model, member and service tier. Names of apps,
 * models and tiers are folded, as the ledger compares them (section 3). Usage that was given back
 * is a part of its own: the total is without it (U5).
 */
public final class UsageBreakdown {
    private final UsageSums served = new UsageSums();
    private final UsageSums givenBack = new UsageSums();
    private final Map<By, Map<String, UsageSums>> parts = new EnumMap<>(By.class);

    /** The property that requests are grouped by. */
    public enum By {
        /** The app that asked. */
        APP(u -> FoldedName.of(u.app())),
        /** The conversation; often not told. */
        SESSION(UsageEvent::sessionId),
        /** The model that answered. */
        MODEL(u -> FoldedName.of(u.model())),
        /** The member of a team who asked; often not told. */
        MEMBER(UsageEvent::memberId),
        /** By the service tier, the standard one where none is named. */
        SERVICE_TIER(u -> u.serviceTier() == null
                ? PriceBook.STANDARD : FoldedName.of(u.serviceTier()));

        private final Function<UsageEvent, String> name;

        By(Function<UsageEvent, String> name) {
            this.name = name;
        }

        /** The property as people read it: {@code service tier}. */
        public String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        String of(UsageEvent usage) {
            String told = name.apply(usage);
            return told == null ? "" : told;
        }
    }

    /** Nothing yet. */
    public UsageBreakdown() {
        for (By by : By.values()) {
            parts.put(by, new TreeMap<>());
        }
    }

    /**
     * Adds what of an entry took effect when {@code isInside} says; nothing if it neither answers
     * a request nor gives one back. A request is counted where the first of its payment took
     * effect, or, when it cost nothing, at the clock: so over periods that follow each other it is
     * counted once.
     */
    public void add(WrittenEntry entry, LongPredicate isInside) {
        UsageEvent usage = entry.usage();
        if (usage == null) {
            entry.postings().stream().filter(p -> isInside.test(p.effectiveAt()))
                    .forEach(this::giveBack);
            return;
        }
        if (entry.isRefused()) {
            return;
        }
        Posting first = entry.postings().stream()
                .filter(p -> p.to() == Pool.USAGE).findFirst().orElse(null);
        Long at = first == null ? entry.clock() : (Long) first.effectiveAt();
        if (at != null && isInside.test(at)) {
            count(usage);
        }
        for (Posting p : entry.postings()) {
            if (p.to() == Pool.USAGE && isInside.test(p.effectiveAt())) {
                pay(usage, p);
            }
        }
    }

    /** Counts usage given back: what lapses had been the allowance's; P9 may void a reversal. */
    private void giveBack(Posting p) {
        if (p.from() == Pool.USAGE) {
            givenBack.add(p.to() == Pool.LAPSED ? Pool.ALLOWANCE : p.to(), p.amountNanos());
        } else if (p.to() == Pool.USAGE) {
            givenBack.add(p.from(), -p.amountNanos());
        }
    }

    private void count(UsageEvent usage) {
        served.count();
        for (By by : By.values()) {
            sums(by, usage).count();
        }
    }

    private void pay(UsageEvent usage, Posting p) {
        served.add(p.from(), p.amountNanos());
        for (By by : By.values()) {
            sums(by, usage).add(p.from(), p.amountNanos());
        }
    }

    private UsageSums sums(By by, UsageEvent usage) {
        return parts.get(by).computeIfAbsent(by.of(usage), any -> new UsageSums());
    }

    /** All requests together, less the usage given back. */
    public UsageSums total() {
        return served.less(givenBack);
    }

    /** The usage given back, in the pools that it came back to; it counts no requests. */
    public UsageSums givenBack() {
        return givenBack;
    }

    /** By name, in alphabetical order; the name of what was not told is empty. */
    public Map<String, UsageSums> by(By by) {
        return parts.get(by);
    }
}
