package dev.extrausage.consumers.cyclereset;

import dev.extrausage.core.EventId;
import dev.extrausage.schemas.AccountEvent;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.BadRecord;
import dev.extrausage.schemas.CycleReset;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.schemas.TimePassed;
import dev.extrausage.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The events by which time passes, between a due instant and the wire. */
final class ResetEvents {
    static final String ACTOR = "cycle-resets";

    private final AvroCodec<AccountEvent> codec;

    ResetEvents(SchemaIds ids) {
        codec = new AvroCodec<>(AccountEvent.class, Topics.ACCOUNT_EVENTS.topicName(), ids);
    }

    /**
     * The event for that instant. Its id is made of account, kind and instant, so whatever sends it
     * again sends the same event (M4).
     */
    ProducerRecord<byte[], byte[]> record(Schedule.Due due) {
        Instant at = Instant.ofEpochMilli(due.at());
        String kind = due.isCycleEnd() ? "CycleReset" : "TimePassed";
        EventId id = EventId.derived(due.at(), kind + " " + due.accountId() + " " + due.at());
        AccountEvent event = new AccountEvent(id.toString(), due.accountId(), at, ACTOR,
                due.isCycleEnd() ? new CycleReset(at) : new TimePassed(at));
        return new ProducerRecord<>(Topics.ACCOUNT_EVENTS.topicName(),
                due.accountId().getBytes(StandardCharsets.UTF_8), codec.encode(event));
    }

    /** The instant that a record of {@code account-events} lets pass; null when it is another's. */
    Schedule.Due read(byte[] value) {
        AccountEvent event;
        try {
            event = codec.decode(value);
        } catch (BadRecord e) {
            return null; // The ledger rejects it, with its reason.
        }
        if (event.getChange() instanceof CycleReset reset) {
            return new Schedule.Due(
                    event.getAccountId(), reset.getCycleStart().toEpochMilli(), true);
        }
        return event.getChange() instanceof TimePassed passed
                ? new Schedule.Due(event.getAccountId(), passed.getDueAt().toEpochMilli(), false)
                : null;
    }
}
