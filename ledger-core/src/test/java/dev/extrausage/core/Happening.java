package dev.extrausage.core;

import java.math.BigDecimal;
import java.util.Map;

/**
 * Something that happens in a {@link Scenario}, as a test writes it: {@code usage("cursor", "$3")},
 * {@code credit("$5").at("2026-02-01T00:00:00Z")}. Who, when and under which id is the scenario's
 * business unless the test says so.
 */
final class Happening {
    private static final long HAIKU_INPUT_NANOS = 1_000;
    private static final long HAIKU_OUTPUT_NANOS = 5_000;
    private static final long HAIKU_CACHE_READ_NANOS = 100;

    private final What what;
    private final Long occurredAt;
    private final Long receivedAt;
    private final Long idTime;

    /** The event, once the scenario has given it an id, an account and a time. */
    private interface What {
        Event event(EventId id, String accountId, long occurredAt);
    }

    private Happening(What what, Long occurredAt, Long receivedAt, Long idTime) {
        this.what = what;
        this.occurredAt = occurredAt;
        this.receivedAt = receivedAt;
        this.idTime = idTime;
    }

    /** A request that costs {@code cost} (a whole number of $0.0000001), in Haiku tokens. */
    static Happening usage(String app, String cost) {
        long nanos = nanos(cost);
        if (nanos % HAIKU_CACHE_READ_NANOS != 0) {
            throw new IllegalArgumentException("no Haiku tokens cost exactly " + cost);
        }
        long output = Math.max(0, nanos / HAIKU_OUTPUT_NANOS - 100_000_000);
        long rest = nanos - output * HAIKU_OUTPUT_NANOS;
        long read = rest % HAIKU_INPUT_NANOS / HAIKU_CACHE_READ_NANOS;
        return usage(app, "claude-haiku-4-5", rest / HAIKU_INPUT_NANOS, output, 0, 0, read);
    }

    static Happening usage(String app, String model, long input, long output, long cacheWrite,
            long cacheWrite1h, long cacheRead) {
        return new Happening((id, account, at) -> new UsageEvent(id, account, null, at, app, null,
                model, input, output, cacheWrite, cacheWrite1h, cacheRead), null, null, null);
    }

    /** A request of a service tier and with units, in Haiku input tokens. */
    static Happening usage(String app, long input, String tier, Map<String, Long> units) {
        return new Happening((id, account, at) -> new UsageEvent(id, account, null, at, app, null,
                "claude-haiku-4-5", input, 0, 0, 0, 0, tier, units), null, null, null);
    }

    static Happening planStarted(String plan) {
        return planStarted(plan, 1);
    }

    static Happening planStarted(String plan, long seats) {
        return change(new Change.PlanStarted(plan, seats, null));
    }

    /** A custom contract. */
    static Happening planStarted(String plan, long seats, String allowance) {
        return change(new Change.PlanStarted(plan, seats, nanos(allowance)));
    }

    /** A plan that names the instant its cycles are counted from. */
    static Happening planAnchored(String plan, String anchor) {
        return change(new Change.PlanStarted(plan, 1, null, millis(anchor)));
    }

    static Happening planScheduled(String plan) {
        return planScheduled(plan, 1);
    }

    static Happening planScheduled(String plan, long seats) {
        return change(new Change.PlanChangeScheduled(plan, seats, null));
    }

    /** A scheduled custom contract. */
    static Happening planScheduled(String plan, long seats, String allowance) {
        return change(new Change.PlanChangeScheduled(plan, seats, nanos(allowance)));
    }

    static Happening closed() {
        return change(new Change.AccountClosed());
    }

    static Happening cycleReset(String cycleStart) {
        return change(new Change.CycleReset(millis(cycleStart)));
    }

    static Happening timePassed(String dueAt) {
        return change(new Change.TimePassed(millis(dueAt)));
    }

    /** A purchase by hand, as the grant {@code "credit"}. */
    static Happening credit(String amount) {
        return purchase("credit", amount);
    }

    static Happening purchase(String grantId, String amount) {
        return granted(grantId, GrantKind.PURCHASE, amount, null, null);
    }

    static Happening purchase(String grantId, String amount, String topUpId) {
        return granted(grantId, GrantKind.PURCHASE, amount, null, topUpId);
    }

    static Happening reload(String topUpId, String amount) {
        return granted(topUpId, GrantKind.AUTO_RELOAD, amount, null, topUpId);
    }

    static Happening goodwill(String grantId, String amount) {
        return granted(grantId, GrantKind.GOODWILL, amount, null, null);
    }

    static Happening goodwill(String grantId, String amount, String expiresAt) {
        return granted(grantId, GrantKind.GOODWILL, amount, expiresAt, null);
    }

    static Happening granted(
            String grantId, GrantKind kind, String amount, String expiresAt, String topUpId) {
        Long expires = expiresAt == null ? null : (Long) millis(expiresAt);
        return change(new Change.CreditGranted(
                grantId, kind, nanos(amount), expires, null, topUpId));
    }

    static Happening refunded(String refundId, String grantId, String amount) {
        return change(new Change.CreditRefunded(refundId, grantId, nanos(amount)));
    }

    static Happening refundOrdered(String refundId, String grantId, String amount) {
        return change(new Change.RefundOrdered(refundId, grantId, nanos(amount)));
    }

    /** An order to refund all that is left. */
    static Happening refundOrdered(String refundId, String grantId) {
        return change(new Change.RefundOrdered(refundId, grantId, null));
    }

    static Happening refundFailed(String refundId, String newGrantId, String amount) {
        return change(new Change.RefundFailed(refundId, newGrantId, nanos(amount)));
    }

    static Happening chargedBack(String reversalId, String grantId, String amount) {
        return change(new Change.PaymentReversed(reversalId, grantId, nanos(amount)));
    }

    static Happening voided(String grantId) {
        return change(new Change.CreditVoided(grantId));
    }

    /** The amount that a usage took of the allowance, given back. */
    static Happening givenBack(EventId usage, String amount) {
        return change(new Change.UsageReversed(usage, Pool.ALLOWANCE, null, nanos(amount)));
    }

    /** The amount that a usage took of a grant, given back. */
    static Happening givenBack(EventId usage, String grantId, String amount) {
        return change(new Change.UsageReversed(usage, Pool.EXTRA_USAGE, grantId, nanos(amount)));
    }

    static Happening declined(String topUpId) {
        return change(new Change.TopUpDeclined(topUpId, "card_declined"));
    }

    static Happening starterOffered() {
        return change(new Change.StarterCreditOffered(null));
    }

    static Happening starterOffered(String history) {
        return change(new Change.StarterCreditOffered(nanos(history)));
    }

    static Happening starterClaimed() {
        return change(new Change.StarterCreditClaimed());
    }

    /** Auto-reload on, with the catalog's cap. */
    static Happening autoReload(String threshold, String amount) {
        return change(new Change.AutoReloadSet(true, nanos(threshold), nanos(amount), null));
    }

    static Happening autoReload(String threshold, String amount, String cap) {
        return change(new Change.AutoReloadSet(
                true, nanos(threshold), nanos(amount), nanos(cap)));
    }

    static Happening autoReloadOff(String threshold, String amount) {
        return change(new Change.AutoReloadSet(false, nanos(threshold), nanos(amount), null));
    }

    static Happening spendLimit(String limit) {
        return change(new Change.SpendLimitSet(nanos(limit)));
    }

    static Happening noSpendLimit() {
        return change(new Change.SpendLimitSet(null));
    }

    static Happening extraUsageOff() {
        return change(new Change.ExtraUsageSwitched(false));
    }

    static Happening extraUsageOn() {
        return change(new Change.ExtraUsageSwitched(true));
    }

    static Happening lowBalanceNotice(String threshold) {
        return change(new Change.LowBalanceNoticeSet(nanos(threshold)));
    }

    static Happening noLowBalanceNotice() {
        return change(new Change.LowBalanceNoticeSet(null));
    }

    static Happening change(Change change) {
        return new Happening((id, account, at) -> new AccountEvent(id, account, at, "test", change),
                null, null, null);
    }

    /** Sets the time of occurrence and receipt, also of what follows until another is named. */
    Happening at(String time) {
        return new Happening(what, millis(time), receivedAt, idTime);
    }

    /** Sets the time of receipt: after the occurrence, or before if the sender's clock is fast. */
    Happening receivedAt(String time) {
        return new Happening(what, occurredAt, millis(time), idTime);
    }

    /** Sets the time of the id, in place of the event's. */
    Happening withIdOf(String time) {
        return new Happening(what, occurredAt, receivedAt, millis(time));
    }

    /** Makes the input; {@code number} makes its id unlike others. */
    Input input(String accountId, long now, int number) {
        long occurred = occurredAt == null ? now : occurredAt;
        long id = idTime == null ? occurred : idTime;
        return new Input(what.event(id(id, number), accountId, occurred),
                receivedAt == null ? occurred : receivedAt);
    }

    static EventId id(long time, int number) {
        return new EventId(time << 16 | 0x7000L, 0x8000_0000_0000_0000L | number);
    }

    /** {@code "$1.5"} in nano-USD, exactly. */
    static long nanos(String dollars) {
        return new BigDecimal(dollars.substring(1)).movePointRight(9).longValueExact();
    }

    static long millis(String time) {
        return UtcTime.parse("time", time);
    }
}
