package dev.extrausage.stream.topology;

import static dev.extrausage.stream.topology.LedgerDriver.change;
import static dev.extrausage.stream.topology.LedgerDriver.id;
import static dev.extrausage.stream.topology.LedgerDriver.planStarted;
import static dev.extrausage.stream.topology.LedgerDriver.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.Account;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Decision;
import dev.extrausage.core.Event;
import dev.extrausage.core.Input;
import dev.extrausage.core.Ledger;
import dev.extrausage.core.Reason;
import dev.extrausage.core.UtcTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The share of inputs that are refused, as a broker's slow clock makes it. */
class RefusalWatchTest {
    private static final long T = UtcTime.parse("t", "2026-01-10T12:00:00Z");
    private static final long MINUTE = 60_000;
    private static final Catalog CATALOG = Catalogs.example();

    private final List<String> warnings = new ArrayList<>();
    private long now = T;
    private final RefusalWatch watch = new RefusalWatch(() -> now, warnings::add);
    private Account account = Account.unknown("ada");
    private long nextId = 1;

    @Test void slow_brokers_are_told_by_a_sentence_and_a_share() {
        decide(change(id(T, nextId++), "ada", T, planStarted("pro")), T);
        for (int i = 0; i < 29; i++) {
            decide(usage(id(T, nextId++), "ada", T), T);
        }
        for (int i = 0; i < 70; i++) {
            decide(usage(id(T, nextId++), "ada", T), T - 10 * MINUTE - i * 1_000);
        }
        watch.tellMinute();
        assertThat(warnings).isEmpty();
        now += MINUTE;
        watch.tellMinute();
        assertThat(warnings).containsExactly("70 of 100 inputs (70 %) were refused in the last"
                + " minute: 70 IN_THE_FUTURE. The times of those in the future are 600 to 669 s"
                + " ahead of the broker's clock: it is slow, or the senders' clocks are fast. Set"
                + " them right; `ledger resubmit --reason IN_THE_FUTURE` then sends that usage"
                + " again.");
        assertThat(watch.refusals()).isEqualTo(new RefusalWatch.Refusals(
                100, Map.of(Reason.IN_THE_FUTURE, 70L), 0.7));
        assertThat(watch.refusals().refused()).isEqualTo(70);
    }

    @Test void each_minute_is_told_by_its_own_entries() {
        refuse(50, T);
        now += MINUTE;
        watch.tellMinute();
        watch.tellMinute();
        assertThat(warnings).containsExactly("50 of 50 inputs (100 %) were refused in the last"
                + " minute: 50 UNKNOWN_ACCOUNT.");
        now += MINUTE;
        watch.tellMinute();
        assertThat(warnings).hasSize(1);
        assertThat(watch.refusals().shareOfLastMinute()).isZero();
        assertThat(watch.refusals().refused()).isEqualTo(50);
    }

    @Test void a_few_refusals_among_many_inputs_are_no_warning() {
        refuse(20, T);
        decide(change(id(T, nextId++), "ada", T, planStarted("pro")), T);
        for (int i = 0; i < 399; i++) {
            decide(usage(id(T, nextId++), "ada", T), T);
        }
        now += MINUTE;
        watch.tellMinute();
        assertThat(warnings).isEmpty();
        assertThat(watch.refusals().shareOfLastMinute()).isEqualTo(20.0 / 420);
    }

    private void refuse(int count, long receivedAt) {
        for (int i = 0; i < count; i++) {
            decide(usage(id(T, nextId++), "ada", T), receivedAt);
        }
    }

    private void decide(Event event, long receivedAt) {
        Decision decision = Ledger.decide(account, new Input(event, receivedAt), CATALOG);
        account = decision.account();
        watch.see(decision.entry());
    }
}
