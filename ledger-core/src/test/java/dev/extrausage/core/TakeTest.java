package dev.extrausage.core;

import static dev.extrausage.core.Happening.millis;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The use that {@link Ledger#take} makes of the decided ids (M4). */
class TakeTest {
    private static final long RECEIVED = millis("2026-03-01T12:00:00Z");
    private static final long DAYS_35 = 35L * 24 * 60 * 60 * 1000;
    private static final Input OPENING = Happening.planStarted("pro").input("acme", RECEIVED, 1);

    /** A memory that records its calls. */
    private static final class Recorded implements DecidedIds {
        private final DecidedIds ids = DecidedIds.unbounded();
        private final List<String> calls = new ArrayList<>();

        @Override public boolean contains(EventId id) {
            calls.add("contains");
            return ids.contains(id);
        }

        @Override public void remember(EventId id, long receivedAt) {
            calls.add("remember " + receivedAt);
            ids.remember(id, receivedAt);
        }
    }

    private final Recorded ids = new Recorded();
    private Account account = Account.unknown("acme");

    private Decision take(Input input) {
        Decision decision = Ledger.take(account, input, ids, Catalogs.example());
        account = decision == null ? account : decision.account();
        return decision;
    }

    @Test void an_accepted_input_is_compared_and_then_remembered() {
        assertThat(take(OPENING)).isEqualTo(Ledger.decide(
                Account.unknown("acme"), OPENING, Catalogs.example()));
        assertThat(ids.calls).containsExactly("contains", "remember " + RECEIVED);
    }

    @Test void a_duplicate_has_no_decision_and_is_not_remembered_anew() {
        take(OPENING);
        assertThat(take(OPENING)).isNull();
        assertThat(ids.calls).containsExactly("contains", "remember " + RECEIVED, "contains");
        assertThat(account.sequence()).isEqualTo(1);
    }

    @Test void a_refused_input_is_compared_but_not_remembered() {
        Input usage = Happening.usage("cursor", "$1").input("acme", RECEIVED, 1);
        assertThat(take(usage).entry().isRefused()).isTrue();
        assertThat(ids.calls).containsExactly("contains");
    }

    @Test void an_input_out_of_time_is_refused_without_a_comparison() {
        assertThat(take(new Input(OPENING.event(), RECEIVED + DAYS_35 + 1)).entry().reason())
                .isEqualTo(Reason.TOO_OLD);
        assertThat(ids.calls).isEmpty();
    }

    @Test void a_reset_older_than_the_window_is_not_compared() {
        take(OPENING);
        ids.calls.clear();
        Input late = new Input(Happening.cycleReset("2026-03-01T12:00:00Z")
                .input("acme", RECEIVED, 2).event(), RECEIVED + DAYS_35 + 1);
        assertThat(take(late).entry().outcome()).isEqualTo(Outcome.NO_CHANGE);
        assertThat(take(late).entry().outcome()).isEqualTo(Outcome.NO_CHANGE);
        assertThat(ids.calls).noneMatch("contains"::equals);
    }
}
