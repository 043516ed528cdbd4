package dev.extrausage.consumers.cyclereset;

import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.BadInput;
import dev.extrausage.core.Change;
import dev.extrausage.core.EventId;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.BadRecord;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.EventCodec;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The events by which time passes, between a due instant and the wire. */
final class ResetEvents {
    static final String ACTOR = "cycle-resets";

    private final AvroCodec<dev.extrausage.schemas.AccountEvent> codec;

    ResetEvents(SchemaIds ids) {
        codec = new AvroCodec<>(dev.extrausage.schemas.AccountEvent.class,
                Topics.ACCOUNT_EVENTS.topicName(), ids);
    }

    /**
     * The event for that instant. Its id is made of account, kind and instant, so whatever sends it
     * again sends the same event (M4).
     */
    ProducerRecord<byte[], byte[]> record(Schedule.Due due) {
        String kind = due.isCycleEnd() ? "CycleReset" : "TimePassed";
        EventId id = EventId.derived(due.at(), kind + " " + due.accountId() + " " + due.at());
        AccountEvent event = new AccountEvent(id, due.accountId(), due.at(), ACTOR,
                due.isCycleEnd() ? new Change.CycleReset(due.at())
                        : new Change.TimePassed(due.at()));
        return new ProducerRecord<>(Topics.ACCOUNT_EVENTS.topicName(),
                due.accountId().getBytes(StandardCharsets.UTF_8),
                codec.encode(EventCodec.toAvro(event)));
    }

    /** The instant that a record of {@code account-events} lets pass; null when it is another's. */
    Schedule.Due read(byte[] value) {
        AccountEvent event;
        try {
            event = EventCodec.toCore(codec.decode(value));
        } catch (BadRecord | BadInput e) {
            return null; // The ledger rejects it, with its reason.
        }
        if (event.change() instanceof Change.CycleReset reset) {
            return new Schedule.Due(event.accountId(), reset.cycleStart(), true);
        }
        return event.change() instanceof Change.TimePassed passed
                ? new Schedule.Due(event.accountId(), passed.dueAt(), false) : null;
    }
}
