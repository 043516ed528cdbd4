package dev.extrausage.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.Catalogs;
import dev.extrausage.core.UtcTime;
import dev.extrausage.journal.redecide.Journals;
import dev.extrausage.journal.reports.asof.AsOf;
import dev.extrausage.journal.reports.asof.AsOfJson;
import dev.extrausage.journal.reports.asof.PastBalance;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The account of {@code acme.jsonl}, in the night when a cycle ends. */
class AsOfTextTest {
    @Test
    void where_nothing_came_later_both_senses_are_one() throws IOException {
        assertThat(page("2026-01-12T02:00:00Z", null)).containsExactly(
                "By what is known now, acme had at 2026-01-12T02:00:00.000Z:",
                "  Plan                      pro  cycle 2026-01-11T00:00:00.000Z to"
                        + " 2026-02-11T00:00:00.000Z",
                "  Allowance left    $0.99498725",
                "  Extra usage               $14",
                "    p1                      $10  PURCHASE",
                "    starter                  $4  STARTER,"
                        + " expires 2026-04-11T03:00:00.000Z",
                "  Spent this cycle           $0",
                "  Last entry                 22",
                "No later entry tells of that time: the ledger had said by 2026-01-12T02:00:00.000Z"
                        + " what is known now.");
    }

    @Test
    void an_expiry_booked_later_was_not_said_then() throws IOException {
        assertThat(page("2026-02-10T12:00:00Z", null)).containsExactly(
                "By what is known now, acme had at 2026-02-10T12:00:00.000Z:",
                "  Plan              team  cycle 2026-01-11T00:00:00.000Z to"
                        + " 2026-02-11T00:00:00.000Z",
                "  Allowance left     $36",
                "  Extra usage        $21",
                "    auto:acme:39     $17  AUTO_RELOAD",
                "    p1                $4  PURCHASE",
                "  Spent this cycle    $6",
                "  Last entry          55",
                "",
                "By 2026-02-10T12:00:00.000Z the ledger had said:",
                "  Plan              team  cycle 2026-01-11T00:00:00.000Z to"
                        + " 2026-02-11T00:00:00.000Z",
                "  Allowance left     $36",
                "  Extra usage        $23",
                "    auto:acme:39     $17  AUTO_RELOAD",
                "    g2                $2  GOODWILL, expires 2026-02-05T00:00:00.000Z",
                "    p1                $4  PURCHASE",
                "  Spent this cycle    $6",
                "  Last entry          55",
                "Entries that came later and tell of that time:",
                "  entry 56, received 2026-02-11T00:00:00.000Z, CycleReset; $2 EXTRA_USAGE ->"
                        + " EXPIRED (g2) at 2026-02-05T00:00:00.000Z");
    }

    @Test
    void what_was_said_then_can_be_asked_for_first() throws IOException {
        List<String> page = page(null, "2026-02-10T12:00:00Z");

        assertThat(page).startsWith("By 2026-02-10T12:00:00.000Z the ledger had said:")
                .contains("By what is known now, acme had at 2026-02-10T12:00:00.000Z:");
    }

    @Test
    void a_cycle_that_is_told_of_later_had_begun_then() throws IOException {
        PastBalance b = ask("2026-04-12T00:00:00Z", null).asked();

        assertThat(UtcTime.format(b.cycle().start())).isEqualTo("2026-04-11T00:00:00.000Z");
        assertThat(b.allowanceNanos()).isEqualTo(20_000_000_000L);
        assertThat(b.spentNanos()).isZero();
    }

    @Test
    void a_machine_gets_both_by_name() throws IOException {
        assertThat(AsOfJson.of("acme", ask("2026-02-10T12:00:00Z", "2026-02-10T13:00:00Z")))
                .startsWith("{\"account_id\":\"acme\",\"as_of\":\"2026-02-10T12:00:00.000Z\","
                        + "\"known_at\":\"2026-02-10T13:00:00.000Z\",\"balance\":{\"sequence\":55,")
                .contains("\"differs\":true,\"later_entries\":[{\"sequence\":56,");
    }

    private static List<String> page(String asOf, String knownAt) throws IOException {
        return AsOfText.of("acme", ask(asOf, knownAt));
    }

    private static AsOf.Answer ask(String asOf, String knownAt) throws IOException {
        AsOf question = new AsOf(millis(asOf), millis(knownAt));
        Journals.steps(Journals.acme(), Catalogs.example()).forEach(question::add);
        return question.answer();
    }

    private static Long millis(String time) {
        return time == null ? null : (Long) UtcTime.parse("time", time);
    }
}
