package dev.extrausage.schemas;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/** One value of each contract, as it also lies in {@code golden/}, and the topic it goes to. */
final class Examples {
    static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
    private static final String EVENT_ID = "01890a5d-ac96-774b-bcce-b302099a8057";

    private Examples() { }

    record Example<T extends SpecificRecord>(Class<T> type, String topic, T value) {
        AvroCodec<T> codec(SchemaIds ids) {
            return new AvroCodec<>(type, topic, ids);
        }

        @Override
        public String toString() {
            return type.getSimpleName();
        }
    }

    static Stream<Example<?>> all() {
        return Stream.of(
                new Example<>(UsageEvent.class, "usage-events", usageEvent()),
                new Example<>(AccountEvent.class, "credit-events", accountEvent(granted())),
                new Example<>(BalanceChange.class, "balance-changes", balanceChange()),
                new Example<>(Balance.class, "balances", balance()),
                new Example<>(TopUpRequested.class, "top-up-requests", new TopUpRequested(
                        "topup-1", "acct-1", 5_000_000_000L, "MANUAL", TIME, "member-7")),
                new Example<>(Notice.class, "notices", new Notice("acct-1", 2L, "TOP_UP_DUE", TIME,
                        20_000_000_000L, "auto:acct-1:2", "Reloading $20 \u2013 credit ran low.",
                        "auto:acct-1:2", "refund-1")));
    }

    static UsageEvent usageEvent() {
        return new UsageEvent(EVENT_ID, "acct-1", "member-7", TIME, "claude.ai", null,
                "claude-opus-4-5", 1_000L, 1_000_000_000L, 0L, 63L, 64L, "batch",
                Map.of("web_search", 3L));
    }

    static AccountEvent accountEvent(Object change) {
        return new AccountEvent(EVENT_ID, "acct-1", TIME, "top-ups", change, "a note \u2013 why",
                null);
    }

    static AccountEvent laterEvent(Object change) {
        return new AccountEvent(EVENT_ID, "acct-1", TIME, "support",
                new CycleReset(Instant.EPOCH), null, change);
    }

    static CreditGranted granted() {
        return new CreditGranted("topup-1", "PURCHASE", 5_000_000_000L, null, "pay-1", "topup-1");
    }

    /** Every kind of change once without its optional fields, and where it has any, with them. */
    static Stream<Object> changes() {
        return Stream.of(
                new PlanStarted("pro", 1, null, null),
                new PlanStarted("enterprise", 7, 0L, TIME),
                new CycleReset(TIME), new TimePassed(TIME),
                new AutoReloadSet(true, 0L, 1L, null), new AutoReloadSet(false, 5L, 6L, 7L),
                new SpendLimitSet((Long) null), new SpendLimitSet(50_000_000_000L),
                new ExtraUsageSwitched(false),
                new LowBalanceNoticeSet((Long) null), new LowBalanceNoticeSet(1L),
                new AccountClosed(), new StarterCreditClaimed(), granted(),
                new CreditGranted("gift", "GOODWILL", 1L, TIME, null, null),
                new TopUpDeclined("topup-1", "card_declined"),
                new StarterCreditOffered((Long) null), new StarterCreditOffered(0L),
                new CreditRefunded("refund-1", "topup-1", 5_000_000_000L));
    }

    /** Every kind of change of version 2 once, with and without its optional fields. */
    static Stream<Object> laterChanges() {
        return Stream.of(
                new PlanChangeScheduled("free", 1, null), new PlanChangeScheduled("team", 5, 9L),
                new RefundOrdered("refund-1", "topup-1", null),
                new RefundOrdered("refund-1", "topup-1", 10_000_000L),
                new RefundFailed("refund-1", "refund:12", 10_000_000L),
                new PaymentReversed("dispute-1", "topup-1", 1L), new CreditVoided("gift"),
                new UsageReversed(EVENT_ID, "ALLOWANCE", null, 5L),
                new UsageReversed(EVENT_ID, "EXTRA_USAGE", "topup-1", 6L));
    }

    static BalanceChange balanceChange() {
        List<Posting> postings = List.of(
                new Posting("ALLOWANCE", "USAGE", null, 20_000_000_000L, TIME),
                new Posting("EXTRA_USAGE", "USAGE", "topup-1", 5_000_000_000L, TIME),
                new Posting("UNCOVERED", "USAGE", null, 5_000_000L, TIME));
        byte[] hash = new byte[32];
        IntStream.range(0, hash.length).forEach(i -> hash[i] = (byte) i);
        return new BalanceChange("acct-1", 2L, 1, "2026-01", usageEvent(), TIME.plusMillis(1),
                new Source("usage-events", 3, 300L), TIME, 25_005_000_000L, "UNCOVERED",
                "OUT_OF_EXTRA_USAGE", postings, 0L, 0L, 5_000_000_000L,
                new TopUpDue("auto:acct-1:2", 20_000_000_000L),
                List.of("ALLOWANCE_100", "OUT_OF_EXTRA_USAGE"),
                new Sha256(new byte[32]), new Sha256(hash));
    }

    static Balance balance() {
        Instant cycleEnd = Instant.parse("2026-02-01T00:00:00Z");
        return new Balance("acct-1", 2L, TIME, "team", 3, false, TIME, cycleEnd, 90_000_000_000L,
                0L, 1_000_000_000L,
                List.of(new LiveGrant("starter", "STARTER", 1_000_000_000L, TIME,
                        Instant.parse("2026-04-01T00:00:00Z"))),
                true, null, 0L,
                new AutoReload(true, 5_000_000_000L, 20_000_000_000L, null, 1, false,
                        TIME.plusSeconds(3600)),
                0L, new TopUpInFlight("auto:acct-1:2", 20_000_000_000L, TIME),
                new Surface(true, null), new Surface(false, "SPEND_LIMIT_REACHED"), cycleEnd, 300L,
                "2026-01", TIME, 90_000_000_000L, 7L, true, new NextPlan("pro", 1, 8L),
                new StarterCreditState(200_000_000_000L, false));
    }

    /** The snapshot of an account that was never opened: whatever may be absent is. */
    static Balance unopened() {
        Surface unknown = new Surface(false, "UNKNOWN_ACCOUNT");
        return new Balance("acct-2", 1L, null, null, null, false, null, null, 0L, 0L, 0L,
                List.of(), true, null, 0L, null, 0L, null, unknown, unknown, null, null, "2026-01",
                null, null, 0L, false, null, null);
    }
}
