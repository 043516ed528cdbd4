package dev.extrausage.backup;

import dev.extrausage.journal.proof.checkpoint.BadCheckpoint;
import dev.extrausage.journal.proof.checkpoint.Checkpoint;
import dev.extrausage.journal.proof.checkpoint.CheckpointFile;
import dev.extrausage.journal.proof.checkpoint.PartitionState;
import dev.extrausage.kafka.access.FileError;
import dev.extrausage.schemas.wire.TopicCodecs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Proves a backup, and all that it goes on from, without a Kafka: who signed the manifests, that
 * each file is the one that its manifest names, that records are in their order and none lies
 * outside, that the journal's hash chains and numbers hold from the first entry to the
 * checkpoint, that each input which an entry answers is there, and that none would be decided a
 * second time.
 */
public final class BackupCheck {
    private static final int MOST_FAULTS = 1_000;

    /**
     * The findings.
     *
     * @param faults a sentence each, naming file and record; empty when the backup is sound
     * @param backups how many go on from each other
     * @param records how many were read
     * @param bytes of all files of records
     */
    public record Result(List<String> faults, int backups, long records, long bytes) {
        /** Copies the list. */
        public Result {
            faults = List.copyOf(faults);
        }

        /** True when there is nothing wrong with it. */
        public boolean isSound() {
            return faults.isEmpty();
        }
    }

    private final BackupFolder directory;
    private final PublicKey key;
    private final List<String> faults = new ArrayList<>();
    private final Map<Integer, JournalChains> chains = new TreeMap<>();
    private final AnsweredInputs inputs = new AnsweredInputs();
    private TopicCodecs codecs;
    private long records;
    private long bytes;

    private BackupCheck(BackupFolder directory, PublicKey key) {
        this.directory = directory;
        this.key = key;
    }

    /**
     * Reads all of it.
     *
     * @param name the newest backup of the chain
     * @param key whose other half signed it
     */
    public static Result check(BackupFolder directory, String name, PublicKey key) {
        return new BackupCheck(directory, key).check(name);
    }

    /** The same, with the latest entry of each account by the partition of the journal. */
    static Map<Integer, JournalChains> proved(
            BackupFolder directory, String name, PublicKey key) {
        BackupCheck check = new BackupCheck(directory, key);
        Result result = check.check(name);
        if (!result.isSound()) {
            throw new BackupProblem("backup " + name + " is not sound, nothing was restored: "
                    + result.faults().get(0) + (result.faults().size() == 1 ? ""
                    : ", and " + (result.faults().size() - 1) + " more: --verify names all"));
        }
        return check.chains;
    }

    private Result check(String name) {
        List<Manifest> chain;
        try {
            chain = directory.chain(name);
            codecs = TopicCodecs.of(
                    new KeptSchemas(chain.get(chain.size() - 1).schemas()));
        } catch (BackupProblem e) {
            return new Result(List.of(e.getMessage()), 0, 0, 0);
        }
        Manifest before = null;
        for (Manifest manifest : chain) {
            check(manifest, before);
            before = manifest;
        }
        return new Result(faults, chain.size(), records, bytes);
    }

    private void check(Manifest manifest, Manifest before) {
        Path folder = directory.of(manifest.name());
        byte[] text = directory.manifestBytes(manifest.name());
        if (!ManifestSignature.isSigned(text, directory.signature(manifest.name()), key)) {
            fault(folder.resolve(BackupFolder.MANIFEST) + ": its signature is not of that key: it"
                    + " was changed, or the key is another one");
        }
        if (before != null
                && !directory.sha256(before.name()).equals(manifest.previous().sha256())) {
            fault(folder.resolve(BackupFolder.MANIFEST) + " goes on from another "
                    + before.name() + " than the one that is there");
        }
        if (before != null && before.partitions() != manifest.partitions()) {
            fault(folder.resolve(BackupFolder.MANIFEST) + " has " + manifest.partitions()
                    + " partitions, " + before.name() + " has " + before.partitions());
        }
        inputs.endAt(manifest);
        manifest.parts().forEach(part -> continues(folder, part, before));
        // Entries last: the inputs that they answer are known by then.
        manifest.parts().stream().sorted(Comparator.comparing(Manifest.Part::isJournal))
                .forEach(part -> new PartCheck(folder, part).run());
        DecidedInputs.faults(manifest, chains.values()).forEach(
                fault -> fault(folder.resolve(BackupFolder.MANIFEST) + " " + fault));
        strays(folder, manifest);
        checkpoint(folder, manifest);
    }

    private void continues(Path folder, Manifest.Part part, Manifest before) {
        long last = before == null || part.whole() ? part.from()
                : before.part(part.where()).map(Manifest.Part::to).orElse(part.from());
        if (part.from() != last) {
            fault(folder.resolve(BackupFolder.MANIFEST) + ": " + part.where()
                    + " goes on at offset " + part.from() + ", backup " + before.name()
                    + " ends at " + last);
        }
    }

    private void strays(Path folder, Manifest manifest) {
        Set<String> known = new HashSet<>();
        manifest.parts().forEach(p -> p.files().forEach(f -> known.add(f.name())));
        try (Stream<Path> all = Files.list(folder)) {
            all.filter(p -> p.getFileName().toString().endsWith(".avro"))
                    .filter(p -> !known.contains(p.getFileName().toString()))
                    .forEach(p -> fault(p + ": no manifest names this file"));
        } catch (IOException e) {
            fault(folder + " cannot be listed: " + FileError.reason(e));
        }
    }

    private void checkpoint(Path folder, Manifest manifest) {
        Path file = folder.resolve(manifest.checkpoint().name());
        if (!checkFile(file, manifest.checkpoint())) {
            return;
        }
        try {
            Checkpoint signed = CheckpointFile.read(file, key);
            for (PartitionState then : signed.partitions()) {
                JournalChains chain = chains.get(then.partition());
                if (chain != null
                        && !then.isAs(chain.stateAt(then.partition(), then.offset()))) {
                    fault(file + ": the journal's partition " + then.partition() + " does not lead"
                            + " to the state that the checkpoint has of it");
                }
            }
        } catch (BadCheckpoint e) {
            fault(e.getMessage());
        }
    }

    /** Adds a fault unless the file is there with that length and hash; true if it is. */
    private boolean checkFile(Path file, Manifest.KeptFile named) {
        try {
            if (!Files.exists(file)) {
                fault(file + " is missing");
            } else if (Files.size(file) != named.bytes()) {
                fault(file + " has " + Files.size(file) + " bytes, must have " + named.bytes());
            } else if (!RecordFile.sha256(file).equals(named.sha256())) {
                fault(file + ": its SHA-256 is not the one in the manifest: it was changed");
            } else {
                return true;
            }
        } catch (IOException e) {
            fault(file + " cannot be read: " + FileError.reason(e));
        }
        return false;
    }

    private void fault(String sentence) {
        if (faults.size() < MOST_FAULTS) {
            faults.add(sentence);
        }
    }

    /** The check of one partition's files. */
    private final class PartCheck {
        private final Path folder;
        private final Manifest.Part part;
        private Path file;
        private long next;
        private long inFile;

        PartCheck(Path folder, Manifest.Part part) {
            this.folder = folder;
            this.part = part;
            next = part.from();
        }

        void run() {
            int faultsBefore = faults.size();
            if (part.isJournal()) {
                chains.computeIfAbsent(part.partition(),
                        any -> new JournalChains(codecs.balanceChanges()));
            }
            for (Manifest.KeptFile named : part.files()) {
                file = folder.resolve(named.name());
                inFile = 0;
                bytes += named.bytes();
                checkFile(file, named);
                if (Files.exists(file)) {
                    read(named);
                }
            }
            if (part.isOfInputs() && faults.size() == faultsBefore) {
                inputs.markWhole(part);
            }
        }

        /** Also of a file that was changed: which record is wrong is worth knowing. */
        private void read(Manifest.KeptFile named) {
            try {
                long count = RecordFile.read(file, this::see);
                if (count != named.records()) {
                    fault(file + " has " + count + " records, must have " + named.records());
                }
            } catch (RecordFile.Damaged e) {
                fault(e.getMessage());
            }
        }

        private void see(KeptRecord record) {
            records++;
            inFile++;
            String where = file + ": record " + inFile + ", of offset " + record.offset() + ", ";
            if (record.partition() != part.partition()) {
                fault(where + "is of partition " + record.partition() + ", must be of "
                        + part.partition());
            } else if (record.offset() < next || record.offset() >= part.to()) {
                fault(where + "must lie from offset " + next + " to before " + part.to());
            }
            next = Math.max(next, record.offset() + 1);
            if (part.isJournal()) {
                entry(where, record);
            } else if (part.isOfInputs()) {
                inputs.add(part, record.offset());
            }
        }

        private void entry(String where, KeptRecord record) {
            JournalChains chain = chains.get(part.partition());
            chain.take(record).ifPresent(fault -> fault(where + fault));
            chain.lastSource().flatMap(inputs::fault).ifPresent(fault -> fault(where + fault));
        }
    }
}
