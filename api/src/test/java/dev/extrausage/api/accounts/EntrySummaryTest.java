package dev.extrausage.api.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Change;
import dev.extrausage.core.Event;
import dev.extrausage.core.EventId;
import dev.extrausage.core.GrantKind;
import dev.extrausage.core.Histories;
import dev.extrausage.core.Notice;
import dev.extrausage.core.Outcome;
import dev.extrausage.core.Pool;
import dev.extrausage.core.Reason;
import dev.extrausage.core.Run;
import dev.extrausage.core.Seed;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.core.UtcTime;
import dev.extrausage.schemas.wire.NoticeCodec;
import dev.extrausage.view.rows.EntryRow;
import dev.extrausage.view.rows.EntrySums;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EntrySummaryTest {
    private static final long USD = 1_000_000_000L;
    private static final long NOON = UtcTime.parse("", "2026-11-29T12:00:00Z");
    private static final EventId ID = EventId.derived(NOON, "summary");
    private static final EntrySums NOTHING = new EntrySums(0, 0, 0, 0, 0, 0, 0, 0);
    private static final List<Change> CHANGES = List.of(
            new Change.PlanStarted("team", 3, null), new Change.CycleReset(NOON),
            new Change.TimePassed(NOON),
            new Change.AutoReloadSet(true, 5 * USD, 15 * USD, 60 * USD),
            new Change.AutoReloadSet(false, 5 * USD, 15 * USD, null),
            new Change.SpendLimitSet(50 * USD), new Change.SpendLimitSet(null),
            new Change.ExtraUsageSwitched(true), new Change.ExtraUsageSwitched(false),
            new Change.LowBalanceNoticeSet(5 * USD), new Change.LowBalanceNoticeSet(null),
            new Change.AccountClosed(), new Change.StarterCreditClaimed(),
            new Change.CreditGranted("g-1", GrantKind.PURCHASE, 10 * USD, null, null, null),
            new Change.CreditGranted("g-2", GrantKind.AUTO_RELOAD, 15 * USD, null, null, null),
            new Change.CreditGranted("g-3", GrantKind.GOODWILL, 5 * USD, NOON, null, null),
            new Change.TopUpDeclined("t-1", "card_declined"),
            new Change.StarterCreditOffered(null), new Change.CreditRefunded("r-1", "g-1", USD),
            new Change.PlanChangeScheduled("pro", 1, null),
            new Change.RefundOrdered("r-2", "g-1", null),
            new Change.RefundFailed("r-2", "refund:0", USD),
            new Change.PaymentReversed("c-1", "g-1", 10 * USD), new Change.CreditVoided("g-3"),
            new Change.UsageReversed(ID, Pool.ALLOWANCE, null, USD),
            new Change.UsageReversed(ID, Pool.EXTRA_USAGE, "g-1", USD));

    private static String of(Event event, Outcome outcome, Reason reason, EntrySums sums) {
        return EntrySummary.of(EntryRows.of(
                event, outcome, reason == null ? null : reason.name(), sums));
    }

    private static String of(Change change, Outcome outcome, Reason reason, EntrySums sums) {
        return of(new AccountEvent(ID, "acme", NOON, "ann", change), outcome, reason, sums);
    }

    private static UsageEvent usage() {
        return new UsageEvent(ID, "acme", null, NOON, "claude.ai", null, "claude-opus-4-5", 1000,
                500, 0, 0, 0);
    }

    private static void assertIsASentence(String sentence) {
        assertThat(sentence).matches("(?s)[A-Za-z0-9$].*\\.").doesNotContain("null", "..", "  ");
        assertThat(sentence.substring(0, sentence.length() - 1)).doesNotContain(". ");
    }

    @Test void the_examples_hold_every_kind_of_change() {
        assertThat(CHANGES.stream().map(Object::getClass).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(Change.class.getPermittedSubclasses());
    }

    @Test void every_change_and_outcome_has_a_sentence_of_its_own() {
        for (Outcome outcome : List.of(Outcome.APPLIED, Outcome.NO_CHANGE)) {
            List<String> sentences = CHANGES.stream()
                    .map(change -> of(change, outcome, null, NOTHING)).toList();
            sentences.forEach(EntrySummaryTest::assertIsASentence);
            assertThat(sentences).doesNotHaveDuplicates();
        }
        for (Change change : CHANGES) {
            for (Reason reason : Reason.values()) {
                String sentence = of(change, Outcome.REFUSED, reason, NOTHING);
                assertIsASentence(sentence);
                assertThat(sentence).endsWith(": " + RefusalPhrase.of(reason) + ".");
            }
        }
    }

    @Test void every_reason_is_told_in_words_of_its_own() {
        assertThat(Arrays.stream(Reason.values()).map(RefusalPhrase::of))
                .doesNotHaveDuplicates().noneMatch(words -> words.contains("_"));
    }

    @Test void usage_says_what_paid_for_it() {
        assertThat(of(usage(), Outcome.APPLIED, null,
                new EntrySums(17_500_000, 0, 0, -17_500_000, 0, 0, 0, 0))).isEqualTo(
                "claude.ai used claude-opus-4-5: $0.0175, from your plan allowance.");
        assertThat(of(usage(), Outcome.APPLIED, null,
                new EntrySums(USD, 2 * USD, 0, -USD, -2 * USD, 0, 0, 0))).isEqualTo(
                "claude.ai used claude-opus-4-5: $3, $1 from your plan allowance and $2 from your"
                        + " extra usage.");
        assertThat(of(usage(), Outcome.UNCOVERED, Reason.SPEND_LIMIT_REACHED,
                new EntrySums(USD, 2 * USD, USD, -USD, -2 * USD, 0, 0, 0))).isEqualTo(
                "claude.ai used claude-opus-4-5: $4, $1 from your plan allowance, $2 from your"
                        + " extra usage and $1 not covered and never billed, since the monthly"
                        + " spend limit is reached.");
        assertThat(of(usage(), Outcome.APPLIED, null, NOTHING)).isEqualTo(
                "claude.ai used claude-opus-4-5, which cost nothing.");
        assertThat(of(usage(), Outcome.REFUSED, Reason.UNPRICED_MODEL, NOTHING)).isEqualTo(
                "claude.ai used claude-opus-4-5, which was not charged: the model has no price.");
    }

    @Test void money_that_time_took_stands_beside_the_request() {
        assertThat(of(usage(), Outcome.APPLIED, null,
                new EntrySums(USD, 0, 0, 19 * USD, -5 * USD, 3 * USD, 5 * USD, 0))).isEqualTo(
                "claude.ai used claude-opus-4-5: $1, from your plan allowance ($5 of credit"
                        + " expired, and $3 of the last cycle's plan allowance lapsed).");
    }

    @Test void settings_say_what_they_will_do() {
        assertThat(of(CHANGES.get(3), Outcome.APPLIED, null, NOTHING)).isEqualTo(
                "Auto-reload is on: below $5 it buys $15, at most $60 a month.");
        assertThat(of(CHANGES.get(3), Outcome.REFUSED, Reason.AMOUNT_OVER_CAP, NOTHING)).isEqualTo(
                "Auto-reload was not set: the amount is over the monthly cap.");
        assertThat(of(CHANGES.get(8), Outcome.APPLIED, null, NOTHING)).isEqualTo(
                "Extra usage is off; $5 is kept.");
    }

    @Test void entries_of_random_histories_have_sentences(@Seed long seed) {
        for (int i = 0; i < 30; i++) {
            Run run = Run.of(Histories.nasty(seed + i, 150), Catalogs.severalVersions());
            run.entries().forEach(entry -> {
                EntryRow row = EntryRows.of(entry);
                assertIsASentence(EntrySummary.of(row));
                assertThat(texts(NoticeJson.of(row, NoticeCodec.toAvro(entry)))).isEqualTo(
                        entry.notices().stream().map(Notice::text).toList());
                assertThat(texts(NoticeJson.of(row, List.of()))).as("a notice that is gone")
                        .allMatch(text -> text.equals(EntrySummary.of(row)));
            });
        }
    }

    private static List<String> texts(List<ObjectNode> notices) {
        return notices.stream().map(notice -> notice.get("text").textValue()).toList();
    }
}
