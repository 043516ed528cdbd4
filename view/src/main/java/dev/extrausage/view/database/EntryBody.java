package dev.extrausage.view.database;

import dev.extrausage.core.Event;
import dev.extrausage.core.EventId;
import dev.extrausage.core.Outcome;
import dev.extrausage.core.TopUpDue;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.schemas.AccountEvent;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.EventCodec;
import dev.extrausage.view.rows.EntryRow;
import dev.extrausage.view.rows.EntrySums;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The part of an entry's row by which nobody searches, as bytes. A change of this layout is one of
 * the tables ({@link Schema#VERSION}). Safe for use by several threads, but the sink.
 */
public final class EntryBody {
    private static final int CLOCK = 1;
    private static final int REASON = 2;
    private static final int DUE = 4;
    private static final int NOTICES = 8;
    private static final int UNITS = 16;
    private static final int SUMS = 32;

    /** Changes lie in rows under the released ids, whatever ids the cluster uses. */
    private final AvroCodec<AccountEvent> changes = new AvroCodec<>(AccountEvent.class,
            Topics.CREDIT_EVENTS.topicName(), ReleasedSchemas.load());
    private final ByteSink sink = new ByteSink();

    /** Tells the number that stands for a name. */
    public interface NumberOf {
        /** The number of a name; 0 for null. */
        int of(String name) throws SQLException;
    }

    /** Tells the name that a number stands for. */
    public interface NameOf {
        /** The name of a number; null for 0. */
        String of(int number) throws SQLException;
    }

    /** A change's bytes, as rows keep them. */
    public byte[] encode(AccountEvent event) {
        return changes.encode(event);
    }

    /** The change that {@link #encode} wrote. */
    public dev.extrausage.core.AccountEvent decode(byte[] event) {
        return EventCodec.toCore(changes.decode(event));
    }

    /** The bytes of an entry; belongs to one thread. */
    public byte[] write(FoldedEntry e, NumberOf numbers) throws SQLException {
        boolean hasUnits = e.usage() != null && !e.usage().units().isEmpty();
        boolean hasSums = e.usage() == null || e.sums().lapsedNanos() != 0
                || e.sums().expiredNanos() != 0;
        sink.number((e.clock() != null ? CLOCK : 0) | (e.reason() != null ? REASON : 0)
                | (e.topUpDue() != null ? DUE : 0) | (e.notices().isEmpty() ? 0 : NOTICES)
                | (hasUnits ? UNITS : 0) | (hasSums ? SUMS : 0));
        sink.number(e.receivedAt()).number(e.receivedAt() - e.occurredAt());
        if (e.clock() != null) {
            sink.number(e.receivedAt() - e.clock());
        }
        sink.number(e.costNanos()).number(e.allowanceLeftNanos()).number(e.extraUsageNanos())
                .number(e.spentNanos());
        sums(e.sums(), e.lateNanos(), hasSums);
        if (e.reason() != null) {
            sink.text(e.reason());
        }
        if (e.topUpDue() != null) {
            sink.text(e.topUpDue().topUpId()).number(e.topUpDue().amountNanos());
        }
        if (!e.notices().isEmpty()) {
            sink.number(e.notices().size());
            e.notices().forEach(sink::text);
        }
        if (e.usage() != null) {
            usage(e, e.usage(), hasUnits, numbers);
        } else {
            sink.bytes(e.change().event());
        }
        return sink.take();
    }

    private void sums(EntrySums s, long late, boolean all) {
        sink.number(s.fromAllowanceNanos()).number(s.fromExtraUsageNanos())
                .number(s.uncoveredNanos()).number(late).number(s.allowanceChangeNanos())
                .number(s.extraUsageChangeNanos());
        if (all) {
            sink.number(s.lapsedNanos()).number(s.expiredNanos()).number(s.creditNanos());
        }
    }

    private void usage(FoldedEntry e, FoldedEntry.Request u, boolean units, NumberOf numbers)
            throws SQLException {
        sink.fixed(e.high()).fixed(e.low());
        sink.number(numbers.of(u.app())).number(numbers.of(u.model()))
                .number(numbers.of(u.member())).number(numbers.of(u.tier()));
        sink.number(u.input()).number(u.output()).number(u.cacheWrite())
                .number(u.cacheWrite1h()).number(u.cacheRead());
        if (units) {
            sink.number(u.units().size());
            for (Map.Entry<String, Long> unit : u.units().entrySet()) {
                sink.number(numbers.of(unit.getKey())).number(unit.getValue());
            }
        }
    }

    /**
     * The entry of a row.
     *
     * @param session the conversation that the row names; or null
     */
    public StoredEntry read(byte[] body, String accountId, int partition, long offset,
            long sequence, int type, Outcome outcome, String session, NameOf names)
            throws SQLException {
        ByteSource in = new ByteSource(body);
        int flags = in.count();
        long receivedAt = in.number();
        long occurredAt = receivedAt - in.number();
        Instant clock = (flags & CLOCK) == 0 ? null
                : Instant.ofEpochMilli(receivedAt - in.number());
        long cost = in.number();
        long[] left = {in.number(), in.number(), in.number()};
        long[] s = new long[9];
        for (int i = 0; i < ((flags & SUMS) == 0 ? 6 : 9); i++) {
            s[i] = in.number();
        }
        String reason = (flags & REASON) == 0 ? null : in.text();
        TopUpDue due = (flags & DUE) == 0 ? null : new TopUpDue(in.text(), in.number());
        List<String> notices = notices(in, flags);
        Event cause = type == 0 ? usage(in, flags, accountId, occurredAt, session, names)
                : decode(in.bytes());
        return new StoredEntry(new EntryRow(accountId, sequence, partition, offset, cause,
                Instant.ofEpochMilli(receivedAt), clock, outcome, reason, cost,
                new EntrySums(s[0], s[1], s[2], s[4], s[5], s[6], s[7], s[8]), left[0], left[1],
                left[2], due, notices), s[3]);
    }

    private static List<String> notices(ByteSource in, int flags) {
        List<String> notices = new ArrayList<>();
        for (int i = (flags & NOTICES) == 0 ? 0 : in.count(); i > 0; i--) {
            notices.add(in.text());
        }
        return notices;
    }

    private static UsageEvent usage(ByteSource in, int flags, String accountId, long occurredAt,
            String session, NameOf names) throws SQLException {
        EventId id = new EventId(in.fixed(), in.fixed());
        String app = names.of(in.count());
        String model = names.of(in.count());
        String member = names.of(in.count());
        String tier = names.of(in.count());
        long[] tokens = {in.number(), in.number(), in.number(), in.number(), in.number()};
        Map<String, Long> units = new TreeMap<>();
        for (int i = (flags & UNITS) == 0 ? 0 : in.count(); i > 0; i--) {
            String unit = names.of(in.count());
            units.put(unit, in.number());
        }
        return new UsageEvent(id, accountId, member, occurredAt, app, session, model, tokens[0],
                tokens[1], tokens[2], tokens[3], tokens[4], tier, units);
    }
}
