package dev.extrausage.journal.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Change;
import dev.extrausage.core.EventId;
import dev.extrausage.core.GrantKind;
import dev.extrausage.core.HashedName;
import dev.extrausage.core.Input;
import dev.extrausage.core.Money;
import dev.extrausage.core.Pool;
import dev.extrausage.core.Seed;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.core.UtcTime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Corrections that a fact of the journal supports, and such that none does (J6). */
final class CorrectionsTest {
    private static final Catalog CATALOG = Catalogs.example();
    private static final long USD = Money.NANOS_PER_USD;

    @TempDir private Path folder;
    private final List<Input> inputs = new ArrayList<>();
    private long now = UtcTime.parse("now", "2026-02-01T00:00:00Z");
    private final Random random;

    CorrectionsTest(@Seed long seed) {
        random = new Random(seed);
    }

    @Test void usage_given_back_once_and_in_full_is_supported() {
        happens(new Change.PlanStarted("pro", 1, null));
        happens(new Change.CreditGranted("g1", GrantKind.PURCHASE, 20 * USD, null, null, null));
        EventId use = uses("claude.ai", 22);
        happens(new Change.UsageReversed(use, Pool.ALLOWANCE, null, 20 * USD));
        happens(new Change.UsageReversed(use, Pool.EXTRA_USAGE, "g1", USD));
        happens(new Change.UsageReversed(use, Pool.EXTRA_USAGE, "g1", USD)); // NO_CHANGE
        assertThat(unsupported()).isEmpty();
    }

    @Test void usage_given_back_without_its_entry_is_found() {
        happens(new Change.PlanStarted("pro", 1, null));
        EventId later = EventId.derived(now, "later");
        happens(new Change.UsageReversed(later, Pool.EXTRA_USAGE, "g1", USD));
        assertThat(unsupported()).containsExactly("2: entry 2 gives back usage of $1, which no"
                + " entry before it shows that request " + later + " took from that pool or grant");
    }

    @Test void usage_given_back_to_an_unpaying_grant_is_found() {
        happens(new Change.PlanStarted("pro", 1, null));
        happens(new Change.CreditGranted("g1", GrantKind.PURCHASE, 20 * USD, null, null, null));
        happens(new Change.CreditGranted("g2", GrantKind.PURCHASE, 20 * USD, null, null, null));
        EventId use = uses("cursor", 3);
        happens(new Change.UsageReversed(use, Pool.EXTRA_USAGE, "g2", 3 * USD));
        assertThat(unsupported()).singleElement().asString().startsWith("5: ");
    }

    @Test void more_usage_given_back_than_was_taken_is_found() {
        happens(new Change.PlanStarted("pro", 1, null));
        happens(new Change.CreditGranted("g1", GrantKind.PURCHASE, 20 * USD, null, null, null));
        EventId use = uses("cursor", 3);
        happens(new Change.UsageReversed(use, Pool.EXTRA_USAGE, "g1", 4 * USD));
        assertThat(unsupported())
                .containsExactly("4: entry 4 gives back usage of $4, entry 3 took $3");
    }

    @Test void usage_given_back_twice_is_found() {
        happens(new Change.PlanStarted("pro", 1, null));
        EventId use = uses("claude.ai", 3);
        happens(new Change.UsageReversed(use, Pool.ALLOWANCE, null, USD));
        happens(new Change.UsageReversed(use, Pool.ALLOWANCE, null, USD));
        assertThat(unsupported()).containsExactly("4: entry 4 gives back usage of $1, entry 2 took"
                + " $3, and entry 3 has given back of it before");
    }

    @Test void a_failed_refund_needs_one_that_was_due() {
        happens(new Change.PlanStarted("pro", 1, null));
        happens(new Change.CreditGranted("g1", GrantKind.PURCHASE, 20 * USD, null, null, null));
        happens(new Change.RefundOrdered("r1", "g1", 5 * USD));
        happens(new Change.RefundFailed(
                "r1", HashedName.ofFailedRefund("acme", "g1", "r1"), 5 * USD));
        happens(new Change.RefundFailed(
                "r2", HashedName.ofFailedRefund("acme", "g1", "r2"), 5 * USD));
        happens(new Change.CreditRefunded("r3", "g1", 5 * USD));
        happens(new Change.RefundFailed(
                "r3", HashedName.ofFailedRefund("acme", "g1", "r3"), 5 * USD));
        assertThat(unsupported()).containsExactly(
                "5: entry 5 returns a refund of $5, which was not due by any entry before it",
                "7: entry 7 returns a refund of $5, which was not due by any entry before it");
    }

    @Test void refunds_failed_with_another_amount_or_twice_are_found() {
        happens(new Change.PlanStarted("pro", 1, null));
        happens(new Change.CreditGranted("g1", GrantKind.PURCHASE, 20 * USD, null, null, null));
        happens(new Change.RefundOrdered("r1", "g1", 5 * USD));
        happens(new Change.RefundFailed("r1", "back", 6 * USD));
        happens(new Change.RefundFailed("r1", "again", 5 * USD));
        assertThat(unsupported()).containsExactly(
                "4: entry 4 returns a refund of $6, entry 3 was of $5",
                "5: entry 5 returns a refund of $5, entry 3 was of $5, and entry 4 has returned of"
                        + " it before");
    }

    private void happens(Change change) {
        now += 1_000;
        inputs.add(new Input(new AccountEvent(
                EventId.derived(now, "event " + now), "acme", now, "test", change), now));
    }

    /** At $1 a million input tokens. */
    private EventId uses(String app, long dollars) {
        now += 1_000;
        EventId id = EventId.derived(now, "event " + now);
        inputs.add(new Input(new UsageEvent(id, "acme", null, now, app, null, "claude-haiku-4-5",
                dollars * 1_000_000, 0, 0, 0, 0), now));
        return id;
    }

    private List<String> unsupported() {
        WrittenAccount account = WrittenAccount.of("acme", inputs, CATALOG);
        return new AuditedJournal(List.of(account), random).unsupported(CATALOG, folder)
                .stream().map(f -> f.sequence() + ": " + f.text()).toList();
    }
}
