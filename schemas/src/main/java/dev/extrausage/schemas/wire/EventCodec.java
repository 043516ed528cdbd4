package dev.extrausage.schemas.wire;

import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.BadInput;
import dev.extrausage.core.Event;
import dev.extrausage.core.EventId;
import dev.extrausage.core.UsageEvent;
import java.time.Instant;

/**
 * Events between their Avro classes and the core's records. Reading validates: the records'
 * constructors refuse what is out of its bounds (SPEC section 4).
 */
public final class EventCodec {
    private EventCodec() {}

    /**
     * Reads the event; throws {@link BadInput} naming the first field that is out of its bounds.
     */
    public static UsageEvent toCore(dev.extrausage.schemas.UsageEvent e) {
        return new UsageEvent(EventId.parse(e.getEventId()), e.getAccountId(), e.getMemberId(),
                e.getOccurredAt().toEpochMilli(), e.getApp(), e.getSessionId(), e.getModel(),
                e.getInputTokens(), e.getOutputTokens(), e.getCacheWriteTokens(),
                e.getCacheWrite1hTokens(), e.getCacheReadTokens(), e.getServiceTier(),
                e.getUnits());
    }

    /**
     * Reads the event; throws {@link BadInput} naming the first field that is out of its bounds.
     */
    public static AccountEvent toCore(dev.extrausage.schemas.AccountEvent e) {
        return new AccountEvent(EventId.parse(e.getEventId()), e.getAccountId(),
                e.getOccurredAt().toEpochMilli(), e.getActor(), e.getNote(),
                ChangeCodec.toCore(e.getChange(), e.getLaterChange()));
    }

    /** The cause inside a journal entry; throws {@link BadInput} as the others do. */
    public static Event causeToCore(Object cause) {
        return cause instanceof dev.extrausage.schemas.UsageEvent usage
                ? toCore(usage) : toCore((dev.extrausage.schemas.AccountEvent) cause);
    }

    /** The event as it goes to its topic. */
    public static dev.extrausage.schemas.UsageEvent toAvro(UsageEvent e) {
        return new dev.extrausage.schemas.UsageEvent(e.eventId().toString(), e.accountId(),
                e.memberId(), Instant.ofEpochMilli(e.occurredAt()), e.app(), e.sessionId(),
                e.model(), e.inputTokens(), e.outputTokens(), e.cacheWriteTokens(),
                e.cacheWrite1hTokens(), e.cacheReadTokens(), e.serviceTier(),
                e.units().isEmpty() ? null : e.units());
    }

    /** The event as it goes to its topic. */
    public static dev.extrausage.schemas.AccountEvent toAvro(AccountEvent e) {
        boolean later = ChangeCodec.isLater(e.change());
        Object change = ChangeCodec.toAvro(e.change());
        return new dev.extrausage.schemas.AccountEvent(e.eventId().toString(), e.accountId(),
                Instant.ofEpochMilli(e.occurredAt()), e.actor(),
                later ? ChangeCodec.placeholder() : change, e.note(), later ? change : null);
    }
}
