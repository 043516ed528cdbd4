package dev.extrausage.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.Catalog;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Histories;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UntouchedJournalTest {
    private static final Catalog CATALOG = Catalogs.severalVersions();

    @TempDir private Path folder;

    @Test void journals_that_nobody_touched_have_no_finding() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<WrittenAccount> accounts = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            accounts.add(WrittenAccount.of("account-" + i,
                    Histories.nasty(random.nextLong(), 60, "account-" + i, CATALOG), CATALOG));
        }
        assertThat(new AuditedJournal(accounts, random).findings(CATALOG, folder))
                .as("seed %d", seed).isEmpty();
    }
}
