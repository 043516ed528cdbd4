package dev.extrausage.stream.topology;

import static dev.extrausage.stream.topology.LedgerDriver.CODECS;
import static dev.extrausage.stream.topology.LedgerDriver.change;
import static dev.extrausage.stream.topology.LedgerDriver.id;
import static dev.extrausage.stream.topology.LedgerDriver.planStarted;
import static dev.extrausage.stream.topology.LedgerDriver.purchase;
import static dev.extrausage.stream.topology.LedgerDriver.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.Catalog;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Change;
import dev.extrausage.core.Entry;
import dev.extrausage.core.Histories;
import dev.extrausage.core.Input;
import dev.extrausage.core.Ledger;
import dev.extrausage.core.Money;
import dev.extrausage.core.Run;
import dev.extrausage.core.Seed;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.core.UtcTime;
import dev.extrausage.schemas.Balance;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.Notice;
import dev.extrausage.schemas.Source;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.HashChain;
import dev.extrausage.schemas.wire.Reference;
import dev.extrausage.schemas.wire.StoredAccount;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

class LedgerTopologyTest {
    private static final long T = UtcTime.parse("t", "2026-01-10T12:00:00Z");

    @Test void the_topology_is_as_it_is_written_down() throws IOException {
        String written;
        try (var in = getClass().getResourceAsStream("topology.txt")) {
            written = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(LedgerTopology.build(Catalogs.example(), CODECS, 4, Map.of(),
                new LedgerCounts()).describe()
                .toString()).isEqualToIgnoringWhitespace(written);
    }

    @Test void the_topology_decides_any_history_as_the_core_does(@Seed long first) {
        Catalog catalog = Catalogs.severalVersions();
        for (long seed = first; seed < first + 12; seed++) {
            List<Input> history = mixed(seed, 120, catalog);
            try (LedgerDriver ledger = new LedgerDriver(catalog)) {
                history.forEach(ledger::pipe);
                List<byte[]> expected = expectedJournal(history, catalog);
                List<byte[]> written = values(ledger.written(Topics.BALANCE_CHANGES));
                for (int i = 0; i < Math.min(written.size(), expected.size()); i++) {
                    assertThat(written.get(i)).as("seed %d, entry %d", seed, i)
                            .isEqualTo(expected.get(i));
                }
                assertThat(written).as("seed %d", seed).hasSameSizeAs(expected);
                assertThat(ledger.written(Topics.REJECTED_EVENTS)).as("seed %d", seed).isEmpty();
            }
        }
    }

    /**
     * Three accounts as one partition gets them: in the order of their receipt, but for topics that
     * lag behind each other by up to a day.
     */
    private static List<Input> mixed(long seed, int length, Catalog catalog) {
        Random random = new Random(seed);
        Map<Input, Long> turns = new IdentityHashMap<>();
        List<Input> inputs = new ArrayList<>();
        for (Input input : Histories.ofManyAccounts(seed, 3, length, catalog)) {
            Input own = new Input(input.event(), input.receivedAt());
            turns.put(own, own.receivedAt() + random.nextInt(24 * 3_600_000));
            inputs.add(own);
        }
        inputs.sort(Comparator.comparing(turns::get));
        return inputs;
    }

    /** The journal's bytes, from nothing but the core, the codecs and J2's sentence. */
    private static List<byte[]> expectedJournal(List<Input> history, Catalog catalog) {
        Run run = new Run(catalog);
        Map<Topics, Long> offsets = new HashMap<>();
        Map<String, byte[]> hashes = new HashMap<>();
        List<byte[]> journal = new ArrayList<>();
        for (Input input : history) {
            Topics topic = Topics.of(input.event());
            long offset = offsets.merge(topic, 1L, Long::sum) - 1;
            Entry entry = run.decide(input).entry();
            if (entry != null) {
                byte[] previous = hashes.getOrDefault(entry.accountId(), new byte[32]);
                byte[] bytes = CODECS.balanceChanges().encode(Reference.entry(entry,
                        Ledger.RULES_VERSION,
                        new Source(topic.topicName(), 0, offset), previous));
                hashes.put(entry.accountId(), new HashChain().seal(previous, bytes));
                journal.add(bytes);
            }
        }
        return journal;
    }

    @Test void every_entry_leaves_the_newest_snapshot_of_its_account(@Seed long seed) {
        Catalog catalog = Catalogs.severalVersions();
        List<Input> history = mixed(seed, 150, catalog);
        Run run = new Run(catalog);
        Map<String, Long> usageOffsets = new HashMap<>();
        long usageOffset = 0;
        try (LedgerDriver ledger = new LedgerDriver(catalog)) {
            for (Input input : history) {
                ledger.pipe(input);
                Run.Step step = run.decide(input);
                boolean isUsage = Topics.of(input.event()) == Topics.USAGE_EVENTS;
                if (step.isDuplicate()) {
                    assertThat(ledger.balances()).isEmpty();
                } else {
                    if (isUsage) {
                        usageOffsets.put(step.entry().accountId(), usageOffset);
                    }
                    Balance expected = Reference.balance(new StoredAccount(step.after(),
                            new byte[32], usageOffsets.get(step.entry().accountId())),
                            step.entry().catalogVersion(), catalog);
                    assertThat(values(ledger.written(Topics.BALANCES)))
                            .containsExactly(CODECS.balances().encode(expected));
                }
                usageOffset += isUsage ? 1 : 0;
            }
        }
    }

    @Test void the_snapshot_tells_balances_and_availability() {
        try (LedgerDriver ledger = new LedgerDriver(Catalogs.example())) {
            ledger.pipe(new Input(change(id(T, 1), "acme", T, planStarted("pro")), T));
            ledger.pipe(new Input(change(id(T, 2), "acme", T, purchase("g", 7)), T + 5));
            ledger.pipe(new Input(usage(id(T, 3), "acme", T + 9), T + 9));
            List<Balance> balances = ledger.balances();
            Balance last = balances.get(2);
            assertThat(last.getSequence()).isEqualTo(3);
            assertThat(last.getClock()).isEqualTo(Instant.ofEpochMilli(T + 9));
            assertThat(last.getPlan()).isEqualTo("pro");
            assertThat(last.getAllowanceLeftNanos())
                    .isEqualTo(20 * Money.NANOS_PER_USD - 5_000_000);
            assertThat(last.getExtraUsageNanos()).isEqualTo(7 * Money.NANOS_PER_USD);
            assertThat(last.getGrants()).singleElement()
                    .satisfies(g -> assertThat(g.getGrantId()).isEqualTo("g"));
            assertThat(last.getThirdParty().getOpen()).isTrue();
            assertThat(last.getNextDueAt())
                    .isEqualTo(Instant.parse("2026-02-10T12:00:00Z"));
            assertThat(last.getUsageOffset()).isZero();
            assertThat(balances.get(0).getThirdParty().getReason())
                    .isEqualTo("OUT_OF_EXTRA_USAGE");
            assertThat(balances.get(1).getUsageOffset()).isNull();
        }
    }

    @Test void an_entry_says_all_that_the_journal_must_hold() {
        try (LedgerDriver ledger = new LedgerDriver(Catalogs.example())) {
            ledger.pipe(new Input(change(id(T, 1), "acme", T, planStarted("pro")), T));
            ledger.pipe(new Input(change(id(T, 2), "acme", T, purchase("g", 7)), T));
            ledger.pipe(new Input(change(id(T, 3), "acme", T, new Change.AutoReloadSet(
                    true, 7 * Money.NANOS_PER_USD, 7 * Money.NANOS_PER_USD, null)), T));
            ledger.pipe(new Input(new UsageEvent(id(T, 4), "acme", "ann", T + 1, "cursor", "s-1",
                    "claude-opus-4-5", 0, 40_000_000, 0, 0, 0), T + 2));
            BalanceChange entry = ledger.entries().get(3);
            assertThat(entry.toString()).isEqualToIgnoringWhitespace("""
                {"account_id": "acme", "sequence": 4, "rules_version": 2,
                 "catalog_version": "2026-01",
                 "cause": {"event_id": "019ba7c7-1200-7000-8000-000000000004",
                  "account_id": "acme", "member_id": "ann",
                  "occurred_at": "2026-01-10T12:00:00.001Z", "app": "cursor", "session_id": "s-1",
                  "model": "claude-opus-4-5", "input_tokens": 0, "output_tokens": 40000000,
                  "cache_write_tokens": 0, "cache_write_1h_tokens": 0, "cache_read_tokens": 0,
                  "service_tier": null, "units": null},
                 "received_at": "2026-01-10T12:00:00.002Z",
                 "source": {"topic": "usage-events", "partition": 0, "offset": 0},
                 "clock": "2026-01-10T12:00:00.001Z", "cost_nanos": 1000000000000,
                 "outcome": "UNCOVERED", "reason": "OUT_OF_EXTRA_USAGE",
                 "postings": [{"from": "EXTRA_USAGE", "to": "USAGE", "grant_id": "g",
                   "amount_nanos": 7000000000, "effective_at": "2026-01-10T12:00:00.001Z"},
                  {"from": "UNCOVERED", "to": "USAGE", "grant_id": null,
                   "amount_nanos": 993000000000, "effective_at": "2026-01-10T12:00:00.001Z"}],
                 "allowance_left_nanos": 20000000000, "extra_usage_nanos": 0,
                 "spent_nanos": 7000000000,
                 "top_up_due": {"top_up_id": "auto:acme:4", "amount_nanos": 7000000000},
                 "notices": ["OUT_OF_EXTRA_USAGE"],
                 "previous_hash": %s, "hash": %s}
                """.formatted(entry.getPreviousHash(), entry.getHash()));
        }
    }

    @Test void a_due_top_up_follows_its_entrys_notices() {
        try (LedgerDriver ledger = new LedgerDriver(Catalogs.example())) {
            ledger.pipe(new Input(change(id(T, 1), "acme", T, planStarted("pro")), T));
            ledger.pipe(new Input(change(id(T, 2), "acme", T, purchase("g", 7)), T));
            ledger.pipe(new Input(change(id(T, 3), "acme", T, new Change.AutoReloadSet(
                    true, 8 * Money.NANOS_PER_USD, 8 * Money.NANOS_PER_USD, null)), T));
            List<Notice> notices = ledger.notices();
            assertThat(notices).extracting(Notice::getKind)
                    .containsExactly("TOP_UP_ADDED", "TOP_UP_DUE");
            Notice due = notices.get(1);
            assertThat(due.getSequence()).isEqualTo(3);
            assertThat(due.getTopUpId()).isEqualTo("auto:acme:3");
            assertThat(due.getAmountNanos()).isEqualTo(8 * Money.NANOS_PER_USD);
            assertThat(due.getAt()).isEqualTo(Instant.ofEpochMilli(T));
            assertThat(due.getText()).isEqualTo("Auto-reload is buying $8 of extra usage.");
        }
    }

    private static List<byte[]> values(List<TestRecord<byte[], byte[]>> records) {
        return records.stream().map(TestRecord::value).toList();
    }
}
