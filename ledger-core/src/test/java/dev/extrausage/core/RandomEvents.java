package dev.extrausage.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Events for {@link Histories}: of every kind, about things the account has and has not. */
final class RandomEvents {
    private static final String[] APPS = {
        "claude.ai", "claude.ai", "Claude-Mobile", "cursor", "cursor", "claude-code", "CLAUDE.AI"};
    private static final String[] MODELS = {
        "claude-haiku-4-5", "Claude-Haiku-4-5", "claude-sonnet-4-5", "claude-opus-4-5",
        "claude-Sonnet-4-5-20250929", "haiku", "Powder", Catalogs.FINEST_MODEL,
        Catalogs.DEAREST_MODEL, "claude-2"};
    private static final String[] TIERS = {
        "standard", "batch", "BATCH", "trial", "at-once", "priority"};
    private static final String[] UNITS = {
        "web_search", "Web_Search", "atom", "ATOM", "ingot", "image"};
    private static final long[] USD = {0, 1, 2, 4, 5, 8, 10, 20, 50, 60, 100, 200, 1_000};

    private final Random random;
    private final Catalog catalog;
    private final String accountId;
    private final RandomPlans plans;
    private final RandomCorrections corrections;
    private int names;

    RandomEvents(Random random, Catalog catalog, String accountId) {
        this.random = random;
        this.catalog = catalog;
        this.accountId = accountId;
        plans = new RandomPlans(random);
        corrections = new RandomCorrections(random, accountId);
    }

    /** Remembers what an entry took, so that it can be given back. */
    void remember(Entry entry) {
        corrections.remember(entry);
    }

    Event opening(EventId id, long occurredAt) {
        return of(id, occurredAt, plans.opening(occurredAt));
    }

    Event any(EventId id, long occurredAt, Account account) {
        if (random.nextInt(20) < 9) {
            return usage(id, occurredAt, account);
        }
        return of(id, occurredAt, change(account, occurredAt));
    }

    Event of(EventId id, long occurredAt, Change change) {
        return new AccountEvent(id, accountId, occurredAt, "histories", change);
    }

    private Event usage(EventId id, long occurredAt, Account account) {
        String model = random.nextInt(3) > 0 ? MODELS[0] : pick(MODELS);
        String member = random.nextBoolean() ? null : "member-" + random.nextInt(3);
        String session = random.nextBoolean() ? null : "session-" + random.nextInt(3);
        long input = random.nextInt(5) == 0 ? exactly(account) : tokens();
        String tier = random.nextInt(6) == 0 ? pick(TIERS) : null;
        return new UsageEvent(id, accountId, member, occurredAt, pick(APPS), session, model, input,
                few(), few(), few(), few(), tier, units());
    }

    private Map<String, Long> units() {
        Map<String, Long> units = new TreeMap<>();
        for (int i = random.nextInt(6) == 0 ? random.nextInt(4) : 0; i > 0; i--) {
            units.put(pick(UNITS), (long) random.nextInt(20));
        }
        return units;
    }

    /** Haiku input tokens for exactly what a pool has left, or a nudge more or less. */
    private long exactly(Account account) {
        long pool = random.nextBoolean()
                ? account.allowance().leftNanos() : account.extraUsageNanos();
        long nudge = random.nextInt(3) - 1;
        return Math.max(0, Math.min(Bounds.MAX_TOKENS, pool / 1000 + nudge));
    }

    private long tokens() {
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> random.nextInt(100);
            case 2, 3 -> random.nextInt(3_000_000);
            case 4 -> random.nextInt(30_000_000);
            default -> random.nextInt(4) == 0 ? Bounds.MAX_TOKENS : random.nextInt(200_000_000);
        };
    }

    private long few() {
        return random.nextInt(3) == 0 ? random.nextInt(2_000) : 0;
    }

    private Change change(Account account, long time) {
        return switch (random.nextInt(38)) {
            case 0, 1, 24 -> plans.started(account, time);
            case 25, 26 -> plans.scheduled(account);
            case 27, 28, 29, 30, 31 -> corrections.reversedUsage(account);
            case 32 -> corrections.reversedPayment(account);
            case 33 -> corrections.voided(account);
            case 34, 35 -> corrections.refundOrdered(account);
            case 36, 37 -> corrections.refundFailed(account);
            case 2 -> new Change.CycleReset(due(account, time));
            case 3, 4, 5 -> new Change.TimePassed(due(account, time));
            case 6, 7, 8 -> autoReload();
            case 9, 10 -> new Change.SpendLimitSet(maybe(usd()));
            case 11 -> new Change.ExtraUsageSwitched(random.nextInt(3) > 0);
            case 12 -> new Change.LowBalanceNoticeSet(maybe(usd()));
            case 13 -> random.nextInt(3) > 0
                    ? new Change.TimePassed(due(account, time)) : new Change.AccountClosed();
            case 14 -> new Change.StarterCreditClaimed();
            case 15 -> new Change.StarterCreditOffered(maybe(usd()));
            case 16, 17 -> refund(account);
            case 18, 19 -> new Change.TopUpDeclined(topUpId(account), "card_declined");
            default -> credit(account, time);
        };
    }

    /** Half of them so that a reload can be due: threshold, amount and cap ascend, in cents. */
    private Change autoReload() {
        boolean enabled = random.nextInt(5) > 0;
        if (random.nextBoolean()) {
            return new Change.AutoReloadSet(enabled, usd(), Math.max(1, usd()), maybe(usd()));
        }
        long amount = (5 + random.nextInt(50)) * Money.NANOS_PER_USD;
        return new Change.AutoReloadSet(enabled, amount - random.nextInt(2) * usd() % amount,
                amount, maybe(amount + usd()));
    }

    private Change credit(Account account, long time) {
        List<Grant> grants = account.grants().stream()
                .filter(g -> !g.grantId().equals(Grant.STARTER_ID)).toList();
        if (!grants.isEmpty() && random.nextInt(5) == 0) {
            Grant known = grants.get(random.nextInt(grants.size()));
            long amount = random.nextInt(3) == 0 ? Math.max(1, usd()) : known.amountNanos();
            GrantKind kind = known.kind() == GrantKind.REVERSAL ? GrantKind.GOODWILL : known.kind();
            return new Change.CreditGranted(
                    known.grantId(), kind, amount, null, null, topUpId(account));
        }
        GrantKind kind = GrantKind.values()[random.nextInt(3)];
        Long expiresAt = kind == GrantKind.GOODWILL ? maybe(expiry(time)) : null;
        String topUpId = random.nextBoolean() ? null : topUpId(account);
        long amount = random.nextInt(12) == 0
                ? Money.MAX_AMOUNT_NANOS - random.nextInt(2) : Math.max(1, usd());
        String payment = topUpId == null ? null : "payment-" + accountId + "-" + names;
        return new Change.CreditGranted(
                "grant-" + names++, kind, amount, expiresAt, payment, topUpId);
    }

    private long expiry(long time) {
        long expiry = time + Duration.ofHours(random.nextInt(24 * 40) - 24).toMillis();
        return Math.max(Bounds.MIN_TIME, Math.min(Bounds.TIME_END - 1, expiry));
    }

    private Change refund(Account account) {
        List<Grant> grants = account.grants();
        if (grants.isEmpty() || random.nextInt(10) == 0) {
            return new Change.CreditRefunded("refund-" + names++, "nothing", Math.max(1, usd()));
        }
        Grant grant = grants.get(random.nextInt(grants.size()));
        List<Long> amounts = new ArrayList<>(List.of(
                Math.max(1, usd()), Math.max(1, grant.leftNanos()), grant.leftNanos() + 1));
        long amount = Math.min(Money.MAX_AMOUNT_NANOS, amounts.get(random.nextInt(3)));
        String refundId = !grant.refundIds().isEmpty() && random.nextInt(3) == 0
                ? grant.refundIds().get(0) : "refund-" + names++;
        return new Change.CreditRefunded(refundId, grant.grantId(), amount);
    }

    /** Mostly the one in flight, if any. */
    private String topUpId(Account account) {
        AutoReload.InFlight inFlight = account.autoReload().inFlight();
        return inFlight != null && random.nextInt(4) > 0 ? inFlight.topUpId() : "by-hand-" + names;
    }

    /** An instant that a reset or a passing of time may name: due, past, or a touch too late. */
    private long due(Account account, long time) {
        Long due = NextDue.of(account, catalog);
        long instant = switch (random.nextInt(4)) {
            case 0 -> due == null ? time : due;
            case 1 -> account.wasOpened() ? account.subscription().cycle().start() : time;
            case 2 -> account.wasOpened() ? account.subscription().cycle().end() : time;
            default -> time;
        };
        return random.nextInt(8) == 0 ? instant + 1 : instant;
    }

    private long usd() {
        long dollars = USD[random.nextInt(USD.length)] * Money.NANOS_PER_USD;
        return random.nextInt(6) == 0 ? dollars + random.nextInt(1_000_000_000) : dollars;
    }

    private Long maybe(long value) {
        return random.nextInt(3) == 0 ? null : (Long) value;
    }

    private String pick(String[] from) {
        return from[random.nextInt(from.length)];
    }
}
