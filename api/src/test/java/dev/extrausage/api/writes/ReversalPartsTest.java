package dev.extrausage.api.writes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.api.http.Problem;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Change;
import dev.extrausage.core.Event;
import dev.extrausage.core.EventId;
import dev.extrausage.core.Input;
import dev.extrausage.core.Ledger;
import dev.extrausage.core.Outcome;
import dev.extrausage.core.Pool;
import dev.extrausage.core.Posting;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.core.UtcTime;
import dev.extrausage.journal.read.WrittenEntry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReversalPartsTest {
    private static final long NOW = UtcTime.parse("", "2026-11-29T10:00:00Z");
    private static final EventId KEY = EventId.parse(WriteCalls.KEY);
    private static final EventId USAGE = EventId.derived(NOW, "usage");

    private static WrittenEntry entry(Event cause, Posting... postings) {
        return new WrittenEntry(WriteCalls.ACCOUNT, 9, Ledger.RULES_VERSION, "2026-01",
                new Input(cause, NOW), NOW, 0, Outcome.APPLIED, null, List.of(postings), 0, 0, 0,
                null, List.of());
    }

    private static WrittenEntry usage(Posting... postings) {
        return entry(new UsageEvent(USAGE, WriteCalls.ACCOUNT, null, NOW, "Cursor", null,
                "claude-sonnet-4-5", 1, 1, 0, 0, 0, null, Map.of()), postings);
    }

    private static Posting paid(Pool pool, String grantId, long nanos) {
        return new Posting(pool, Pool.USAGE, grantId, nanos, NOW);
    }

    private static AccountEvent done(EventId id, Change.UsageReversed change) {
        return new AccountEvent(id, WriteCalls.ACCOUNT, NOW, "ada", "why", change);
    }

    @Test
    void each_pool_and_grant_that_paid_gets_the_whole_back() {
        List<Change.UsageReversed> parts = ReversalParts.of(usage(
                new Posting(Pool.PLAN, Pool.ALLOWANCE, null, 20, NOW),
                paid(Pool.ALLOWANCE, null, 5), paid(Pool.EXTRA_USAGE, "g-1", 7),
                paid(Pool.EXTRA_USAGE, "g-2", 3), paid(Pool.UNCOVERED, null, 1)));
        assertThat(parts).containsExactly(
                new Change.UsageReversed(USAGE, Pool.ALLOWANCE, null, 5),
                new Change.UsageReversed(USAGE, Pool.EXTRA_USAGE, "g-1", 7),
                new Change.UsageReversed(USAGE, Pool.EXTRA_USAGE, "g-2", 3));
    }

    @Test
    void only_paid_usage_is_given_back() {
        for (WrittenEntry entry : List.of(usage(), usage(paid(Pool.UNCOVERED, null, 1)),
                usage(paid(Pool.LAPSED, null, 1)),
                entry(done(KEY, new Change.UsageReversed(USAGE, Pool.ALLOWANCE, null, 1))))) {
            assertThatThrownBy(() -> ReversalParts.of(entry))
                    .isInstanceOfSatisfying(Problem.class, problem -> assertThat(
                            problem.json().get("field").textValue()).isEqualTo("sequence"));
        }
    }

    @Test
    void ids_of_parts_follow_from_the_key() {
        List<Change.UsageReversed> parts = ReversalParts.of(usage(paid(Pool.ALLOWANCE, null, 5),
                paid(Pool.EXTRA_USAGE, "g-1", 7), paid(Pool.EXTRA_USAGE, "g-2", 3)));
        List<EventId> ids = ReversalParts.ids(KEY, parts);
        assertThat(ids).hasSize(3).doesNotHaveDuplicates().startsWith(KEY)
                .isEqualTo(ReversalParts.ids(KEY, parts))
                .allMatch(id -> id.time() == KEY.time());
        assertThat(ReversalParts.ids(EventId.derived(KEY.time(), "another key"), parts))
                .doesNotContainAnyElementsOf(ids);
    }

    @Test
    void usage_that_another_request_gave_back_is_left_out() {
        List<Change.UsageReversed> parts = ReversalParts.of(usage(
                paid(Pool.ALLOWANCE, null, 5), paid(Pool.EXTRA_USAGE, "g-1", 7)));
        List<EventId> ids = ReversalParts.ids(KEY, parts);
        AccountEvent another = done(EventId.derived(NOW, "another"), parts.get(0));
        assertThat(ReversalParts.notYetGivenBack(KEY, parts, List.of(another)))
                .containsExactly(parts.get(1));
        assertThat(ReversalParts.notYetGivenBack(KEY, parts, List.of(
                done(ids.get(0), parts.get(0)), done(ids.get(1), parts.get(1)))))
                .isEqualTo(parts);
        assertThat(ReversalParts.notYetGivenBack(
                KEY, List.of(parts.get(1)), List.of(done(KEY, parts.get(1))))).hasSize(1);
    }
}
