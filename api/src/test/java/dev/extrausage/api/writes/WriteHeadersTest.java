package dev.extrausage.api.writes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WriteHeadersTest {
    private static void refused(ProblemCode code, String field, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.json().get("field").textValue()).isEqualTo(field);
        });
    }

    @Test
    void a_missing_key_is_refused_by_the_headers_name() {
        refused(ProblemCode.BAD_REQUEST, "Idempotency-Key",
                () -> IdempotencyKey.event(WriteCalls.head(Map.of())));
        refused(ProblemCode.BAD_REQUEST, "Idempotency-Key",
                () -> IdempotencyKey.topUp(WriteCalls.head(Map.of())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "019acf0e-6c31-4d14-8c8f-2b6f6a2d9a01",
        "019acf0e6c317d148c8f2b6f6a2d9a01"})
    void an_events_key_is_a_uuid_of_version_7(String key) {
        refused(ProblemCode.BAD_REQUEST, "Idempotency-Key",
                () -> IdempotencyKey.event(WriteCalls.head(Map.of("Idempotency-Key", key))));
    }

    @Test
    void a_key_in_capitals_names_the_same_event() {
        assertThat(IdempotencyKey.event(WriteCalls.head(
                Map.of("Idempotency-Key", WriteCalls.KEY.toUpperCase()))).toString())
                .isEqualTo(WriteCalls.KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "auto:a:1", "starter", "a b", "ä"})
    void a_key_of_a_top_up_is_a_free_name(String key) {
        refused(ProblemCode.BAD_REQUEST, "Idempotency-Key",
                () -> IdempotencyKey.topUp(WriteCalls.head(Map.of("Idempotency-Key", key))));
        assertThat(IdempotencyKey.topUp(WriteCalls.head(Map.of("Idempotency-Key", "t-1"))))
                .isEqualTo("t-1");
    }

    @Test
    void the_preferred_wait_is_found_among_other_preferences() {
        assertThat(WaitPreference.of(Map.of())).isEqualTo(Duration.ofSeconds(5));
        assertThat(WaitPreference.of(Map.of("prefer", List.of("respond-async, wait=30"))))
                .isEqualTo(Duration.ofSeconds(30));
        assertThat(WaitPreference.of(Map.of("prefer", List.of("return=minimal", "WAIT=\"0\""))))
                .isEqualTo(Duration.ZERO);
        assertThat(WaitPreference.of(Map.of("prefer", List.of("return=minimal"))))
                .isEqualTo(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"wait", "wait=", "wait=31", "wait=-1", "wait=1.5", "wait=5s",
        "wait=1, wait=2", "wait=999999999999"})
    void a_wait_outside_its_bounds_is_refused(String preference) {
        refused(ProblemCode.BAD_REQUEST, "Prefer",
                () -> WaitPreference.of(Map.of("prefer", List.of(preference))));
    }

    @Test
    void a_setting_goes_out_from_a_named_state_alone() {
        IfMatch condition = IfMatch.of(WriteCalls.head(Map.of("If-Match", "\"41\", W/\"42\"")));
        condition.check(41);
        refused(ProblemCode.PRECONDITION_FAILED, "If-Match", () -> condition.check(42));
        IfMatch.of(WriteCalls.head(Map.of("If-Match", "*"))).check(7);
        IfMatch.of(WriteCalls.head(Map.of())).check(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "41", "\"41", "\"41\" \"42\"", "*, \"41\""})
    void a_condition_that_is_not_written_as_one_is_refused(String tags) {
        refused(ProblemCode.BAD_REQUEST, "If-Match",
                () -> IfMatch.of(WriteCalls.head(Map.of("If-Match", tags))));
    }
}
