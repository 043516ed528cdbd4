package dev.extrausage.journal.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Change;
import dev.extrausage.core.EventId;
import dev.extrausage.core.GrantKind;
import dev.extrausage.core.Input;
import dev.extrausage.core.Money;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.core.UtcTime;
import dev.extrausage.schemas.Balance;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Breaks each invariant on purpose, and sees its count move. */
class WatchedAccountsTest {
    private static final long T = UtcTime.parse("t", "2026-01-10T12:00:00Z");
    private static final int MANY = 1_000;

    private final InvariantCounts counts = new InvariantCounts();
    private final WatchedAccounts watch = new WatchedAccounts(WrittenAccount.CODECS, MANY, counts);
    private final WrittenAccount account = account("acme");

    /** A plan, bought credit, and usage of both pools. */
    private static WrittenAccount account(String name) {
        List<Input> inputs = new ArrayList<>();
        inputs.add(new Input(new AccountEvent(id(0), name, T, "test",
                new Change.PlanStarted("pro", 1, null)), T));
        inputs.add(new Input(new AccountEvent(id(1), name, T, "test", new Change.CreditGranted(
                "g", GrantKind.PURCHASE, 50 * Money.NANOS_PER_USD, null, null, null)), T));
        for (int n = 2; n < 8; n++) {
            inputs.add(new Input(new UsageEvent(id(n), name, null, T, n % 2 == 0 ? "claude.ai"
                    : "cursor", null, "claude-opus-4-5", 1_000 * n, 0, 0, 0, 0), T));
        }
        return WrittenAccount.of(name, inputs, Catalogs.example());
    }

    private static EventId id(long number) {
        return new EventId(T << 16 | 0x7000L, 0x8000_0000_0000_0000L | number);
    }

    private void see(WrittenAccount seen, int index) {
        watch.entry(seen.accountId.getBytes(StandardCharsets.UTF_8), index,
                seen.entries.get(index));
    }

    private void seeAll() {
        for (int i = 0; i < account.entries.size(); i++) {
            see(account, i);
        }
    }

    private void seeSnapshot(byte[] snapshot) {
        watch.snapshot(account.accountId.getBytes(StandardCharsets.UTF_8), snapshot);
    }

    private Set<Invariant> broken() {
        Set<Invariant> broken = EnumSet.noneOf(Invariant.class);
        for (Invariant invariant : Invariant.values()) {
            if (counts.violations(invariant) > 0) {
                broken.add(invariant);
            }
        }
        return broken;
    }

    private byte[] wrongSnapshot() {
        Balance balance = WrittenAccount.CODECS.balances().decode(account.snapshot);
        balance.setExtraUsageNanos(balance.getExtraUsageNanos() + 1);
        return WrittenAccount.CODECS.balances().encode(balance);
    }

    @Test
    void a_sound_journal_breaks_nothing() {
        seeAll();
        seeSnapshot(account.snapshot);

        assertThat(broken()).isEmpty();
        assertThat(counts.checkedEntries()).isEqualTo(8);
    }

    @Test
    void balances_that_postings_do_not_explain_are_counted() {
        account.entries.set(3, account.changed(3,
                e -> e.setExtraUsageNanos(e.getExtraUsageNanos() + 1)));
        account.chainAgain(3);

        seeAll();

        assertThat(broken()).containsExactly(Invariant.SUM_OF_POOLS);
    }

    @Test
    void a_pool_below_zero_is_counted() {
        account.entries.set(7, account.changed(7, e -> e.setAllowanceLeftNanos(-1)));
        account.chainAgain(7);

        seeAll();

        assertThat(counts.violations(Invariant.POOL_BELOW_ZERO)).isEqualTo(1);
    }

    @Test
    void an_entry_that_is_left_out_is_a_gap() {
        account.entries.remove(4);
        account.chainAgain(4);

        seeAll();

        assertThat(broken()).containsExactly(Invariant.SEQUENCE_GAP);
        assertThat(counts.violations(Invariant.SEQUENCE_GAP)).isEqualTo(1);
    }

    @Test
    void an_entry_with_another_hash_breaks_the_chain() {
        byte[] forged = account.entries.get(5).clone();
        forged[forged.length - 1] ^= 1;
        account.entries.set(5, forged);

        seeAll();

        assertThat(broken()).containsExactly(Invariant.HASH_BREAK);
    }

    @Test
    void a_record_that_is_no_entry_breaks_the_chain() {
        watch.entry("acme".getBytes(StandardCharsets.UTF_8), 0, new byte[] {1, 2, 3});

        assertThat(broken()).containsExactly(Invariant.HASH_BREAK);
    }

    @Test
    void a_snapshot_of_other_balances_is_counted() {
        seeAll();
        seeSnapshot(wrongSnapshot());

        assertThat(broken()).containsExactly(Invariant.SNAPSHOT_DIFFERS);
    }

    @Test
    void a_snapshot_before_its_entry_waits_for_it() {
        see(account, 0);
        seeSnapshot(wrongSnapshot());
        assertThat(broken()).isEmpty();

        for (int i = 1; i < account.entries.size(); i++) {
            see(account, i);
        }

        assertThat(broken()).containsExactly(Invariant.SNAPSHOT_DIFFERS);
    }

    @Test
    void what_was_not_seen_is_no_gap() {
        see(account, 0);
        watch.forget();
        see(account, 4);
        see(account, 5);

        assertThat(broken()).isEmpty();
    }

    @Test
    void accounts_left_out_under_load_are_met_anew() {
        List<WrittenAccount> many = new ArrayList<>();
        for (int n = 0; n < 64; n++) {
            many.add(account("account-" + n));
        }
        many.forEach(one -> see(one, 0));
        watch.narrow(true);
        long before = counts.checkedEntries();
        many.forEach(one -> see(one, 1));
        long checked = counts.checkedEntries() - before;
        watch.narrow(false);
        many.forEach(one -> see(one, 2));

        assertThat(checked).isBetween(1L, 63L);
        assertThat(counts.share()).isEqualTo(1);
        assertThat(broken()).isEmpty();
    }

    @Test
    void the_memory_of_accounts_is_bounded() {
        WatchedAccounts small = new WatchedAccounts(WrittenAccount.CODECS, 1, counts);
        byte[] acme = "acme".getBytes(StandardCharsets.UTF_8);
        WrittenAccount other = account("other");
        small.entry(acme, 0, account.entries.get(0));
        small.entry("other".getBytes(StandardCharsets.UTF_8), 1, other.entries.get(0));

        small.entry(acme, 2, account.entries.get(5)); // forgotten meanwhile, so no gap

        assertThat(broken()).isEmpty();
    }
}
