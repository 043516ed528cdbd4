package dev.extrausage.view.project;

import dev.extrausage.schemas.BadRecord;
import dev.extrausage.schemas.Topics;
import dev.extrausage.view.database.EntryBody;
import dev.extrausage.view.database.ViewDatabase;
import dev.extrausage.view.database.ViewPartition;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One partition's folding: what was read of it, and how it comes into the database. After a failure
 * of the database the batch stays, and is tried again after a pause that doubles; nothing is
 * skipped. Belongs to the lane's thread.
 */
final class Fold implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Fold.class);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    private static final long QUIET_NANOS = 60_000_000_000L;

    private final ViewPartition partition;
    private final ViewDatabase database;
    private final FoldTools tools;
    private final EntryBody body = new EntryBody();
    private final EntryFolding reader;
    private final Batch batch = new Batch();
    private PartitionWriter writer;
    private Position stored;
    private long pauseMillis = FIRST_PAUSE_MILLIS;
    private long retryAt;
    private Long warnedAt;
    private long persistedAt;

    Fold(ViewPartition partition, ViewDatabase database, FoldTools tools) {
        this.partition = partition;
        this.database = database;
        this.tools = tools;
        reader = new EntryFolding(tools.entries(), body);
    }

    int number() {
        return partition.number();
    }

    ViewPartition partition() {
        return partition;
    }

    /** False while the database is waited for. */
    boolean isOpen() {
        return writer != null;
    }

    boolean isDue() {
        return writer == null && System.nanoTime() - retryAt >= 0;
    }

    /** The next offsets in the database; known once it was opened. */
    Position stored() {
        return stored;
    }

    Batch batch() {
        return batch;
    }

    /**
     * Opens the database, and empties it if it holds what another cluster's topics held; not if it
     * held ours before, since then another process has taken it. A database that was put back to an
     * earlier state, by a crash or by hand, is gone on with from there, and answers nothing until
     * it has come to the end again.
     */
    boolean open(Journal journal) {
        try {
            writer = new PartitionWriter(
                    database.openWriter(number()), tools.balances(), body);
            Position found = writer.position();
            if (found == null) {
                found = writer.reset(journal.identity(), journal.partitions());
            } else if (!found.cluster().equals(journal.identity())) {
                if (stored != null && stored.cluster().equals(journal.identity())) {
                    throw takenBy(found); // or the two would empty it in turns, for ever
                }
                return rebuild(journal, "it holds the topics " + found.cluster()
                        + ", and the cluster's are now " + journal.identity());
            }
            partition.forgetNames();
            if (stored != null && !found.isFrom(stored)) {
                LOG.warn("partition {} of the read model was put back, from the offsets {} to {}:"
                        + " what is missing is folded again", number(),
                        Arrays.toString(stored.offsets()), Arrays.toString(found.offsets()));
                forget();
            }
            tools.changed().accounts(batch.dropBefore(found));
            stored = found;
            if (batch.isEmpty()) {
                succeeded(); // else the write tells: on a full disk it fails, and opening does not
            }
            return true;
        } catch (SQLException | RuntimeException e) {
            failed("cannot be opened", e);
            return false;
        }
    }

    private void forget() {
        partition.forget();
        batch.clear();
    }

    /** Builds the partition anew from nothing; false if the database fails. */
    boolean rebuild(Journal journal, String why) {
        LOG.warn("partition {} of the read model is built anew: {}", number(), why);
        forget();
        try {
            stored = writer.reset(journal.identity(), journal.partitions());
            succeeded();
            return true;
        } catch (SQLException e) {
            failed("cannot be emptied", e);
            return false;
        }
    }

    /** Reads a record into the batch; false: it is an entry, and cannot be read. */
    boolean add(Topics topic, ConsumerRecord<byte[], byte[]> record) {
        String key = record.key() == null
                ? "" : new String(record.key(), StandardCharsets.UTF_8);
        if (topic == Topics.BALANCE_CHANGES) {
            return entry(record);
        } else if (topic == Topics.BALANCES) {
            batch.add(key, new Batch.Bytes(record.offset(), record.value()));
        } else {
            request(record, key);
        }
        return true;
    }

    /** One that cannot be read is not skipped: sums would be wrong. */
    private boolean entry(ConsumerRecord<byte[], byte[]> record) {
        try {
            batch.add(reader.read(record.offset(), record.value()));
            return true;
        } catch (BadRecord | IllegalArgumentException e) {
            cannotRead(record.topic() + "-" + number() + " at offset " + record.offset(), e);
            return false;
        }
    }

    private void cannotRead(String what, RuntimeException e) {
        String sentence = "The read model waits at what it cannot read, " + what + ": "
                + e.getMessage();
        partition.journalProblem(sentence);
        warn(sentence, e);
    }

    /** Anybody may write requests: one that cannot be read is no top-up, and stops nothing. */
    private void request(ConsumerRecord<byte[], byte[]> record, String key) {
        try {
            var request = tools.requests().decode(record.value());
            if (request.getAccountId().equals(key)) {
                batch.add(new Batch.Request(record.offset(), request));
            }
        } catch (BadRecord e) {
            warn("a record of top-up-requests at offset " + record.offset() + " is skipped", e);
        }
    }

    /** The outcome of a flush. */
    enum Flushed {
        /** The batch is in the database. */
        WRITTEN,
        /** Another writer was faster; what it has not written is still here. */
        REST,
        /** Another writer is elsewhere: the stored offsets are the next to be read. */
        ELSEWHERE,
        /** The database failed; the batch is still here, and the fold is not open. */
        FAILED
    }

    /** Writes the batch, which was read up to {@code next}. */
    Flushed flush(Position next) {
        Set<String> accounts = batch.accounts();
        try {
            long keptFrom = tools.clock().millis() - tools.retention().toMillis();
            if (!writer.write(batch, stored, next, keptFrom)) {
                return yieldToOther(next);
            }
            stored = next;
            batch.clear();
            succeeded();
            tools.changed().accounts(accounts);
            return Flushed.WRITTEN;
        } catch (BadRecord e) {
            cannotRead("a snapshot", e);
            rest();
            return Flushed.FAILED;
        } catch (SQLException | RuntimeException e) {
            failed("cannot be written", e);
            return Flushed.FAILED;
        }
    }

    private Flushed yieldToOther(Position next) throws SQLException {
        Position found = writer.position();
        if (found == null || !found.cluster().equals(stored.cluster())) {
            throw takenBy(found);
        }
        LOG.debug("another writer has folded partition {} up to {}", number(), found);
        boolean isBack = !found.isFrom(stored);
        if (isBack) {
            partition.forget();
        }
        stored = found;
        tools.changed().accounts(batch.dropBefore(found));
        if (isBack || !next.isFrom(found)) {
            batch.clear();
            tools.changed().all(partition);
            return Flushed.ELSEWHERE;
        }
        return Flushed.REST;
    }

    private static SQLException takenBy(Position found) {
        return new SQLException("another process folds other topics into it, " + found
                + ": each ledger needs a database of its own");
    }

    /** Advances the partition: all that was committed by {@code time} is in the database. */
    void advance(long time) {
        boolean isFirst = partition.knownAt() == 0;
        long now = System.nanoTime();
        try {
            requireStored();
            if (isFirst || now - persistedAt > 10_000_000_000L) {
                writer.writeKnownAt(time);
                persistedAt = now;
            }
            partition.advance(time);
            succeeded(); // also where what waited to be written was read anew, or written elsewhere
            if (isFirst) {
                tools.changed().complete(partition);
            }
        } catch (SQLException e) {
            failed("cannot be written", e);
        }
    }

    /** A crash can cost a database its last commits: nothing is known before that is seen. */
    private void requireStored() throws SQLException {
        Position found = writer.position();
        if (found == null || !found.cluster().equals(stored.cluster())
                || !found.isFrom(stored)) {
            throw new SQLException("it was at " + stored + ", and is at " + found);
        }
    }

    void sweep() {
        try {
            writer.sweep(tools.clock().millis() - tools.retention().toMillis());
        } catch (SQLException e) {
            failed("cannot be written", e);
        }
    }

    private void succeeded() {
        partition.databaseProblem(null);
        pauseMillis = FIRST_PAUSE_MILLIS;
    }

    private void failed(String what, Exception e) {
        String sentence = "Partition " + number() + " of the read model " + what + " and is tried"
                + " again: " + e.getMessage();
        partition.databaseProblem(sentence);
        warn(sentence, e);
        rest();
    }

    private void rest() {
        close();
        retryAt = System.nanoTime() + pauseMillis * 1_000_000;
        pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, 2 * pauseMillis);
    }

    private void warn(String sentence, Exception e) {
        long now = System.nanoTime();
        if (warnedAt == null || now - warnedAt > QUIET_NANOS) {
            warnedAt = now;
            LOG.warn("{}", sentence, e);
        }
    }

    @Override public void close() {
        if (writer != null) {
            writer.close();
            writer = null;
        }
    }
}
