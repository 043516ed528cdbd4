package dev.extrausage.schemas.wire;

import static dev.extrausage.schemas.wire.Reference.CODECS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Change;
import dev.extrausage.core.Entry;
import dev.extrausage.core.Histories;
import dev.extrausage.core.Ledger;
import dev.extrausage.core.Outcome;
import dev.extrausage.core.Run;
import dev.extrausage.core.Seed;
import dev.extrausage.schemas.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The bytes written by hand are those of the classes that Avro generates. */
class WritersTest {
    private static final Catalog CATALOG = Catalogs.severalVersions();

    private final EntryWriter entries = new EntryWriter(CODECS.balanceChanges());
    private final BalanceWriter balances = new BalanceWriter(CODECS.balances());

    @Test void writers_of_any_history_agree_with_avro(@Seed long seed) {
        Random random = new Random(seed);
        byte[] hash = new byte[HashChain.HASH_LENGTH];
        for (int i = 0; i < 120; i++) {
            String account = i % 2 == 0 ? "acme" : "a".repeat(1 + random.nextInt(64));
            for (Run.Step step : stepsOf(random.nextLong(), account)) {
                random.nextBytes(hash);
                Source source = new Source(i % 3 == 0 ? "usage-events" : "account-events",
                        random.nextInt(200), random.nextLong() >>> 1 + random.nextInt(63));
                assertThat(entries.write(step.entry(), source.getTopic(), source.getPartition(),
                        source.getOffset(), hash)).as("%s", step.entry())
                        .isEqualTo(CODECS.balanceChanges().encode(Reference.entry(
                                step.entry(), Ledger.RULES_VERSION, source, hash)));
                StoredAccount stored = new StoredAccount(step.after(), hash,
                        random.nextBoolean() ? null : source.getOffset());
                String version = step.entry().catalogVersion();
                assertThat(balances.write(stored, version, CATALOG))
                        .as("%s", step.after())
                        .isEqualTo(CODECS.balances().encode(
                                Reference.balance(stored, version, CATALOG)));
            }
        }
    }

    @Test void an_entry_is_told_from_any_that_differs_before_its_hash(@Seed long seed) {
        for (Run.Step step : stepsOf(seed, "acme")) {
            byte[] value = entries.write(step.entry(), "usage-events", 3, 70, HashChain.start());
            new HashChain().seal(HashChain.start(), value);
            assertThat(wouldWrite(step, value)).as("seed %d", seed).isTrue();
            for (int at = 0; at < value.length - HashChain.HASH_LENGTH; at++) {
                value[at] ^= 1;
                assertThat(wouldWrite(step, value)).as("seed %d, byte %d", seed, at).isFalse();
                value[at] ^= 1;
            }
            assertThat(wouldWrite(step, Arrays.copyOf(value, value.length + 1)))
                    .as("seed %d", seed).isFalse();
            assertThat(wouldWrite(step, Arrays.copyOf(value, value.length - 1)))
                    .as("seed %d", seed).isFalse();
        }
    }

    private boolean wouldWrite(Run.Step step, byte[] value) {
        return entries.wouldWrite(
                value, step.entry(), "usage-events", 3, 70, HashChain.start());
    }

    @Test void an_unopened_account_is_written_as_avro_does() {
        StoredAccount unknown = StoredAccount.unknown("acme");
        assertThat(balances.write(unknown, "2026-01", CATALOG)).isEqualTo(
                CODECS.balances().encode(Reference.balance(unknown, "2026-01", CATALOG)));
    }

    @Test void a_catalog_version_and_a_topic_may_have_any_name() {
        Entry entry = stepsOf(1, "acme").get(0).entry();
        byte[] hash = HashChain.start();
        List<String> names =
                List.of("", "2026-01", "caf\u00e9", "\u0141\u00f3d\u017a", "\ud83d\ude80");
        for (String name : names) {
            Entry named = new Entry(entry.accountId(), entry.sequence(), name, entry.cause(),
                    entry.clock(), entry.costNanos(), entry.outcome(), entry.reason(),
                    entry.postings(), entry.allowanceLeftNanos(), entry.extraUsageNanos(),
                    entry.spentNanos(), entry.topUpDue(), entry.notices());
            assertThat(entries.write(named, name, 0, 1, hash)).isEqualTo(
                    CODECS.balanceChanges().encode(Reference.entry(
                            named, Ledger.RULES_VERSION, new Source(name, 0, 1L), hash)));
        }
    }

    @Test void the_histories_hold_every_kind_of_cause_and_every_outcome() {
        Set<String> causes = new TreeSet<>();
        Set<Outcome> outcomes = new TreeSet<>();
        for (long seed = 0; seed < 120; seed++) {
            for (Run.Step step : stepsOf(seed, "acme")) {
                Entry entry = step.entry();
                causes.add(entry.cause().event() instanceof AccountEvent a
                        ? a.change().getClass().getSimpleName() : "UsageEvent");
                outcomes.add(entry.outcome());
            }
        }
        List<String> all = new ArrayList<>(List.of("UsageEvent"));
        for (Class<?> change : Change.class.getPermittedSubclasses()) {
            all.add(change.getSimpleName());
        }
        assertThat(causes).containsExactlyInAnyOrderElementsOf(all);
        assertThat(outcomes).containsExactly(Outcome.values());
    }

    private static List<Run.Step> stepsOf(long seed, String account) {
        Run run = new Run(CATALOG);
        Histories.nasty(seed, 120, account, CATALOG).forEach(run::decide);
        return run.steps().stream().filter(step -> !step.isDuplicate()).toList();
    }
}
