package dev.extrausage.journal.reports.refused;

import static dev.extrausage.journal.reports.refused.RefusalJournal.T;
import static dev.extrausage.journal.reports.refused.RefusalJournal.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.core.Pool;
import dev.extrausage.core.Reason;
import dev.extrausage.core.Seed;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.journal.reports.Sum;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class OpenRefusalsTest {
    private static final long USD = 1_000_000_000;
    private static final List<Reason> REFUSALS = List.of(Reason.UNPRICED_MODEL,
            Reason.UNPRICED_TIER, Reason.ACCOUNT_CLOSED, Reason.TOO_OLD);

    @TempDir private static Path data;
    private static RefusalJournal journal;

    @BeforeAll static void start() {
        journal = new RefusalJournal(data);
    }

    @AfterAll static void stop() {
        journal.close();
    }

    @BeforeEach void clear() throws Exception {
        journal.clear();
    }

    @Test void open_refusals_are_those_a_map_finds_in_any_memory(@Seed long seed) {
        Random random = new Random(seed);
        Map<UsageEvent, Reason> latest = new LinkedHashMap<>();
        Set<UsageEvent> accepted = new HashSet<>();
        for (int i = 0; i < 600; i++) {
            int number = random.nextInt(200);
            UsageEvent usage = usage("account-" + number % 7, number, number % 20, "m");
            if (accepted.contains(usage)) {
                continue;
            }
            if (random.nextInt(5) == 0) {
                journal.paid(usage, Pool.ALLOWANCE, USD);
                accepted.add(usage);
                latest.remove(usage);
            } else {
                Reason reason = REFUSALS.get(random.nextInt(REFUSALS.size()));
                journal.refused(usage, reason);
                if (reason != Reason.TOO_OLD) {
                    latest.put(usage, reason);
                }
            }
        }
        for (Long since : new Long[] {null, T + 10 * 3_600_000L}) {
            RefusedUsage wanted = new RefusedUsage(RefusedUsage.UNPRICED, since);
            Set<UsageEvent> expected = new HashSet<>();
            latest.forEach((usage, reason) -> {
                if (wanted.reasons().contains(reason)
                        && (since == null || usage.occurredAt() >= since)) {
                    expected.add(usage);
                }
            });
            for (int mostIds : new int[] {60, OpenRefusals.MOST_IDS}) {
                List<UsageEvent> found = new ArrayList<>();
                new OpenRefusals(journal.read(), wanted, mostIds)
                        .forEach(refusal -> found.add(refusal.usage()));
                assertThat(found).as("at most %d ids", mostIds)
                        .containsExactlyInAnyOrderElementsOf(expected);
            }
        }
    }

    @Test void refused_usage_is_summed_with_its_cost_under_a_catalog() {
        journal.refused(usage("a", 1, 0, "Next"), Reason.UNPRICED_MODEL);
        journal.refused(usage("a", 2, 1, "next"), Reason.UNPRICED_MODEL);
        journal.refused(usage("b", 3, 2, "next"), Reason.UNPRICED_MODEL);
        journal.refused(usage("b", 4, 3, "claude-haiku-4-5"), Reason.UNPRICED_MODEL);
        journal.paid(usage("b", 3, 2, "next"), Pool.ALLOWANCE, USD);

        RefusedReport report = new RefusedReport(
                CatalogFile.defaultCatalog(), CatalogFile.defaultCatalog());
        RefusedUsage wanted = new RefusedUsage(RefusedUsage.UNPRICED, null);
        new OpenRefusals(journal.read(), wanted).forEach(report::add);

        assertThat(report.sums()).containsExactly(
                new RefusedSum(Reason.UNPRICED_MODEL, "next", 2, 1, T, T + 3_600_000, Sum.ZERO, 2),
                new RefusedSum(Reason.UNPRICED_MODEL, "claude-haiku-4-5", 1, 1, T + 3 * 3_600_000,
                        T + 3 * 3_600_000, Sum.of(USD), 0));
        assertThat(RefusedJson.of(report, wanted)).startsWith("{\"since\":null,"
                + "\"accounts_are_at_least\":false,\"refused\":[{\"reason\":\"UNPRICED_MODEL\","
                + "\"name\":\"next\",\"requests\":2,\"accounts\":1,"
                + "\"first_at\":\"2026-10-10T12:00:00.000Z\",");
    }

    @Test void resubmitted_usage_is_sent_once_and_its_outcome_counted() {
        String model = "claude-haiku-4-5";
        for (int number = 1; number <= 8; number++) {
            journal.refused(usage("a", number, number, model), Reason.UNPRICED_MODEL);
            journal.refused(usage("a", number, number, model), Reason.UNPRICED_MODEL);
        }
        journal.refused(usage("a", 9, 9, "next"), Reason.UNPRICED_MODEL);
        List<UsageEvent> sent = new ArrayList<>();
        RefusedUsage wanted = new RefusedUsage(Set.of(Reason.UNPRICED_MODEL), null);

        long soon = T + 2 * 3_600_000L + 35L * 24 * 3_600_000; // too late for the first, by an hour
        Resubmission.Result dry = new Resubmission(journal.read(),
                CatalogFile.defaultCatalog(), () -> soon, null).run(wanted);
        Resubmission.Result done = new Resubmission(journal.read(), CatalogFile.defaultCatalog(),
                () -> soon, new Resubmission.Way() {
                    @Override public void send(UsageEvent usage) {
                        sent.add(usage);
                    }

                    @Override public void awaitDecided() {
                        journal.decide(sent);
                    }
                }).run(new OpenRefusals(journal.read(), wanted, 9));

        assertThat(dry.cost()).isEqualTo(Sum.of(7 * USD));
        assertThat(List.of(dry.open(), dry.tooOld(), dry.withoutPrice(), dry.sent(), dry.paid()))
                .containsExactly(9L, 1L, 1L, 7L, 0L);
        assertThat(sent).hasSize(7).doesNotHaveDuplicates();
        assertThat(List.of(done.open(), done.tooOld(), done.withoutPrice(), done.sent()))
                .containsExactly(9L, 1L, 1L, 7L);
        assertThat(List.of(done.paid(), done.late(), done.uncovered(), done.duplicates()))
                .containsExactly(3L, 1L, 1L, 2L);
        assertThat(done.refusedBy()).containsExactly(Map.entry(Reason.ACCOUNT_CLOSED, 1L));
        assertThat(done.cost()).isEqualTo(Sum.of(4 * USD));
        assertThat(done.uncoveredCost()).isEqualTo(Sum.of(USD / 4));
        assertThat(done.leavesNothing()).isFalse();
    }
}
