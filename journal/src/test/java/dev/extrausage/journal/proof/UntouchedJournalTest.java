package dev.extrausage.journal.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.Catalog;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Histories;
import dev.extrausage.core.Seed;
import dev.extrausage.schemas.Balance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UntouchedJournalTest {
    private static final Catalog CATALOG = Catalogs.severalVersions();

    @TempDir private Path folder;

    @Test void journals_that_nobody_touched_have_no_finding(@Seed long seed) {
        Random random = new Random(seed);
        List<WrittenAccount> accounts = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            accounts.add(WrittenAccount.of("account-" + i,
                    Histories.nasty(random.nextLong(), 60, "account-" + i, CATALOG), CATALOG));
        }
        assertThat(new AuditedJournal(accounts, random).findings(CATALOG, folder)).isEmpty();
    }

    @Test void snapshots_of_the_first_contract_lack_later_fields_unaccused(
            @Seed long seed) {
        Random random = new Random(seed);
        List<WrittenAccount> accounts = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            WrittenAccount account = WrittenAccount.of("account-" + i,
                    Histories.nasty(random.nextLong(), 60, "account-" + i, CATALOG), CATALOG);
            account.snapshot = asOfVersionOne(account.snapshot);
            accounts.add(account);
        }
        assertThat(new AuditedJournal(accounts, random).findings(CATALOG, folder)).isEmpty();
    }

    private static byte[] asOfVersionOne(byte[] snapshot) {
        Balance balance = WrittenAccount.CODECS.balances().decode(snapshot);
        balance.setCycleAnchor(null);
        balance.setCustomAllowanceNanos(null);
        balance.setLateAllowanceNanos(0L);
        return WrittenAccount.CODECS.balances().encode(balance);
    }
}
