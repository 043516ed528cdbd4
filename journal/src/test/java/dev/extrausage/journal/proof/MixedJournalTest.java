package dev.extrausage.journal.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.Catalog;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Histories;
import dev.extrausage.core.Input;
import dev.extrausage.core.Seed;
import dev.extrausage.journal.proof.checkpoint.PartitionState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Journals that a ledger of rules 1 began and one of rules 2 went on with (J5). */
final class MixedJournalTest {
    private static final Catalog CATALOG = Catalogs.severalVersions();
    private static final int INPUTS = 60;

    @TempDir private Path folder;

    @Test void mixed_journals_hold_and_count_what_rules_1_decided(@Seed long seed) {
        Random random = new Random(seed);
        List<WrittenAccount> accounts = accounts(random);
        long earlier = accounts.stream().mapToLong(a -> a.earlier).sum();

        AuditedJournal journal = new AuditedJournal(accounts, random);
        assertThat(journal.findings(CATALOG, folder)).isEmpty();
        assertThat(earlier).isPositive();
        assertThat(journal.earlier).isEqualTo(new EarlierEntries(earlier, 0));
    }

    @Test void mixed_journals_hold_since_a_checkpoint_of_either_part(@Seed long seed) {
        Random random = new Random(seed);
        AuditedJournal journal = new AuditedJournal(accounts(random), random);
        PartitionState then = journal.checkpoint(CATALOG);
        assertThat(journal.findings(CATALOG, folder, then)).isEmpty();
    }

    @Test void unlike_figures_of_rules_1_accuse_nobody(@Seed long seed) {
        Random random = new Random(seed);
        List<WrittenAccount> accounts = accounts(random);
        for (WrittenAccount account : accounts) {
            if (account.earlier > 0) {
                int at = random.nextInt(account.earlier);
                account.entries.set(at, Rules1Writer.entry(account.decoded(at,
                        e -> e.setSpentNanos(e.getSpentNanos() + 1)), account.hashBefore(at)));
                account.chainAgain(at);
            }
            account.snapshot = null;
        }
        AuditedJournal journal = new AuditedJournal(accounts, random);
        assertThat(journal.findings(CATALOG, folder)).noneMatch(f ->
                f.kind() == FindingKind.CONTENT_DIFFERS || f.kind() == FindingKind.LINKAGE_BROKEN
                        || f.kind() == FindingKind.UNBALANCED);
        assertThat(journal.earlier.unlike()).isPositive();
    }

    @Test void an_altered_entry_of_rules_1_breaks_the_linkage(@Seed long seed) {
        Random random = new Random(seed);
        WrittenAccount account = account("acme", 1, random);
        byte[] bytes = account.entries.get(0).clone();
        bytes[bytes.length / 2] ^= 1;
        account.entries.set(0, bytes);
        assertThat(new AuditedJournal(List.of(account), random).findings(CATALOG, folder))
                .extracting(Finding::kind).contains(FindingKind.LINKAGE_BROKEN);
    }

    @Test void an_entry_of_rules_1_after_rules_2_is_found(@Seed long seed) {
        Random random = new Random(seed);
        // An input that the first schema cannot hold would be found for that, not for its version.
        List<Input> inputs = inputs("acme", random).stream()
                .filter(MixedAccounts::isOfRules1).toList();
        WrittenAccount account = MixedAccounts.of("acme", inputs, inputs.size() / 2, CATALOG);
        int last = account.entries.size() - 1;
        account.entries.set(last,
                Rules1Writer.entry(account.decoded(last, e -> {}), account.hashBefore(last)));
        account.snapshot = null;
        assertThat(new AuditedJournal(List.of(account), random).findings(CATALOG, folder))
                .filteredOn(f -> f.kind() == FindingKind.CONTENT_DIFFERS).singleElement()
                .satisfies(f -> assertThat(f.text()).endsWith(
                        "names rules version 1 after version 2: no ledger goes back"));
    }

    @Test void entries_of_rules_2_are_proved_after_rules_1(@Seed long seed) {
        Random random = new Random(seed);
        WrittenAccount account = account("acme", 10, random);
        int last = account.entries.size() - 1;
        account.entries.set(last,
                account.changed(last, e -> e.setSpentNanos(e.getSpentNanos() + 1)));
        account.chainAgain(last);
        assertThat(new AuditedJournal(List.of(account), random).findings(CATALOG, folder))
                .anyMatch(f -> f.kind() == FindingKind.CONTENT_DIFFERS
                        && f.sequence() == last + 1);
    }

    private static List<WrittenAccount> accounts(Random random) {
        List<WrittenAccount> accounts = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            accounts.add(account("account-" + i, random.nextInt(INPUTS + 1), random));
        }
        return accounts;
    }

    private static WrittenAccount account(String name, int upgradeAt, Random random) {
        return MixedAccounts.of(name, inputs(name, random), upgradeAt, CATALOG);
    }

    private static List<Input> inputs(String name, Random random) {
        return Histories.nasty(16 * (long) random.nextInt(1 << 27), INPUTS, name, CATALOG);
    }
}
