package dev.extrausage.core;

import static dev.extrausage.core.Happening.millis;
import static dev.extrausage.core.Reason.IN_THE_FUTURE;
import static dev.extrausage.core.Reason.TOO_OLD;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bounds of an input's age at its receipt (M4, M5). */
class InputAgeTest {
    private static final long RECEIVED = millis("2026-03-01T12:00:00Z");
    private static final long DAYS_35 = 35L * 24 * 60 * 60 * 1000;
    private static final long MINUTES_5 = 5L * 60 * 1000;

    @ParameterizedTest
    @CsvSource({"0,0,", "-3024000000,0,", "-3024000001,0,TOO_OLD", "0,-3024000000,",
        "0,-3024000001,TOO_OLD", "300000,0,", "300001,0,IN_THE_FUTURE", "0,300000,",
        "0,300001,IN_THE_FUTURE", "-3024000001,300001,TOO_OLD", "300001,-3024000001,TOO_OLD"})
    void ids_and_times_keep_to_35_days_and_5_minutes(
            long idTime, long occurredAt, Reason refusal) {
        assertThat(InputAge.refusal(usage(idTime, occurredAt))).isEqualTo(refusal);
    }

    @Test void resets_and_passings_of_time_are_never_too_old() {
        Change closed = new Change.AccountClosed();
        assertThat(InputAge.refusal(told(closed, -DAYS_35 - 1, 0))).isEqualTo(TOO_OLD);
        for (Change change : new Change[] {
            new Change.CycleReset(RECEIVED), new Change.TimePassed(RECEIVED)}) {
            assertThat(InputAge.refusal(told(change, -DAYS_35 - 1, 0))).isNull();
            assertThat(InputAge.refusal(told(change, 0, -DAYS_35 * 5))).isNull();
            assertThat(InputAge.refusal(told(change, 0, MINUTES_5 + 1))).isEqualTo(IN_THE_FUTURE);
            assertThat(InputAge.refusal(told(change, MINUTES_5 + 1, -DAYS_35 - 1)))
                    .isEqualTo(IN_THE_FUTURE);
        }
    }

    @Test void an_id_is_compared_for_35_days_after_its_time() {
        assertThat(InputAge.isCompared(usage(0, 0))).isTrue();
        assertThat(InputAge.isCompared(usage(-DAYS_35, 0))).isTrue();
        assertThat(InputAge.isCompared(told(new Change.TimePassed(RECEIVED), -DAYS_35, 0)))
                .isTrue();
        assertThat(InputAge.isCompared(told(new Change.TimePassed(RECEIVED), -DAYS_35 - 1, 0)))
                .isFalse();
    }

    @Test void an_input_out_of_time_is_not_compared() {
        assertThat(InputAge.isCompared(usage(0, -DAYS_35 - 1))).isFalse();
        assertThat(InputAge.isCompared(usage(0, MINUTES_5 + 1))).isFalse();
        assertThat(InputAge.isCompared(usage(MINUTES_5 + 1, 0))).isFalse();
    }

    @Test void an_old_reset_under_a_young_id_is_compared() {
        assertThat(InputAge.isCompared(told(new Change.CycleReset(RECEIVED), 0, -DAYS_35 * 2)))
                .isTrue();
    }

    @Test void an_inputs_time_is_the_earlier_of_occurrence_and_receipt() {
        assertThat(usage(0, -5).time()).isEqualTo(RECEIVED - 5);
        assertThat(usage(0, 5).time()).isEqualTo(RECEIVED);
        assertThat(usage(-9, 0).time()).isEqualTo(RECEIVED);
    }

    @Test void a_repeated_id_makes_no_entry_whatever_comes_with_it() {
        Run run = new Run(Catalogs.example());
        Input opening = input(Happening.planStarted("pro"), RECEIVED, 1);
        assertThat(run.decide(opening).isDuplicate()).isFalse();
        assertThat(run.decide(opening).isDuplicate()).isTrue();
        Event other = input(Happening.usage("claude.ai", "$1"), RECEIVED, 1).event();
        assertThat(run.decide(new Input(other, RECEIVED + DAYS_35)).isDuplicate()).isTrue();
        assertThat(run.account("acme").sequence()).isEqualTo(1);
    }

    @Test void past_the_window_each_delivery_is_refused_as_too_old() {
        Run run = new Run(Catalogs.example());
        Input opening = input(Happening.planStarted("pro"), RECEIVED, 1);
        run.decide(opening);
        Input late = new Input(opening.event(), RECEIVED + DAYS_35 + 1);
        assertThat(run.decide(late).entry().reason()).isEqualTo(TOO_OLD);
        assertThat(run.decide(late).entry().sequence()).isEqualTo(3);
    }

    @Test void a_refused_input_may_come_again_and_is_then_remembered() {
        Run run = new Run(Catalogs.example());
        Input usage = input(Happening.usage("claude.ai", "$1"), RECEIVED, 1);
        assertThat(run.decide(usage).entry().reason()).isEqualTo(Reason.UNKNOWN_ACCOUNT);
        assertThat(run.decide(usage).entry().sequence()).isEqualTo(2);
        run.decide(input(Happening.planStarted("pro"), RECEIVED, 2));
        assertThat(run.decide(usage).entry().outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(run.decide(usage).isDuplicate()).isTrue();
    }

    @Test void no_change_is_remembered_too() {
        Run run = new Run(Catalogs.example());
        run.decide(input(Happening.planStarted("pro"), RECEIVED, 1));
        Input again = input(Happening.planStarted("pro"), RECEIVED, 2);
        assertThat(run.decide(again).entry().outcome()).isEqualTo(Outcome.NO_CHANGE);
        assertThat(run.decide(again).isDuplicate()).isTrue();
    }

    @Test void another_account_may_use_the_same_id() {
        Run run = new Run(Catalogs.example());
        Happening opening = Happening.planStarted("pro");
        run.decide(opening.input("acme", RECEIVED, 1));
        assertThat(run.decide(opening.input("umbrella", RECEIVED, 1)).isDuplicate()).isFalse();
    }

    @Test void a_reset_older_than_the_window_is_decided_each_time() {
        Run run = new Run(Catalogs.example());
        run.decide(input(Happening.planStarted("pro"), RECEIVED, 1));
        Input late = new Input(input(Happening.cycleReset("2026-03-01T12:00:00Z"), RECEIVED, 2)
                .event(), RECEIVED + DAYS_35 + 1);
        assertThat(run.decide(late).entry().outcome()).isEqualTo(Outcome.NO_CHANGE);
        assertThat(run.decide(late).entry().sequence()).isEqualTo(3);
    }

    private static Input usage(long idTime, long occurredAt) {
        return new Input(new UsageEvent(Happening.id(RECEIVED + idTime, 1), "acme", null,
                RECEIVED + occurredAt, "cursor", null, "claude-haiku-4-5", 1, 0, 0, 0, 0),
                RECEIVED);
    }

    private static Input told(Change change, long idTime, long occurredAt) {
        return new Input(new AccountEvent(Happening.id(RECEIVED + idTime, 1), "acme",
                RECEIVED + occurredAt, "test", change), RECEIVED);
    }

    private static Input input(Happening happening, long now, int number) {
        return happening.input("acme", now, number);
    }
}
