package dev.extrausage.backup;

import dev.extrausage.kafka.Cluster;
import dev.extrausage.kafka.access.KafkaAccess;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.stream.startup.LedgerSettings;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;

/**
 * Gives all topics of a ledger another number of partitions: a full backup, the same backup moved
 * to that number and compared with it entry by entry, and a restore of that one in place of what is
 * there.
 *
 * <p>Nobody of the ledger may be at work, and senders are kept away by Kafka or by whoever runs
 * this. Killed at any moment it is run again: until the mark of the restore is set nothing was
 * changed, and from then on the moved backup is whole and proved, and is restored once more.
 */
public final class Reshard {
    /** The most partitions: as many files are written at a time. */
    public static final int MOST_PARTITIONS = 1_000;

    /**
     * The figures of a reshard.
     *
     * @param from how many partitions each topic had
     * @param to how many it has
     * @param entries of the journal, each compared with the one before; 0: of an earlier run
     * @param accounts whose they are
     * @param records of other topics that were compared
     * @param restored what the restore has done
     */
    public record Report(int from, int to, long entries, long accounts, long records,
            Restore.Report restored) {}

    /**
     * The caller's choices.
     *
     * @param directory takes both backups and the plan
     * @param partitions how many every topic is to have
     * @param keys sign the backups, and prove them
     * @param sendersStopped true: the caller says that nobody sends, where Kafka cannot keep
     *     senders away
     * @param patience the longest wait for the ledger and its consumers to be gone
     */
    public record Options(Path directory, int partitions, KeyPair keys, boolean sendersStopped,
            Duration patience) {
        /** Checks the bounds. */
        public Options {
            if (partitions < 1 || partitions > MOST_PARTITIONS) {
                throw new IllegalArgumentException("partitions is " + partitions
                        + ": must be 1 to " + MOST_PARTITIONS);
            }
        }

        /**
         * The choices to {@link Reshard#abandon} the reshard of a directory, to the number of its
         * plan.
         *
         * @throws BackupProblem it is not the directory of one
         */
        public static Options ofPlanIn(
                Path directory, KeyPair keys, boolean sendersStopped, Duration patience) {
            ReshardPlan plan = ReshardPlan.in(directory);
            if (plan == null) {
                throw new BackupProblem(directory + " is not the directory of a reshard");
            }
            return new Options(directory, plan.partitions(), keys, sendersStopped, patience);
        }

        /** The same where nobody sends. */
        public Options withSendersStopped() {
            return new Options(directory, partitions, keys, true, patience);
        }
    }

    private final KafkaAccess access;
    private final SchemaIds ids;
    private final LedgerSettings given;
    private final Options options;
    private final Consumer<String> progress;
    private final BackupFolder before;
    private final BackupFolder after;

    private Reshard(KafkaAccess access, SchemaIds ids, LedgerSettings given, Options options,
            Consumer<String> progress) {
        this.access = access;
        this.ids = ids;
        this.given = given;
        this.options = options;
        this.progress = progress;
        before = new BackupFolder(options.directory.resolve("before"));
        after = new BackupFolder(options.directory.resolve("after"));
    }

    /**
     * Does it, or goes on with one that was killed.
     *
     * @param ids the schema ids of the Kafka; closed by this
     * @param settings of the ledger; its topics keep the replicas that they have
     * @param progress takes a sentence for each thing that is about to be done
     * @throws BackupProblem it cannot be done; its sentence says whether anything was changed
     */
    public static Report run(KafkaAccess access, SchemaIds ids, LedgerSettings settings,
            Options options, Consumer<String> progress) {
        try (Admin admin = Admin.create(settings.forClients())) {
            return run(admin, access, ids, settings, options, progress);
        }
    }

    /** The same, by a client whose answers may be lost. */
    static Report run(Admin admin, KafkaAccess access, SchemaIds ids, LedgerSettings settings,
            Options options, Consumer<String> progress) {
        OneWriter alone = OneWriter.of(options.directory);
        try {
            return new Reshard(access, ids, settings, options, progress).run(admin,
                    new ReshardTarget(admin, settings.applicationId(), options.partitions));
        } finally {
            alone.close();
        }
    }

    /**
     * Abandons a reshard that was broken off: restores the topics as they were, if they were
     * changed, and lets senders in again. Killed at any moment it is run again.
     *
     * @param ids the schema ids of the Kafka; closed by this
     * @return what was restored; empty: there was nothing to restore
     * @throws BackupProblem it cannot be abandoned, or it has ended
     */
    public static Optional<Restore.Report> abandon(KafkaAccess access, SchemaIds ids,
            LedgerSettings settings, Options options, Consumer<String> progress) {
        OneWriter alone = OneWriter.of(options.directory);
        try (Admin admin = Admin.create(settings.forClients())) {
            return new Reshard(access, ids, settings, options, progress).abandon(admin,
                    new ReshardTarget(admin, settings.applicationId(), options.partitions));
        } finally {
            alone.close();
        }
    }

    private Optional<Restore.Report> abandon(Admin admin, ReshardTarget target) {
        boolean isChanged = target.hasMark();
        if (!isChanged) {
            target.requireOtherNumber();
        }
        ReshardPlan plan = plan(target, isChanged);
        SenderFence fence = new SenderFence(admin);
        boolean canFence = canFence(fence);
        Restore.Report restored = null;
        if (isChanged) {
            new RestoredGroups(admin, given.applicationId()).requireNobody(options.patience);
            if (canFence) {
                fence.raise(target.existing());
            }
            requireNobodyElses(target, plan);
            plan.givenUp().keepIn(options.directory);
            progress.accept("the topics were changed: restoring them as they were");
            restored = restore(plan, before);
        }
        if (canFence) {
            progress.accept("letting senders in again");
            fence.lower();
        }
        return Optional.ofNullable(restored);
    }

    private Report run(Admin admin, ReshardTarget target) {
        boolean goesOn = target.hasMark();
        ReshardPlan plan = plan(target, goesOn);
        if (plan.abandoned()) {
            throw new BackupProblem(options.directory + " is of a reshard that was abandoned: "
                    + (goesOn ? "end that first, with --abandon" : "name another directory"));
        }
        if (!goesOn) {
            target.requireOtherNumber();
        }
        SenderFence fence = new SenderFence(admin);
        boolean canFence = canFence(fence);
        RestoredGroups groups = new RestoredGroups(admin, given.applicationId());
        groups.requireNobody(options.patience);
        if (canFence) {
            progress.accept("keeping senders away");
            fence.raise(target.existing());
        }
        Report report = goesOn ? goOn(target, plan)
                : begin(target, plan, groups, () -> {
                    if (canFence) {
                        fence.lower();
                    }
                });
        if (canFence) {
            fence.lower();
        }
        return report;
    }

    private boolean canFence(SenderFence fence) {
        boolean can = fence.isPossible();
        if (!can && !options.sendersStopped) {
            throw new BackupProblem("this Kafka has no authorizer, so nobody can be kept from"
                    + " writing to it: stop all senders, and say --senders-stopped. What one of"
                    + " them sent meanwhile would be lost");
        }
        return can;
    }

    private ReshardPlan plan(ReshardTarget target, boolean goesOn) {
        ReshardPlan kept = ReshardPlan.in(options.directory);
        if (kept != null && kept.partitions() != options.partitions) {
            throw new BackupProblem(options.directory + " is of a reshard to " + kept.partitions()
                    + " partitions, not to " + options.partitions
                    + (goesOn ? ": end that one first" : ": name another directory"));
        }
        if (goesOn && (kept == null || after.latest().isEmpty())) {
            throw new BackupProblem("a reshard or a restore of this Kafka was broken off, and "
                    + options.directory + " is not the directory of that reshard: name it, or end"
                    + " the restore");
        }
        return kept != null ? kept : target.plan();
    }

    /** Until the mark is set a failure undoes what there is to undo: senders are let in again. */
    private Report begin(ReshardTarget target, ReshardPlan plan, RestoredGroups groups,
            Runnable undo) {
        MoveProof.Result same;
        Manifest old;
        try {
            plan.keepIn(options.directory);
            old = backUp(target);
            progress.accept("moving " + old.records() + " records to " + plan.partitions()
                    + " partitions");
            Manifest moved = MovedBackup.write(before, old.name(), after, plan.partitions(),
                    options.keys.getPrivate());
            progress.accept("comparing them, entry by entry");
            same = MoveProof.compare(before, old, after, moved);
            progress.accept(same.entries() + " entries of " + same.accounts() + " accounts are"
                    + " equal but for place, and so are " + same.records() + " other records");
            BackupCheck.proved(after, moved.name(), options.keys.getPublic());
            groups.requireNobody(RestoredGroups.PATIENCE);
            target.requireEndsOf(old);
            progress.accept("nothing was changed so far; from now on run this again if it is"
                    + " broken off");
            target.mark();
        } catch (RuntimeException e) {
            if (!target.mayHaveMark()) {
                undo.run();
            }
            throw e;
        }
        return new Report(old.partitions(), plan.partitions(), same.entries(), same.accounts(),
                same.records(), restore(plan, after));
    }

    private Manifest backUp(ReshardTarget target) {
        progress.accept("backing up all topics into " + before.root());
        // Not closed: that would close the schema ids, which the restore needs.
        Cluster cluster = Cluster.connect(access, ids);
        Manifest old = Backup.make(
                cluster, given.applicationId(), before, null, options.keys.getPrivate());
        target.requireEndsOf(old);
        BackupCheck.proved(before, old.name(), options.keys.getPublic());
        return old;
    }

    private Report goOn(ReshardTarget target, ReshardPlan plan) {
        progress.accept("a reshard was begun before and has not ended: its restore begins again");
        int from = requireNobodyElses(target, plan).partitions();
        return new Report(from, plan.partitions(), 0, 0, 0,
                restore(plan, after));
    }

    /** Returns the manifest of the topics as they were. */
    private Manifest requireNobodyElses(ReshardTarget target, ReshardPlan plan) {
        Manifest old = before.manifest(before.latest().orElseThrow());
        target.requireNobodyElses(
                old, after.manifest(after.latest().orElseThrow()), plan.abandoned());
        return old;
    }

    private Restore.Report restore(ReshardPlan plan, BackupFolder backup) {
        LedgerSettings settings = new LedgerSettings(given.bootstrapServers(),
                given.applicationId(), given.stateDirectory(), 1, 1, plan.replication(),
                plan.minInsync(), access.settings());
        return Restore.run(access, ids, settings, backup, backup.latest().orElseThrow(),
                options.keys.getPublic(), true, progress);
    }
}
