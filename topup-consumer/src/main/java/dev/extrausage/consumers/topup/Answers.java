package dev.extrausage.consumers.topup;

import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.BadInput;
import dev.extrausage.core.Bounds;
import dev.extrausage.core.Change;
import dev.extrausage.core.EventId;
import dev.extrausage.core.InputAge;
import dev.extrausage.payments.Payment;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.EventCodec;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The outcomes of top-ups and of refunds as events on {@code credit-events}. Event ids are made of
 * the account, the top-up or refund, and the time of the processor's outcome, so the same answer is
 * always the same event (M4).
 */
final class Answers {
    static final String ACTOR = "top-ups";
    /** An event of an earlier time might be too old for the ledger when it arrives (M5). */
    private static final long CREDIBLE_MILLIS = InputAge.WELL_WITHIN_WINDOW_MILLIS;

    private final AvroCodec<dev.extrausage.schemas.AccountEvent> codec;

    Answers(SchemaIds ids) {
        codec = new AvroCodec<>(dev.extrausage.schemas.AccountEvent.class,
                Topics.CREDIT_EVENTS.topicName(), ids);
    }

    /**
     * It was paid: what was charged is credited, whatever a repeated request asked for, less what
     * somebody has paid back meanwhile. A processor
     * whose clock is fast must not have all its payments refused as of the future (M5).
     */
    ProducerRecord<byte[], byte[]> granted(TopUp topUp, Payment payment, long now) {
        return record(topUp.accountId(), topUp.topUpId(), Math.min(payment.at(), now),
                "CreditGranted",
                new Change.CreditGranted(topUp.topUpId(), topUp.kind(), payment.restNanos(), null,
                        nameOr(null, payment.paymentId()), topUp.topUpId()));
    }

    /** It was not paid. {@code at}: when that was decided, in milliseconds since 1970. */
    ProducerRecord<byte[], byte[]> declined(
            String accountId, String topUpId, String code, long at) {
        return record(accountId, topUpId, at, "TopUpDeclined",
                new Change.TopUpDeclined(topUpId, nameOr("declined", code)));
    }

    /**
     * The refund cannot be paid back: its credit returns as the lot that the refund's name tells
     * (A7). {@code at}: when that was decided, in milliseconds since 1970.
     */
    ProducerRecord<byte[], byte[]> refundFailed(PayBack owed, long at) {
        return record(owed.accountId(), owed.name(), at, "RefundFailed",
                new Change.RefundFailed(owed.refundId(), owed.name(), owed.amountNanos()));
    }

    /** That time, or the present where the ledger would refuse an event of that time (M5). */
    static long credible(long at, long now) {
        return at <= now && at > now - CREDIBLE_MILLIS ? at : now;
    }

    private ProducerRecord<byte[], byte[]> record(
            String accountId, String about, long at, String type, Change change) {
        EventId id = EventId.derived(at, type + " " + accountId + " " + about);
        AccountEvent event = new AccountEvent(id, accountId, at, ACTOR, change);
        return new ProducerRecord<>(Topics.CREDIT_EVENTS.topicName(),
                accountId.getBytes(StandardCharsets.UTF_8), codec.encode(EventCodec.toAvro(event)));
    }

    /** A processor's word that is no name would make the answer a bad input, and lose it. */
    private static String nameOr(String instead, String word) {
        try {
            return Bounds.name("word", word);
        } catch (BadInput e) {
            return instead;
        }
    }
}
