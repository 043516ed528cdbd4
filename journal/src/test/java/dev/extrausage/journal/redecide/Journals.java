package dev.extrausage.journal.redecide;

import dev.extrausage.core.Catalog;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Entry;
import dev.extrausage.core.Histories;
import dev.extrausage.core.Input;
import dev.extrausage.core.Run;
import dev.extrausage.journal.read.WrittenEntry;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.json.EventJson;
import dev.extrausage.schemas.wire.EntryWriter;
import dev.extrausage.schemas.wire.HashChain;
import dev.extrausage.schemas.wire.TopicCodecs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Journals in memory, by way of the Avro class that the real one holds. */
public final class Journals {
    private static final TopicCodecs CODECS = TopicCodecs.of(ReleasedSchemas.load());

    private Journals() {}

    /** The entries of the ledger for these inputs, of however many accounts. */
    public static List<WrittenEntry> of(List<Input> inputs, Catalog catalog) {
        return Run.of(inputs, catalog).entries().stream()
                .map(e -> WrittenEntry.of(avro(e))).toList();
    }

    /** The journal of a nasty history of the account {@code acme}. */
    public static List<WrittenEntry> nasty(long seed, int length) {
        return of(Histories.nasty(seed, length), Catalogs.severalVersions());
    }

    /**
     * The journal of {@code acme.jsonl}: an account to which everything happens once, by the
     * example catalog of the SPEC, small enough to be checked by hand.
     */
    public static List<WrittenEntry> acme() throws IOException {
        return of(acmeInputs(), Catalogs.example());
    }

    /**
     * The journal of {@code zoe.jsonl}: what rules 2 brought happens to it, by the same catalog,
     * but that a change in mid-cycle is prorated.
     */
    public static List<WrittenEntry> zoe() throws IOException {
        return of(inputs("zoe.jsonl"), Catalogs.prorated());
    }

    /** The inputs of {@link #acme}. */
    public static List<Input> acmeInputs() throws IOException {
        return inputs("acme.jsonl");
    }

    private static List<Input> inputs(String file) throws IOException {
        EventJson events = new EventJson();
        List<Input> inputs = new ArrayList<>();
        for (String line : page(Journals.class, file)) {
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            inputs.add(events.read(bytes, bytes.length).input());
        }
        return inputs;
    }

    /** The lines of a file beside {@code test}. */
    public static List<String> page(Class<?> test, String name) throws IOException {
        try (InputStream in = test.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    /** An entry as the journal holds it, but for its hashes. */
    public static BalanceChange avro(Entry entry) {
        AvroCodec<BalanceChange> codec = CODECS.balanceChanges();
        return codec.decode(new EntryWriter(codec)
                .write(entry, "usage-events", 0, 0, HashChain.start()));
    }

    /** One account's entries told beside their causes decided again. */
    public static List<RedecidedEntry> steps(List<WrittenEntry> entries, Catalog catalog) {
        List<RedecidedEntry> steps = new ArrayList<>();
        if (!entries.isEmpty()) {
            RedecidedHistory history = new RedecidedHistory(entries.get(0).accountId(), catalog);
            entries.forEach(e -> steps.add(history.next(e)));
        }
        return steps;
    }
}
