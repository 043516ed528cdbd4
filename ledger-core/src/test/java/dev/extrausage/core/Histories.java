package dev.extrausage.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Generates nasty histories: every kind of change; late, future, old and repeated inputs; clocks
 * that disagree; everything a millisecond before, at and after the instants that matter; anchors at
 * the ends of months; sums at the end of a {@code long}. The same seed gives the same history.
 *
 * <p>The generator decides its own inputs as it goes, so that it can answer top-ups in flight,
 * refund grants that exist, and wait for the next due instant.
 */
public final class Histories {
    private static final String[] BEGINNINGS = {
        "2026-01-31T00:00:00Z", "2024-02-29T23:59:59.999Z", "2026-01-30T12:00:00Z",
        "2025-12-31T23:00:00.001Z", "2026-01-15T09:30:00Z", "2026-04-30T23:59:59.999Z",
        "2026-03-31T00:00:00Z", "2026-02-10T11:59:59.999Z"};
    /** The end of every history: a few years before {@link Bounds#TIME_END}. */
    private static final long LATEST = UtcTime.parse("latest", "2096-01-01T00:00:00Z");

    private final Random random;
    private final Catalog catalog;
    private final String accountId;
    private final Run run;
    private final RandomEvents events;
    private final List<Input> history = new ArrayList<>();
    private long now;

    private Histories(long seed, String accountId, Catalog catalog) {
        this.random = new Random(seed);
        this.catalog = catalog;
        this.accountId = accountId;
        this.run = new Run(catalog);
        this.events = new RandomEvents(random, catalog, accountId);
        this.now = UtcTime.parse("beginning", BEGINNINGS[random.nextInt(BEGINNINGS.length)]);
    }

    /**
     * A history of one account.
     *
     * @param seed names the history; every sixteenth account is so rich that its sums overflow
     * @param length the number of inputs, duplicates included
     */
    public static List<Input> nasty(long seed, int length, String accountId, Catalog catalog) {
        Histories histories = new Histories(seed, accountId, catalog);
        if (Math.floorMod(seed, 16) == 7) {
            histories.grantRiches();
        }
        while (histories.history.size() < length) {
            histories.next();
        }
        return List.copyOf(histories.history.subList(0, length));
    }

    /** A history of the account {@code "acme"} under {@link Catalogs#severalVersions}. */
    public static List<Input> nasty(long seed, int length) {
        return nasty(seed, length, "acme", Catalogs.severalVersions());
    }

    /**
     * Histories of the accounts {@code account-0}, {@code account-1} … mixed into one, each in its
     * own order.
     *
     * @param length the number of inputs of each account
     */
    public static List<Input> ofManyAccounts(
            long seed, int accounts, int length, Catalog catalog) {
        Random random = new Random(seed);
        List<List<Input>> each = new ArrayList<>();
        for (int i = 0; i < accounts; i++) {
            each.add(new ArrayList<>(nasty(random.nextLong(), length, "account-" + i, catalog)));
        }
        List<Input> mixed = new ArrayList<>();
        while (!each.isEmpty()) {
            int i = random.nextInt(each.size());
            mixed.add(each.get(i).remove(0));
            if (each.get(i).isEmpty()) {
                each.remove(i);
            }
        }
        return mixed;
    }

    private void next() {
        boolean opening = history.isEmpty() && random.nextInt(10) > 0;
        if (!history.isEmpty() && random.nextInt(12) == 0) {
            add(again(history.get(random.nextInt(history.size()))));
            return;
        }
        if (!history.isEmpty()) {
            now = Math.min(LATEST, later());
        }
        long occurredAt = opening ? now : occurredAt();
        long idTime = random.nextInt(14) == 0 ? nearWindowsEnd() : occurredAt;
        EventId id = eventId(idTime);
        Event event = opening ? events.opening(id, occurredAt)
                : events.any(id, occurredAt, run.account(accountId));
        add(new Input(event, receivedAt()));
    }

    /** Adds credit until the next large grant, reload or request does not fit a {@code long}. */
    private void grantRiches() {
        add(new Input(events.opening(eventId(now), now), now));
        GrantKind kind = random.nextBoolean() ? GrantKind.AUTO_RELOAD : GrantKind.PURCHASE;
        for (int i = 0; i < 921; i++) {
            add(new Input(events.of(eventId(now), now, new Change.CreditGranted("rich-" + i, kind,
                    Money.MAX_AMOUNT_NANOS, null, null, null)), now));
        }
    }

    private void add(Input input) {
        history.add(input);
        Run.Step step = run.decide(input);
        if (!step.isDuplicate()) {
            events.remember(step.entry());
        }
    }

    /** Repeats an id: with the same input, at another time, or with other content. */
    private Input again(Input input) {
        return switch (random.nextInt(4)) {
            case 0 -> input;
            case 1 -> new Input(input.event(), now);
            case 2 -> new Input(input.event(), Math.max(now, input.event().eventId().time()
                    + InputAge.WINDOW_MILLIS + random.nextInt(3) - 1));
            default -> new Input(events.any(input.event().eventId(), input.event().occurredAt(),
                    run.account(accountId)), now);
        };
    }

    private long later() {
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4 -> now;
            case 5, 6, 7, 8 -> now + random.nextInt(60_000);
            case 9, 10, 11 -> now + random.nextInt((int) Duration.ofHours(12).toMillis());
            case 12, 13 -> now + Duration.ofHours(random.nextInt(24 * 9)).toMillis();
            case 14 -> random.nextInt(3) > 0
                    ? now : now + Duration.ofDays(random.nextInt(100)).toMillis();
            default -> Math.max(now, around(instant()));
        };
    }

    private long occurredAt() {
        long time = switch (random.nextInt(16)) {
            case 0, 1 -> now - random.nextInt((int) Duration.ofHours(3).toMillis());
            case 2, 3 -> around(instant());
            case 4 -> now - Duration.ofHours(random.nextInt(24 * 34)).toMillis();
            case 5 -> nearWindowsEnd();
            default -> now;
        };
        return Math.max(Bounds.MIN_TIME, Math.min(Bounds.TIME_END - 1, time));
    }

    /** Topics run apart, so inputs do not always come in the order of their receipt. */
    private long receivedAt() {
        return random.nextInt(10) == 0 ? now - random.nextInt(5_000) : now;
    }

    private long nearWindowsEnd() {
        return random.nextBoolean()
                ? around(now - InputAge.WINDOW_MILLIS) : around(now + InputAge.AHEAD_MILLIS);
    }

    private long around(long instant) {
        return instant + random.nextInt(3) - 1;
    }

    /** Picks an instant at which something happens, or did, or stops being possible. */
    private long instant() {
        Account account = run.account(accountId);
        if (!account.wasOpened()) {
            return now;
        }
        List<Long> instants = new ArrayList<>();
        Long due = NextDue.of(account, catalog);
        Cycle cycle = account.subscription().cycle();
        CatalogVersion version = catalog.at(account.clock());
        instants.add(due == null ? now : due);
        instants.add(due == null ? now : due);
        instants.add(cycle.end());
        instants.add(cycle.start());
        instants.add(cycle.start() + InputAge.AHEAD_MILLIS);
        instants.add(cycle.start() + version.lateUsageGraceMillis());
        instants.add(Cycle.of(cycle.anchor(), cycle.index() + 2).start());
        if (cycle.index() > 0) {
            instants.add(Cycle.of(cycle.anchor(), cycle.index() - 1).start());
        }
        for (Grant grant : account.grants().subList(0, Math.min(6, account.grants().size()))) {
            instants.add(grant.grantedAt() + InputAge.WINDOW_MILLIS);
            if (grant.expiresAt() != null) {
                instants.add(grant.expiresAt());
                instants.add(grant.expiresAt() - version.creditExpiringWarningMillis());
            }
        }
        if (account.autoReload().retryNotBefore() != null) {
            instants.add(account.autoReload().retryNotBefore());
        }
        if (account.autoReload().inFlight() != null) {
            instants.add(AutoReloadRules.askAgainAt(account.autoReload(), version));
        }
        return instants.get(random.nextInt(instants.size()));
    }

    private EventId eventId(long time) {
        return new EventId(time << 16 | 0x7000L | random.nextInt(0x1000),
                0x8000_0000_0000_0000L | random.nextLong() >>> 2);
    }
}
