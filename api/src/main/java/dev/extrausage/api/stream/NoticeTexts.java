package dev.extrausage.api.stream;

import dev.extrausage.journal.read.JournalUnreadable;
import dev.extrausage.journal.read.NoticeLookup;
import dev.extrausage.schemas.Notice;
import dev.extrausage.view.rows.EntryRow;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The notices of entries as the ledger wrote them, for streams. While Kafka does not answer,
 * streams do without them for a while, so that none waits for it at every entry.
 */
public final class NoticeTexts implements Function<EntryRow, List<Notice>> {
    private static final Logger LOG = LoggerFactory.getLogger(NoticeTexts.class);
    private static final long WITHOUT_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final NoticeLookup lookup;
    private final AtomicLong withoutUntil = new AtomicLong(System.nanoTime());

    /** The notices that {@code lookup} finds. */
    public NoticeTexts(NoticeLookup lookup) {
        this.lookup = lookup;
    }

    /** The notices of an entry; those that cannot be had are left out. */
    @Override public List<Notice> apply(EntryRow entry) {
        if (entry.notices().isEmpty() || System.nanoTime() - withoutUntil.get() < 0) {
            return List.of();
        }
        try {
            return lookup.of(entry.accountId(), entry.sequence(),
                    entry.receivedAt().toEpochMilli(), entry.notices().size());
        } catch (JournalUnreadable e) {
            LOG.warn("the notices of entry {} of {} cannot be read: {}", entry.sequence(),
                    entry.accountId(), e.getMessage());
            withoutUntil.set(System.nanoTime() + WITHOUT_NANOS);
            return List.of();
        }
    }
}
