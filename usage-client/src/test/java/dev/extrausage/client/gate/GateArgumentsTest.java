package dev.extrausage.client.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.core.BadInput;
import dev.extrausage.core.Catalogs;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A caller's mistakes, each told by the argument's name; no Kafka is needed for that. */
class GateArgumentsTest {
    private static final RequestEstimate SMALL =
            RequestEstimate.of("claude-haiku-4-5").tokens(1, 1).build();
    private static UsageGate gate;

    @BeforeAll static void start() {
        gate = UsageGate.builder("127.0.0.1:1", Catalogs.example()).catalogAsGiven().start();
    }

    @AfterAll static void stop() {
        gate.close();
    }

    @Test void a_missing_account_is_named_by_every_question() {
        for (ThrowingCallable question : new ThrowingCallable[] {
            () -> gate.check(null, "cursor", SMALL), () -> gate.check(null, "cursor", 1),
            () -> gate.admit(null, "cursor", SMALL), () -> gate.admit(null, "cursor", 1)}) {
            assertThatThrownBy(question).isInstanceOf(NullPointerException.class)
                    .hasMessage("account is null: must be the account_id that pays");
        }
    }

    @Test void a_missing_app_is_named_by_every_question() {
        for (ThrowingCallable question : new ThrowingCallable[] {
            () -> gate.check("ada", null, SMALL), () -> gate.check("ada", null, 1),
            () -> gate.admit("ada", null, SMALL), () -> gate.admit("ada", null, 1)}) {
            assertThatThrownBy(question).isInstanceOf(NullPointerException.class)
                    .hasMessage("app is null: must be the app that the request comes from");
        }
    }

    @Test void a_missing_estimate_is_named_by_every_question() {
        for (ThrowingCallable question : new ThrowingCallable[] {
            () -> gate.check("ada", "cursor", null), () -> gate.admit("ada", "cursor", null),
            () -> gate.estimateNanos(null)}) {
            assertThatThrownBy(question).isInstanceOf(NullPointerException.class)
                    .hasMessage("request is null: must be the most that it may use");
        }
    }

    @Test void amounts_and_offsets_below_zero_are_named_with_their_bound() {
        assertThatThrownBy(() -> gate.check("ada", "cursor", -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("estimatedCostNanos is -1: must be 0 or more");
        try (Admission admission = gate.admit("ada", "cursor", 1)) {
            assertThatThrownBy(() -> admission.costs(-2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("nanos is -2: must be 0 or more");
            assertThatThrownBy(() -> admission.settleAt(-1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("usageOffset is -1: must be 0 or more");
            assertThatThrownBy(() -> admission.settleWith(null))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("published is null: must be what publish returned");
        }
    }

    @Test void the_number_of_no_hold_is_named_with_its_bound() {
        for (long number : new long[] {-2, Long.MIN_VALUE, 100_000L << 32, Long.MAX_VALUE}) {
            assertThatThrownBy(() -> gate.hold(number))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("number is " + number + ": must be -1 to 429496729599999,"
                            + " as Hold.number() of this gate has it");
        }
    }

    @Test void settings_without_name_or_value_are_named() {
        UsageGate.Builder builder = UsageGate.builder("127.0.0.1:1", Catalogs.example());
        assertThatThrownBy(() -> builder.kafka(null, "x"))
                .hasMessage("the name of a Kafka setting is null");
        assertThatThrownBy(() -> builder.kafka("client.id", null))
                .hasMessage("the Kafka setting client.id is null");
        assertThatThrownBy(() -> builder.stale(null, GatePolicy.FAIL_OPEN)).hasMessage("stale");
        assertThatThrownBy(() -> gate.awaitReady(null)).hasMessageStartingWith("longest is null");
    }

    @Test void estimates_name_the_field_that_cannot_be() {
        assertThatThrownBy(() -> RequestEstimate.of(null).build())
                .isInstanceOf(BadInput.class).hasMessage("model is missing");
        assertThatThrownBy(() -> RequestEstimate.of("m").unit(null, 1).build())
                .isInstanceOf(BadInput.class).hasMessage("a name in units is missing");
    }

    @Test void an_account_id_that_cannot_be_is_an_unknown_account() {
        assertThat(gate.check("", "cursor", 1).isAllowed()).isFalse();
        assertThat(gate.check("x".repeat(10_000), "cursor", 1).isAllowed()).isFalse();
    }
}
