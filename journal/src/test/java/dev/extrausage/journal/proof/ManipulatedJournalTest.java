package dev.extrausage.journal.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.Catalog;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Histories;
import dev.extrausage.core.Seed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ManipulatedJournalTest {
    private static final Catalog CATALOG = Catalogs.severalVersions();
    private static final int MANIPULATIONS = 1_000;

    @TempDir private Path folder;

    @Test void a_thousand_manipulations_are_all_found_with_verdict_and_place(
            @Seed long seed) {
        Random random = new Random(seed);
        WrittenAccount lender = account("lender", random);
        List<WrittenAccount> accounts = new ArrayList<>(List.of(lender));
        Map<String, Manipulation> done = new HashMap<>();
        Map<String, Manipulation.Expected> expected = new HashMap<>();
        for (int i = 0; i < MANIPULATIONS; i++) {
            WrittenAccount account = account("account-" + i, random);
            Manipulation how = Manipulation.values()[i % Manipulation.values().length];
            expected.put(account.accountId, how.to(account, lender, random));
            done.put(account.accountId, how);
            accounts.add(account);
            accounts.add(account("untouched-" + i, random));
        }
        Map<String, List<Finding>> found = new HashMap<>();
        new AuditedJournal(accounts, random).findings(CATALOG, folder).forEach(
                f -> found.computeIfAbsent(f.account(), any -> new ArrayList<>()).add(f));
        assertThat(found.keySet())
                .containsExactlyInAnyOrderElementsOf(expected.keySet());
        SoftAssertions all = new SoftAssertions();
        expected.forEach((account, wanted) -> {
            List<Finding> there = found.get(account).stream()
                    .filter(f -> f.sequence() != null && f.sequence() == wanted.sequence())
                    .toList();
            all.assertThat(there).as("%s: %s: %s", account, done.get(account), found.get(account))
                    .extracting(Finding::kind).containsAll(wanted.verdicts());
            all.assertThat(found.get(account)).as("%s: %s", account, done.get(account))
                    .anyMatch(f -> (f.text() + f.differences()).contains(wanted.word()));
            all.assertThat(found.get(account)).as("%s: %s is no avalanche", account,
                    done.get(account)).hasSizeLessThanOrEqualTo(6);
        });
        all.assertAll();
    }

    private static WrittenAccount account(String name, Random random) {
        return WrittenAccount.of(name,
                Histories.nasty(16 * (long) random.nextInt(1 << 27), 30, name, CATALOG), CATALOG);
    }
}
