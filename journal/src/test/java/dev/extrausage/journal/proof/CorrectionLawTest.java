package dev.extrausage.journal.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Change;
import dev.extrausage.core.Histories;
import dev.extrausage.core.Pool;
import dev.extrausage.core.Seed;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.schemas.BalanceChange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit's merge join finds the same unsupported reversals as maps of everything do. */
final class CorrectionLawTest {
    private static final Catalog CATALOG = Catalogs.severalVersions();

    @TempDir private Path folder;

    @Test void the_audit_finds_the_reversals_that_maps_find(@Seed long seed) {
        Random random = new Random(seed);
        List<WrittenAccount> accounts = new ArrayList<>();
        Set<String> expected = new HashSet<>();
        for (int i = 0; i < 120; i++) {
            String name = "account-" + i;
            WrittenAccount account = WrittenAccount.of(name, Histories.nasty(
                    16 * (long) random.nextInt(1 << 27), 150, name, CATALOG), CATALOG);
            accounts.add(account);
            expect(account, expected);
        }
        assertThat(expected).isNotEmpty();
        assertThat(new AuditedJournal(accounts, random).unsupported(CATALOG, folder).stream()
                .filter(f -> f.text().contains("usage")).map(f -> f.account() + " " + f.sequence()))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    private static void expect(WrittenAccount account, Set<String> unsupported) {
        Map<String, Long> taken = new HashMap<>();
        Set<String> given = new HashSet<>();
        for (int i = 0; i < account.entries.size(); i++) {
            BalanceChange entry = account.read(i);
            if (account.causes.get(i).event() instanceof UsageEvent usage) {
                entry.getPostings().stream().filter(p -> p.getTo().equals("USAGE")
                        && List.of("ALLOWANCE", "EXTRA_USAGE").contains(p.getFrom()))
                        .forEach(p -> taken.put(usage.eventId() + " " + p.getGrantId(),
                                p.getAmountNanos()));
            } else if (((AccountEvent) account.causes.get(i).event()).change()
                    instanceof Change.UsageReversed c && entry.getOutcome().equals("APPLIED")) {
                String key = c.usageEventId() + " "
                        + (c.pool() == Pool.ALLOWANCE ? null : c.grantId());
                if (c.amountNanos() > taken.getOrDefault(key, 0L) || !given.add(key)) {
                    unsupported.add(account.accountId + " " + (i + 1));
                }
                given.add(key);
            }
        }
    }
}
