package dev.extrausage.stream.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.core.Account;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Change;
import dev.extrausage.core.Decision;
import dev.extrausage.core.IdList;
import dev.extrausage.core.Input;
import dev.extrausage.core.Ledger;
import dev.extrausage.core.Money;
import dev.extrausage.core.Outcome;
import dev.extrausage.core.Pool;
import dev.extrausage.core.UtcTime;
import dev.extrausage.schemas.packed.AccountCodec;
import dev.extrausage.schemas.packed.IdBlock;
import dev.extrausage.schemas.packed.PackedWriter;
import dev.extrausage.schemas.wire.HashChain;
import dev.extrausage.schemas.wire.StoredAccount;
import dev.extrausage.stream.stores.SortedStore;
import dev.extrausage.stream.topology.LedgerDriver;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An account that remembers very many ids: refunds, usage given back, chargebacks. */
class ManyIdsTest {
    private static final Catalog CATALOG = Catalogs.example();
    private static final byte[] KEY = "ada".getBytes(StandardCharsets.UTF_8);
    private static final long CENT = Money.NANOS_PER_USD / 100;
    private static final int LONGEST = 128;
    private static final int MANY = 1_000;
    private static final int BLOCKS = MANY / IdList.BLOCK;
    /** The bytes of an account with as many of the longest ids as fill no block. */
    private static final int SMALL = IdList.BLOCK * (LONGEST + 1) + 400;

    private final SortedStore store = new SortedStore();
    private Accounts accounts = accounts();
    private long time = UtcTime.parse("t", "2026-01-10T12:00:00Z");

    @Test void a_thousand_refunds_leave_the_accounts_record_small() {
        buyAndRefund(MANY);

        assertThat(store.entries().get(KEY).length).isLessThan(SMALL);
        assertThat(store.entries()).hasSize(1 + BLOCKS);
        assertThat(store.entries().values()).allMatch(value -> value.length < SMALL);
        assertThat(store.writes()).as("each block once").isEqualTo(2 + MANY + BLOCKS);
    }

    @Test void an_account_read_anew_knows_every_refund() {
        buyAndRefund(MANY);
        Account before = account();

        accounts = accounts();

        assertThat(account()).isEqualTo(before);
        for (int n : new int[] {0, IdList.BLOCK - 1, IdList.BLOCK, MANY - 1}) {
            assertThat(decide(refund(n)).entry().outcome()).isEqualTo(Outcome.NO_CHANGE);
        }
        assertThat(decide(refund(MANY)).entry().outcome()).isEqualTo(Outcome.APPLIED);
        assertReadAnew();
    }

    @Test void usage_given_back_and_chargebacks_fill_blocks_too() {
        buyAndRefund(200);
        for (int n = 0; n < 200; n++) {
            decide(new Change.UsageReversed(
                    LedgerDriver.id(time, n), Pool.EXTRA_USAGE, "bought", CENT));
            decide(new Change.PaymentReversed(name("reversal", n), "unknown", CENT));
        }
        assertReadAnew();

        assertThat(account().chargebackIds()).hasSize(200);
        assertThat(account().grants().get(0).reversedUsage()).hasSize(200);
        assertThat(store.entries()).hasSize(1 + 3 * (200 / IdList.BLOCK));
    }

    @Test void a_forgotten_grant_takes_its_ids_along() {
        buyAndRefund(MANY);
        decide(new Change.CreditRefunded(
                "the-rest", "bought", 100 * Money.NANOS_PER_USD - MANY * CENT));
        passDays(36);
        accounts.flush(account -> {});

        assertThat(account().grants()).isEmpty();
        assertThat(store.entries()).hasSize(1);
        assertReadAnew();
    }

    @Test void grants_of_a_forgotten_name_have_their_own_ids() {
        buyAndRefund(100);
        decide(new Change.CreditRefunded(
                "the-rest", "bought", 100 * Money.NANOS_PER_USD - 100 * CENT));
        passDays(36);
        decide(LedgerDriver.purchase("bought", 100));
        for (int n = 0; n < 100; n++) {
            decide(new Change.CreditRefunded("other-" + n, "bought", CENT));
        }
        assertReadAnew();

        assertThat(account().grants().get(0).refundIds()).startsWith("other-0").hasSize(100);
        assertThat(decide(refund(0)).entry().outcome()).isEqualTo(Outcome.APPLIED);
    }

    @Test void ids_of_before_there_were_blocks_are_moved_into_some() {
        buyAndRefund(MANY);
        Account before = account();
        byte[] whole = AccountCodec.encode(
                new StoredAccount(before, HashChain.start(), null), new PackedWriter(), false);
        assertThat(whole.length).isGreaterThan(MANY * LONGEST);
        store.entries().clear();
        store.put(KEY, whole);
        accounts = accounts();
        assertThat(account()).isEqualTo(before);

        decide(refund(MANY));
        accounts.flush(account -> {});

        assertThat(store.entries()).hasSize(1 + BLOCKS);
        assertReadAnew();
    }

    @Test void a_lost_block_is_named_and_never_passed_over() {
        buyAndRefund(MANY);
        store.delete(IdBlock.key(KEY, "r1/bought"));
        accounts = accounts();

        assertThatThrownBy(this::account).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("account ada")
                .hasMessageContaining("the record of its ids r1/bought is not there");
    }

    private void buyAndRefund(int refunds) {
        decide(LedgerDriver.planStarted("pro"));
        accounts.flush(account -> {});
        decide(LedgerDriver.purchase("bought", 100));
        accounts.flush(account -> {});
        for (int n = 0; n < refunds; n++) {
            assertThat(decide(refund(n)).entry().outcome()).isEqualTo(Outcome.APPLIED);
            accounts.flush(account -> {});
        }
    }

    private static Change refund(int n) {
        return new Change.CreditRefunded(name("refund", n), "bought", CENT);
    }

    /** A name of the greatest length. */
    private static String name(String word, int n) {
        return (word + "-" + n + "-").concat("x".repeat(LONGEST))
                .substring(0, LONGEST);
    }

    private void passDays(int days) {
        time += Duration.ofDays(days).toMillis();
        decide(new Change.ExtraUsageSwitched(false));
    }

    private Decision decide(Change change) {
        HotAccount hot = accounts.get("ada", KEY);
        time++;
        Decision decision = Ledger.decide(hot.stored().account(), new Input(LedgerDriver.change(
                LedgerDriver.id(time, 0), "ada", time, change), time), CATALOG);
        accounts.change(hot, new StoredAccount(
                decision.account(), HashChain.start(), null), "2026-01", time);
        return decision;
    }

    private Account account() {
        return accounts.get("ada", KEY).stored().account();
    }

    /** A task that begins anew has the same of the account as this one. */
    private void assertReadAnew() {
        accounts.flush(account -> {});
        Account before = account();
        accounts = accounts();
        assertThat(account()).isEqualTo(before);
    }

    private Accounts accounts() {
        return new Accounts(store, 1L << 30, () -> { });
    }
}
