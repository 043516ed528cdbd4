package dev.extrausage.stream.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.core.Account;
import dev.extrausage.core.Grant;
import dev.extrausage.core.GrantKind;
import dev.extrausage.core.IdList;
import dev.extrausage.core.Seed;
import dev.extrausage.schemas.wire.HashChain;
import dev.extrausage.schemas.wire.StoredAccount;
import dev.extrausage.stream.stores.SortedStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The hot accounts against a plain map, whatever is done to them in between. */
class AccountsTest {
    private static final int ACCOUNTS = 50;
    private static final long MUCH = 1L << 30;
    private static final long NOW = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

    private final SortedStore store = new SortedStore();
    private final List<String> sent = new ArrayList<>();
    private int commitsAsked;

    @ParameterizedTest
    @ValueSource(longs = {0, HotAccount.LEAST_PACKED_BYTES, 20_000, MUCH})
    void accounts_survive_eviction_commits_and_aborts_in_any_order(
            long bytes, @Seed long seed) {
        Random random = new Random(seed);
        Accounts accounts = accounts(bytes);
        Map<String, StoredAccount> model = new HashMap<>();
        Map<String, StoredAccount> committed = new HashMap<>();
        for (long step = 0; step < 20_000; step++) {
            String at = "seed " + seed + ", step " + step;
            int what = random.nextInt(100);
            if (what < 95) {
                String id = "account-" + random.nextInt(ACCOUNTS);
                HotAccount account = get(accounts, id);
                StoredAccount before = account.stored();
                StoredAccount expected = model.getOrDefault(id, StoredAccount.unknown(id));
                assertThat(before.usageOffset()).as(at).isEqualTo(expected.usageOffset());
                assertThat(before.account()).as(at).isEqualTo(expected.account());
                if (what < 80) { // else it was only looked up, as for a duplicate
                    StoredAccount after = new StoredAccount(
                            withSomeGrants(before.account(), random), before.lastHash(), step);
                    change(accounts, account, after);
                    model.put(id, after);
                }
            } else if (what < 98) {
                flush(accounts);
                store.commitTransaction();
                committed = new HashMap<>(model);
            } else {
                accounts.forget();
                accounts = accounts(bytes); // as LedgerProcessor.init does
                store.rollBack();
                model = new HashMap<>(committed);
            }
            assertThat(accounts.bytes()).as(at).isEqualTo(
                    accounts.hot().stream().mapToLong(HotAccount::bytes).sum());
        }
    }

    /** Around what is packed, with a block of ids beside it or not quite, or just as it was. */
    private static Account withSomeGrants(Account a, Random random) {
        List<Grant> grants = switch (random.nextInt(8)) {
            case 0 -> List.of();
            case 1 -> ManyGrants.filling(random.nextInt(700, 1_500), 36, NOW, null);
            case 2 -> List.of(new Grant("bought", GrantKind.PURCHASE, 1, 1, NOW, null, false,
                    IntStream.range(0, random.nextInt(IdList.BLOCK - 4, IdList.BLOCK + 5))
                            .mapToObj(n -> "r" + n).toList(), List.of(), false));
            default -> a.grants();
        };
        return new Account(a.accountId(), a.sequence(), a.clock(), a.subscription(), a.allowance(),
                grants, a.extraUsageOn(), a.monthlyLimitNanos(), a.spentNanos(),
                a.lowBalanceThresholdNanos(), a.autoReload(), a.starterCredit(),
                a.thirdPartyUse(), a.noticesGiven(), a.chargebackIds());
    }

    @Test void a_flush_hands_over_each_changed_account_once_by_first_change() {
        Accounts accounts = accounts(MUCH);
        for (String id : List.of("b", "a", "b", "c", "a")) {
            change(accounts, get(accounts, id), 1);
        }
        get(accounts, "looked-up");
        flush(accounts);
        flush(accounts);

        assertThat(sent).containsExactly("b", "a", "c");
        assertThat(store.writes()).isEqualTo(3);
    }

    @Test void changed_accounts_that_fill_the_memory_ask_for_a_commit() {
        Accounts accounts = accounts(10L * HotAccount.LEAST_DECODED_BYTES);
        for (int i = 0; i < 10; i++) {
            change(accounts, get(accounts, "account-" + i), i);
        }
        assertThat(commitsAsked).isZero();

        change(accounts, get(accounts, "one-more"), 10);

        assertThat(commitsAsked).isEqualTo(1);
        assertThat(get(accounts, "account-0").stored().usageOffset()).isZero();
    }

    @Test void busy_accounts_stay_while_idle_ones_are_evicted() {
        Accounts accounts = accounts(20L * HotAccount.LEAST_DECODED_BYTES);
        for (int i = 0; i < 5; i++) {
            change(accounts, get(accounts, "busy-" + i), i);
        }
        for (int i = 0; i < 100; i++) {
            get(accounts, "idle-" + i);
        }
        assertThat(commitsAsked).isZero();
        assertThat(store.reads()).isEqualTo(105);
        for (int i = 0; i < 5; i++) {
            assertThat(get(accounts, "busy-" + i).stored().usageOffset()).isEqualTo(i);
        }
        assertThat(store.reads()).as("busy ones stayed").isEqualTo(105);
        for (int i = 0; i < 80; i++) {
            get(accounts, "idle-" + i);
        }
        assertThat(store.reads()).as("idle ones went").isEqualTo(105 + 80);
    }

    @Test void what_a_commit_has_written_is_packed_and_leaves_room_for_more() {
        Accounts accounts = accounts(10L * HotAccount.LEAST_DECODED_BYTES);
        for (int i = 0; i < 15; i++) {
            change(accounts, get(accounts, "account-" + i), i);
            flush(accounts);
        }
        long readOnce = store.reads();

        for (int i = 0; i < 15; i++) {
            assertThat(get(accounts, "account-" + i).stored().usageOffset()).isEqualTo(i);
        }
        assertThat(store.reads()).isEqualTo(readOnce);
        assertThat(commitsAsked).isZero();
    }

    @Test void an_account_with_very_many_grants_stays_decoded() {
        Accounts accounts = accounts(MUCH);
        HotAccount usual = get(accounts, "usual");
        HotAccount large = get(accounts, "ada");
        change(accounts, usual, 1);
        StoredAccount kept = new StoredAccount(ManyGrants.account(NOW,
                ManyGrants.filling(20_000, 36, NOW, null)), HashChain.start(), 1L);
        accounts.change(large, kept, "2026-01", 0);
        flush(accounts);

        assertThat(usual.stored()).isNotSameAs(usual.stored());
        assertThat(large.stored()).isSameAs(kept);
        assertThat(get(accounts(MUCH), "ada").stored().account()).isEqualTo(kept.account());
    }

    @Test void a_flush_after_lost_entries_refuses_the_commit() {
        Accounts accounts = accounts(MUCH);
        change(accounts, get(accounts, "a"), 1);
        flush(accounts);
        accounts.forget();
        flush(accounts); // nothing was lost

        change(accounts, get(accounts, "a"), 2);
        accounts.forget();

        assertThatThrownBy(() -> accounts.flush(account -> {}))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test void a_flush_after_one_that_failed_refuses_the_commit() {
        Accounts accounts = accounts(MUCH);
        change(accounts, get(accounts, "a"), 1);
        change(accounts, get(accounts, "b"), 1);
        assertThatThrownBy(() -> accounts.flush(account -> {
            throw new UnsupportedOperationException("no broker");
        })).hasMessage("no broker");

        assertThatThrownBy(() -> accounts.flush(account -> {}))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test void packed_accounts_that_change_and_fill_the_memory_ask_for_a_commit() {
        Accounts accounts = accounts(10L * HotAccount.LEAST_DECODED_BYTES);
        for (int i = 0; i < 15; i++) {
            change(accounts, get(accounts, "account-" + i), i);
            flush(accounts);
        }
        assertThat(commitsAsked).isZero();

        for (int i = 0; i < 15; i++) {
            change(accounts, get(accounts, "account-" + i), i);
        }

        assertThat(commitsAsked).isPositive();
    }

    private Accounts accounts(long bytes) {
        return new Accounts(store, bytes, () -> commitsAsked++);
    }

    /** Its snapshot is the offset; one that is held must be the latest, as LedgerProcessor's is. */
    private void flush(Accounts accounts) {
        accounts.flush(account -> {
            byte[] held = account.takeSnapshot();
            if (held != null) {
                assertThat(held).as("the latest").isEqualTo(snapshotOf(account));
            }
            sent.add(account.stored().account().accountId());
        });
    }

    private static byte[] snapshotOf(HotAccount account) {
        return Long.toString(account.stored().usageOffset()).getBytes(StandardCharsets.UTF_8);
    }

    private static HotAccount get(Accounts accounts, String id) {
        return accounts.get(id, id.getBytes(StandardCharsets.UTF_8));
    }

    /** The offset of its last usage stands for all that an entry changes. */
    private static void change(Accounts accounts, HotAccount account, long usageOffset) {
        StoredAccount before = account.stored();
        change(accounts, account,
                new StoredAccount(before.account(), before.lastHash(), usageOffset));
    }

    private static void change(Accounts accounts, HotAccount account, StoredAccount after) {
        if (accounts.change(account, after, "2026-01", 0)) {
            account.holdSnapshot(snapshotOf(account));
        }
    }
}
