package dev.extrausage.journal.proof;

import dev.extrausage.core.Catalog;
import dev.extrausage.journal.read.JournalReader;
import dev.extrausage.journal.read.TopicExtent;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.TopicCodecs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A whole journal, read once and proved, with the memory that it leaves of each partition. All
 * accounts are on the heap, as in an audit; decided ids are sorted in files.
 */
public final class ProvedJournal implements AutoCloseable {
    private final TopicExtent extent;
    private final Findings findings;
    private final Map<Integer, ProvedPartition> partitions;
    private final Path folder;

    private ProvedJournal(TopicExtent extent, Findings findings,
            Map<Integer, ProvedPartition> partitions, Path folder) {
        this.extent = extent;
        this.findings = findings;
        this.partitions = partitions;
        this.folder = folder;
    }

    /**
     * Reads the journal as it stands now, and proves it; what does not hold is in {@link #faults}.
     *
     * @param catalog the one that the ledger decides by
     * @throws dev.extrausage.journal.read.JournalUnreadable if it cannot be read
     */
    public static ProvedJournal read(JournalReader reader, Catalog catalog, TopicCodecs codecs) {
        Path folder = folder();
        AuditTools tools = new AuditTools(catalog, codecs, new Findings(), false, false);
        TopicExtent extent = reader.extentOf(Topics.BALANCE_CHANGES);
        Map<Integer, ProvedPartition> partitions = new TreeMap<>();
        for (int partition : extent.from().keySet()) {
            partitions.put(partition,
                    new ProvedPartition(partition, extent.partitions(), tools, folder));
        }
        ProvedJournal journal = new ProvedJournal(extent, tools.findings(), partitions, folder);
        try {
            reader.read(extent, partitions::get);
        } catch (RuntimeException e) {
            journal.close();
            throw e;
        }
        partitions.values().forEach(ProvedPartition::end);
        return journal;
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("ledger-journal");
        } catch (IOException e) {
            throw new UncheckedIOException("there is no room for what is read of a journal", e);
        }
    }

    /**
     * The reasons why the journal is not whole, a sentence each; empty if it is. An entry that is
     * linked, and has the same fields when it is decided again, is none by itself, though its bytes
     * be of another form (J5).
     *
     * @param most how many sentences at most
     */
    public List<String> faults(int most) {
        List<String> faults = new ArrayList<>();
        extent.from().forEach((partition, from) -> {
            if (from > 0) {
                faults.add(extent.topic().topicName() + "-" + partition + " begins at offset "
                        + from + ": what was before is deleted");
            }
        });
        List<Finding> found = findings.inOrder();
        if (found.stream().anyMatch(f -> f.kind() != FindingKind.NOT_REDECIDED)) {
            found.forEach(f -> faults.add(f.topic() + "-" + f.partition() + "@" + f.offset()
                    + ", account " + f.account() + ": " + f.text()));
        }
        return List.copyOf(faults.subList(0, Math.min(most, faults.size())));
    }

    /** The places that were read. */
    public TopicExtent extent() {
        return extent;
    }

    /** The partition of that number. */
    public ProvedPartition partition(int number) {
        return partitions.get(number);
    }

    /** All partitions, in order. */
    public Collection<ProvedPartition> partitions() {
        return List.copyOf(partitions.values());
    }

    /** The number of entries in all partitions. */
    public long entries() {
        return partitions.values().stream().mapToLong(ProvedPartition::entries).sum();
    }

    /** Forgets what it remembered, on disk too. */
    @Override public void close() {
        partitions.values().forEach(ProvedPartition::close);
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
