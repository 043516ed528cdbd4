package dev.extrausage.stream.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Large accounts, told long before one has no room for more. */
class LargeAccountsTest {
    private final List<String> warnings = new ArrayList<>();
    private final LargeAccounts accounts = new LargeAccounts(warnings::add);

    @Test void a_large_account_is_told_once_until_it_has_doubled() {
        accounts.see("ada", LargeAccounts.LARGE_BYTES - 1);
        assertThat(warnings).isEmpty();
        accounts.see("ada", LargeAccounts.LARGE_BYTES);
        accounts.see("ada", LargeAccounts.LARGE_BYTES + 100);
        assertThat(warnings).singleElement().asString()
                .startsWith("account ada takes 1024 KiB, and must fit 16384 KiB: it has very many");
        accounts.see("ada", LargeAccounts.LARGE_BYTES * 2);
        accounts.see("bob", LargeAccounts.LARGE_BYTES);
        assertThat(warnings).hasSize(3);
    }
}
