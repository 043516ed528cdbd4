package dev.extrausage.view.project;

import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Change;
import dev.extrausage.core.EventId;
import dev.extrausage.core.Outcome;
import dev.extrausage.core.TopUpDue;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.UsageEvent;
import dev.extrausage.schemas.wire.EventCodec;
import dev.extrausage.view.database.EntryBody;
import dev.extrausage.view.database.EntryTypes;
import dev.extrausage.view.database.FoldedEntry;
import dev.extrausage.view.rows.EntryRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Reads what is kept of an entry from its record. Belongs to one thread. */
final class EntryFolding {
    private final AvroCodec<BalanceChange> codec;
    private final UsageEntryReader usage;
    private final EntryBody body;

    EntryFolding(AvroCodec<BalanceChange> codec, EntryBody body) {
        this.codec = codec;
        usage = new UsageEntryReader(codec);
        this.body = body;
    }

    /**
     * The entry in a record's value.
     *
     * @throws dev.extrausage.schemas.BadRecord if it holds none
     * @throws dev.extrausage.core.BadInput if no rule of this program could have written it
     */
    FoldedEntry read(long offset, byte[] value) {
        FoldedEntry usual = usage.read(offset, value);
        return usual != null ? usual : readAll(offset, value);
    }

    /** The entry, whatever form it has. */
    FoldedEntry readAll(long offset, byte[] value) {
        BalanceChange e = codec.decode(value);
        return e.getCause() instanceof UsageEvent request
                ? usage(offset, e, request)
                : change(offset, e, (dev.extrausage.schemas.AccountEvent) e.getCause());
    }

    private FoldedEntry usage(long offset, BalanceChange e, UsageEvent u) {
        PostingSums sums = new PostingSums(e, true);
        FoldedEntry.Request request = new FoldedEntry.Request(u.getApp(), u.getModel(),
                u.getSessionId(), u.getMemberId(), u.getServiceTier(), u.getInputTokens(),
                u.getOutputTokens(), u.getCacheWriteTokens(), u.getCacheWrite1hTokens(),
                u.getCacheReadTokens(), u.getUnits() == null ? Map.of() : u.getUnits());
        return entry(offset, e, EventId.parse(u.getEventId()), u.getOccurredAt(),
                EntryTypes.number(EntryRow.USAGE), sums, request, null, sums.cycleStarts());
    }

    private FoldedEntry change(
            long offset, BalanceChange e, dev.extrausage.schemas.AccountEvent event) {
        PostingSums sums = new PostingSums(e, false);
        AccountEvent core = EventCodec.toCore(event);
        FoldedEntry.Written written = new FoldedEntry.Written(core, body.encode(event),
                e.getRulesVersion(), EntryRow.amountNanos(core.change(), sums.sums()),
                sums.backToAllowance(), sums.backToExtraUsage());
        return entry(offset, e, core.eventId(), event.getOccurredAt(),
                EntryTypes.number(core.change().type()), sums, null, written,
                cuts(e, core.change(), sums));
    }

    /** Also those without an allowance, as far as the change tells of them. */
    private static List<Long> cuts(BalanceChange e, Change change, PostingSums sums) {
        TreeSet<Long> cuts = new TreeSet<>(sums.cycleStarts());
        boolean applied = e.getOutcome().equals(Outcome.APPLIED.name());
        if (applied && change instanceof Change.PlanStarted) {
            cuts.add(e.getClock().toEpochMilli());
        } else if (applied && change instanceof Change.CycleReset reset) {
            cuts.add(reset.cycleStart());
        }
        return new ArrayList<>(cuts);
    }

    private static FoldedEntry entry(long offset, BalanceChange e, EventId id, Instant occurredAt,
            int type, PostingSums sums, FoldedEntry.Request usage, FoldedEntry.Written change,
            List<Long> cuts) {
        Instant clock = e.getClock();
        dev.extrausage.schemas.TopUpDue due = e.getTopUpDue();
        return new FoldedEntry(e.getAccountId(), offset, e.getSequence(),
                clock == null ? null : (Long) clock.toEpochMilli(), occurredAt.toEpochMilli(),
                e.getReceivedAt().toEpochMilli(), type, Outcome.valueOf(e.getOutcome()),
                e.getReason(), id.high(), id.low(), e.getCostNanos(), sums.sums(), sums.late(),
                e.getAllowanceLeftNanos(), e.getExtraUsageNanos(), e.getSpentNanos(),
                due == null ? null : new TopUpDue(due.getTopUpId(), due.getAmountNanos()),
                e.getNotices(), usage, change, cuts);
    }
}
