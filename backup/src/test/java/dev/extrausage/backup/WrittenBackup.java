package dev.extrausage.backup;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.core.Account;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Change;
import dev.extrausage.core.DecidedIds;
import dev.extrausage.core.Decision;
import dev.extrausage.core.Event;
import dev.extrausage.core.EventId;
import dev.extrausage.core.Input;
import dev.extrausage.core.Ledger;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.journal.proof.checkpoint.Checkpoint;
import dev.extrausage.journal.proof.checkpoint.CheckpointFile;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.EntryWriter;
import dev.extrausage.schemas.wire.HashChain;
import dev.extrausage.schemas.wire.StoredAccount;
import dev.extrausage.schemas.wire.TopicCodecs;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Backups of a ledger with one account and one partition, written without a Kafka. */
final class WrittenBackup {
    static final String APPLICATION_ID = "extra-usage-ledger";
    static final Map<String, String> TOPIC_IDS = TopicIds.INCREMENTAL.stream()
            .collect(Collectors.toMap(name -> name, name -> "id-of-" + name));
    static final Map<String, Long> RETENTION = Map.of("notices", 100L * 24 * 60 * 60 * 1000);
    private static final String JOURNAL = "balance-changes";
    private static final String INPUTS = "usage-events";
    private static final ReleasedSchemas IDS = ReleasedSchemas.load();
    private static final TopicCodecs CODECS = TopicCodecs.of(IDS);
    private static final long NOW = 1_790_000_000_000L;
    private static final byte[] ANNA = "anna".getBytes(StandardCharsets.UTF_8);

    private final BackupFolder directory;
    private final PrivateKey key;
    private final Catalog catalog = CatalogFile.defaultCatalog();
    private final DecidedIds ids = DecidedIds.unbounded();
    private Account account = StoredAccount.unknown("anna").account();
    private final EntryWriter writer = new EntryWriter(CODECS.balanceChanges());
    private final HashChain chain = new HashChain();
    private final JournalChains chains = new JournalChains(CODECS.balanceChanges());
    private final SchemaCollector schemas = new SchemaCollector(IDS);
    private byte[] last = HashChain.start();
    private Manifest previous;
    private long next;
    private long skipped = -1;
    private long begin;

    WrittenBackup(BackupFolder directory, PrivateKey key) {
        this.directory = directory;
        this.key = key;
    }

    /** The input at that offset will be decided, and in no backup. */
    void skipInput(long offset) {
        skipped = offset;
    }

    /** The next backup finds what lies before that offset gone. */
    void beginAt(long offset) {
        begin = offset;
    }

    /** One more backup, of so many inputs and their entries. */
    void write(int count) throws Exception {
        String name = directory.next();
        Path folder = directory.unfinished(
                name, previous == null ? BackupFolder.NOTHING : previous.name(), TOPIC_IDS);
        long from = next;
        List<KeptRecord> entries = new ArrayList<>();
        List<KeptRecord> inputs = new ArrayList<>();
        List<KeptRecord> accountInputs = new ArrayList<>();
        for (; next < from + count; next++) {
            Event event = event(next);
            if (next != skipped) {
                (next == 0 ? accountInputs : inputs).add(record(next, new byte[] {1}));
            }
            Decision decision = Ledger.take(account, new Input(event, NOW), ids, catalog);
            account = decision.account();
            byte[] entry = writer.write(
                    decision.entry(), Topics.of(event).topicName(), 0, next, last);
            last = chain.seal(last, entry);
            entries.add(record(next, entry));
            chains.take(entries.get(entries.size() - 1));
            schemas.see(entry);
        }
        Manifest manifest = new Manifest(Manifest.FORMAT, name, "2026-11-29T12:00:00Z",
                previous == null ? null : new Manifest.Previous(
                        previous.name(), directory.sha256(previous.name())),
                APPLICATION_ID, 1, TOPIC_IDS, RETENTION,
                List.of(part(folder, JOURNAL, from, entries), part(folder, INPUTS, from, inputs),
                        part(folder, "account-events", from, accountInputs)),
                Map.of(APPLICATION_ID,
                        DecidedInputs.positions(List.of(), previous, List.of(chains))),
                schemas.texts(previous), checkpoint(folder));
        byte[] json = manifest.toJson();
        directory.finish(folder, name, json, ManifestSignature.sign(json, key));
        previous = manifest;
    }

    private static Event event(long number) {
        EventId id = EventId.derived(NOW, "event-" + number);
        return number == 0
                ? new AccountEvent(id, "anna", NOW, "test", new Change.PlanStarted("pro", 1, null))
                : new UsageEvent(id, "anna", null, NOW, "claude.ai", null, "claude-opus-4-5",
                        1_000, 0, 0, 0, 0);
    }

    private static KeptRecord record(long offset, byte[] value) {
        return new KeptRecord(0, offset, NOW, ANNA, value, new RecordHeaders());
    }

    private Manifest.Part part(Path folder, String topic, long from, List<KeptRecord> records)
            throws Exception {
        Path file = folder.resolve(String.format("%s-0-%020d.avro", topic, from));
        try (RecordFileWriter out = new RecordFileWriter(file, topic)) {
            for (KeptRecord record : records) {
                out.append(record);
            }
            return new Manifest.Part(topic, 0, false, begin, from, next, List.of(out.finish()));
        }
    }

    private Manifest.KeptFile checkpoint(Path folder) throws Exception {
        StringWriter text = new StringWriter();
        CheckpointFile.write(new Checkpoint("2026-11-29T12:00:00Z", JOURNAL,
                List.of(chains.stateAt(0, next))), key, text);
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        BackupFolder.write(folder.resolve(BackupFolder.CHECKPOINT), bytes);
        return new Manifest.KeptFile(BackupFolder.CHECKPOINT, bytes.length,
                HexFormat.of().formatHex(HashChain.sha256().digest(bytes)), 0);
    }
}
