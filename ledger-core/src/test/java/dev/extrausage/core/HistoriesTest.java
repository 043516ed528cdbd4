package dev.extrausage.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The reach of the generated histories, on which the worth of every law rests. */
class HistoriesTest {
    private static final int SEEDS = 200;
    private static final int LENGTH = 120;

    @Test void a_seed_names_one_history() {
        assertThat(Histories.nasty(3, LENGTH)).isEqualTo(Histories.nasty(3, LENGTH))
                .isNotEqualTo(Histories.nasty(4, LENGTH));
    }

    @Test void many_accounts_are_mixed_each_in_its_own_order() {
        List<Input> mixed = Histories.ofManyAccounts(1, 5, 60, Catalogs.severalVersions());
        Run run = Run.of(mixed, Catalogs.severalVersions());
        assertThat(mixed).hasSize(300);
        for (int i = 0; i < 5; i++) {
            String id = "account-" + i;
            List<Input> alone = mixed.stream()
                    .filter(input -> input.event().accountId().equals(id)).toList();
            assertThat(alone).hasSize(60);
            assertThat(Run.of(alone, Catalogs.severalVersions()).account(id))
                    .isEqualTo(run.account(id));
        }
    }

    @Test void histories_reach_every_outcome_reason_notice_movement_and_change() {
        Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);
        Map<Reason, Integer> reasons = new EnumMap<>(Reason.class);
        Set<NoticeKind> notices = EnumSet.noneOf(NoticeKind.class);
        Set<String> movements = new TreeSet<>();
        Set<String> applied = new TreeSet<>();
        int duplicates = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            for (Run.Step step : Run.of(history(seed), Catalogs.severalVersions()).steps()) {
                if (step.isDuplicate()) {
                    duplicates++;
                    continue;
                }
                Entry entry = step.entry();
                outcomes.add(entry.outcome());
                if (entry.reason() != null) {
                    reasons.merge(entry.reason(), 1, Integer::sum);
                }
                entry.notices().forEach(n -> notices.add(n.kind()));
                entry.postings().forEach(p -> movements.add(p.from() + " → " + p.to()));
                if (entry.outcome() == Outcome.APPLIED) {
                    applied.add(step.input().event() instanceof AccountEvent a
                            ? a.change().type() : "usage");
                }
            }
        }
        assertThat(outcomes).containsExactlyInAnyOrder(Outcome.values());
        assertThat(reasons.keySet()).containsExactlyInAnyOrder(Reason.values());
        assertThat(notices).containsAll(EnumSet.complementOf(EnumSet.of(NoticeKind.TOP_UP_DUE)));
        assertThat(movements).containsExactly("ALLOWANCE → LAPSED", "ALLOWANCE → USAGE",
                "EXTRA_USAGE → CHARGEBACKS", "EXTRA_USAGE → EXPIRED", "EXTRA_USAGE → PROMOTIONS",
                "EXTRA_USAGE → REFUNDS", "EXTRA_USAGE → USAGE", "LAPSED → USAGE",
                "PAYMENTS → EXTRA_USAGE", "PLAN → ALLOWANCE", "PLAN → LAPSED",
                "PROMOTIONS → EXTRA_USAGE", "REFUNDS → EXTRA_USAGE", "UNCOVERED → CHARGEBACKS",
                "UNCOVERED → USAGE", "USAGE → ALLOWANCE", "USAGE → EXTRA_USAGE", "USAGE → LAPSED");
        assertThat(applied).hasSize(20);
        assertThat(duplicates).isGreaterThan(SEEDS);
    }

    private static List<Input> history(long seed) {
        return Histories.nasty(seed, seed % 16 == 7 ? 1_100 : LENGTH);
    }
}
