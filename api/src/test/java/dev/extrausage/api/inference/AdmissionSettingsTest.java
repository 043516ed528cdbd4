package dev.extrausage.api.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.api.inference.AdmissionSettings.Policies;
import dev.extrausage.client.gate.DecidedBy;
import dev.extrausage.client.gate.GatePolicy;
import dev.extrausage.core.BadInput;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class AdmissionSettingsTest {
    private static final AdmissionSettings USUAL = AdmissionSettings.usual();

    @Test void the_ends_of_each_bound_are_allowed() {
        AdmissionSettings least =
                USUAL.hold(Duration.ofMillis(1)).mostHolds(1).gateways(1);
        AdmissionSettings most = USUAL.hold(Duration.ofDays(30)).mostHolds(10_000_000)
                .gateways(Integer.MAX_VALUE)
                .policies(Policies.USUAL.staleAfter(Duration.ofDays(30)));

        assertThat(least).isEqualTo(new AdmissionSettings(
                Duration.ofMillis(1), 1, 1, Policies.USUAL));
        assertThat(most.policies().staleAfter()).isEqualTo(Duration.ofDays(30));
        assertThat(most.hold()).isEqualTo(Duration.ofDays(30));
        assertThat(most.mostHolds()).isEqualTo(10_000_000);
        assertThat(most.gateways()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test void a_value_out_of_its_bounds_is_named_with_them() {
        String time = "must be above 0 and at most 2592000 s (30 days)";
        Map<String, ThrowingCallable> wrong = Map.of(
                "hold is 0 s: " + time, () -> USUAL.hold(Duration.ZERO),
                "hold is -1.5 s: " + time, () -> USUAL.hold(Duration.ofMillis(-1_500)),
                "hold is 2592000.001 s: " + time, () -> USUAL.hold(
                        Duration.ofDays(30).plusMillis(1)),
                "staleAfter is 0 s: " + time, () -> Policies.USUAL.staleAfter(Duration.ZERO),
                "mostHolds is 0: must be 1 to 10000000", () -> USUAL.mostHolds(0),
                "mostHolds is 10000001: must be 1 to 10000000",
                () -> USUAL.mostHolds(10_000_001),
                "gateways is 0: must be 1 or more", () -> USUAL.gateways(0));

        wrong.forEach((message, call) -> assertThatThrownBy(call)
                .isInstanceOf(BadInput.class).hasMessage(message));
    }

    @Test void another_policy_is_that_of_its_case_alone() {
        for (DecidedBy which : DecidedBy.values()) {
            if (which != DecidedBy.BALANCES) {
                List<GatePolicy> usual = all(Policies.USUAL);
                GatePolicy other = usual.get(which.ordinal() - 1) == GatePolicy.FAIL_OPEN
                        ? GatePolicy.FAIL_CLOSED : GatePolicy.FAIL_OPEN;
                List<GatePolicy> changed = all(Policies.USUAL.with(which, other));

                assertThat(changed.get(which.ordinal() - 1)).as("%s", which).isEqualTo(other);
                assertThat(Stream.iterate(0, i -> i + 1).limit(usual.size())
                        .filter(i -> changed.get(i) != usual.get(i))).hasSize(1);
            }
        }
        assertThatThrownBy(() -> Policies.USUAL.with(DecidedBy.BALANCES, GatePolicy.FAIL_OPEN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** In the order of {@link DecidedBy}. */
    private static List<GatePolicy> all(Policies policies) {
        return List.of(policies.startUp(), policies.stale(), policies.unknownAccount(),
                policies.unpriced(), policies.tooManyHolds());
    }
}
