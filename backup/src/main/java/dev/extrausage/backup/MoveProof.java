package dev.extrausage.backup;

import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.acl.Permissions;
import dev.extrausage.schemas.wire.HashChain;
import dev.extrausage.schemas.wire.Rejection;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.header.Header;

/**
 * The comparison of a backup with the one that was moved from it. Of the journal: the same
 * accounts, each with as many entries, in the same order, with the same bytes but for the place of
 * the input and the hashes that follow from it. Of every other topic: the same records but for
 * places, as a multiset (a sum of SHA-256s).
 */
final class MoveProof {
    /**
     * The figures of a comparison.
     *
     * @param entries how many were compared
     * @param accounts whose they are
     * @param records of all other topics
     */
    record Result(long entries, long accounts, long records) {}

    /** An account's entries: how many, and a digest of each and of all before it. */
    private record Entries(long count, byte[] digest) {
        static final Entries NONE = new Entries(0, HashChain.start());

        boolean isAs(Entries other) {
            return count == other.count && Arrays.equals(digest, other.digest);
        }
    }

    private final Map<String, Entries> journal = new HashMap<>();
    private final Map<String, Long> counts = new TreeMap<>();
    private final Map<String, long[]> sums = new TreeMap<>();
    private final MessageDigest sha256 = HashChain.sha256();
    private final EntryForm form;

    private MoveProof(BackupFolder folder, Manifest manifest) {
        form = new EntryForm(new KeptSchemas(manifest.schemas()));
        for (Manifest.Part part : manifest.parts()) {
            for (Manifest.KeptFile file : part.files()) {
                try {
                    RecordFile.read(folder.of(manifest.name()).resolve(file.name()),
                            record -> see(part, record));
                } catch (RecordFile.Damaged e) {
                    throw new BackupProblem(e.getMessage(), e);
                }
            }
        }
    }

    /**
     * Compares them.
     *
     * @throws BackupProblem they differ; it names an account or a topic
     */
    static Result compare(BackupFolder before, Manifest old, BackupFolder after, Manifest moved) {
        MoveProof one = new MoveProof(before, old);
        MoveProof other = new MoveProof(after, moved);
        one.journal.forEach((account, entries) -> {
            Entries found = other.journal.getOrDefault(account, Entries.NONE);
            if (!entries.isAs(found)) {
                throw new BackupProblem("the moved journal differs: account " + account + " had "
                        + entries.count + " entries, and has " + found.count
                        + (entries.count == found.count ? " others" : ""));
            }
        });
        if (!one.journal.keySet().equals(other.journal.keySet())) {
            throw new BackupProblem("the moved journal has entries of accounts that had none");
        }
        one.sums.forEach((topic, sum) -> {
            if (!Arrays.equals(sum, other.sums.get(topic))) {
                throw new BackupProblem("the moved records of " + topic + " differ: "
                        + one.counts.get(topic) + " there were, "
                        + other.counts.getOrDefault(topic, 0L) + " there are");
            }
        });
        return new Result(one.journal.values().stream().mapToLong(Entries::count).sum(),
                one.journal.size(), one.counts.values().stream().mapToLong(c -> c).sum());
    }

    private void see(Manifest.Part part, KeptRecord record) {
        byte[] digest = sha256.digest(content(part, record));
        if (part.isJournal()) {
            journal.merge(new String(record.key(), StandardCharsets.UTF_8),
                    next(Entries.NONE, digest), (before, any) -> next(before, digest));
            return;
        }
        counts.merge(part.topic(), 1L, Long::sum);
        long[] sum = sums.computeIfAbsent(part.topic(), any -> new long[4]);
        ByteBuffer words = ByteBuffer.wrap(digest);
        for (int i = 0; i < sum.length; i++) {
            sum[i] += words.getLong();
        }
    }

    private Entries next(Entries before, byte[] digest) {
        sha256.update(before.digest);
        return new Entries(before.count + 1, sha256.digest(digest));
    }

    /** All of a record but for places. */
    private byte[] content(Manifest.Part part, KeptRecord record) {
        byte[] value = record.value();
        if (part.isJournal()) {
            value = form.withoutPlace(form.read(value));
        } else if (part.topic().equals(Permissions.TOP_UPS + "-memory") && value != null) {
            value = Arrays.copyOf(value, value.length - Long.BYTES);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(record.timestamp());
            write(out, record.key());
            write(out, value);
            for (Header header : record.headers()) {
                if (!isPlace(part, header)) {
                    out.writeUTF(header.key());
                    write(out, header.value());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static boolean isPlace(Manifest.Part part, Header header) {
        return part.topic().equals(Topics.REJECTED_EVENTS.topicName())
                && (header.key().equals(Rejection.PARTITION)
                        || header.key().equals(Rejection.OFFSET));
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes == null ? -1 : bytes.length);
        if (bytes != null) {
            out.write(bytes);
        }
    }
}
