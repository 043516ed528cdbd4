package dev.extrausage.journal.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.Account;
import dev.extrausage.core.Grant;
import dev.extrausage.core.GrantKind;
import dev.extrausage.core.IdList;
import dev.extrausage.schemas.packed.PackedWriter;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AccountStateTest {
    private final PackedWriter out = new PackedWriter();

    @Test void an_ordinary_known_account_is_packed_and_comes_back_equal() {
        Account account = account(AccountState.Packed.MOST_GRANTS, IdList.BLOCK - 1);

        AccountState packed = new AccountState.Known(account).packed(out);

        assertThat(packed).isInstanceOf(AccountState.Packed.class);
        assertThat(packed.isKnown()).isTrue();
        assertThat(packed.balances()).isEqualTo(Balances.of(account));
        assertThat(packed.unpacked()).isEqualTo(new AccountState.Known(account));
    }

    @Test void a_packed_account_keeps_its_bytes_when_the_next_is_packed() {
        Account account = account(2, 3);
        AccountState packed = new AccountState.Known(account).packed(out);

        new AccountState.Known(account(5, 7)).packed(out);

        assertThat(packed.account()).isEqualTo(account);
    }

    @Test void an_account_that_costs_much_to_unpack_stays_as_it_is() {
        for (Account account : List.of(account(AccountState.Packed.MOST_GRANTS + 1, 0),
                account(1, IdList.BLOCK))) {
            AccountState known = new AccountState.Known(account);
            assertThat(known.packed(out)).isSameAs(known);
        }
    }

    @Test void what_is_only_assumed_stays_as_it_is() {
        Account account = account(1, 0);
        for (AccountState assumed : List.of(new AccountState.Unknown(account),
                new AccountState.Stated(account, new Balances(1, 2, 3)))) {
            assertThat(assumed.packed(out)).isSameAs(assumed);
            assertThat(assumed.unpacked()).isSameAs(assumed);
        }
    }

    /** Every grant with that many refunds. */
    private static Account account(int grants, int refunds) {
        List<String> ids = IntStream.range(0, refunds).mapToObj(i -> "refund-" + i).toList();
        List<Grant> all = IntStream.range(0, grants).mapToObj(i -> new Grant("grant-" + i,
                GrantKind.PURCHASE, 10_000, 5 + i, 1_000 + i, 9_000L, false, ids, List.of(),
                false)).toList();
        Account a = Account.unknown("ada");
        return new Account(a.accountId(), 7, 8_000L, null, a.allowance(), all, true, 50L, 11,
                null, a.autoReload(), a.starterCredit(), a.thirdPartyUse(), 0, List.of());
    }
}
