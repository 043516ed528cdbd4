package dev.extrausage.consumers.topup;

import dev.extrausage.consumers.runtime.SkippedRecords;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.InputAge;
import dev.extrausage.core.Money;
import dev.extrausage.payments.Payment;
import dev.extrausage.schemas.TopUpRequested;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** The decisions about a request for a top-up and about the processor's answer to it (A6). */
final class RequestRulings {
    private static final Logger LOG = LoggerFactory.getLogger(RequestRulings.class);
    /** A payment so much older than its request settled a top-up that was forgotten since. */
    private static final long SETTLED_BEFORE_MILLIS = InputAge.WINDOW_MILLIS;
    private static final String TAKEN = "top_up_id_taken";

    private final Answers answers;
    private final Supplier<Catalog> catalogs;
    private final SkippedRecords skipped;
    private final TopUpFigures figures;

    RequestRulings(Answers answers, Supplier<Catalog> catalogs, SkippedRecords skipped,
            TopUpFigures figures) {
        this.answers = answers;
        this.catalogs = catalogs;
        this.skipped = skipped;
        this.figures = figures;
    }

    void take(TopUpRequested request, ConsumerRecord<byte[], byte[]> record, int partitions,
            TopUpShare share, Step step) {
        if (!RequestCheck.canBeAnswered(request, record.key())) {
            skipped.add(record, "top_up_id, account_id or key is wrong: " + request);
            return;
        }
        String flaw = RequestCheck.flaw(request, record.partition(), partitions);
        TopUp known = share.memory().find(request.getAccountId(), request.getTopUpId());
        if (flaw != null && known != null) {
            // To decline it would end a top-up whose card is being charged, or was (A3).
            skipped.add(record, flaw + ", of a top-up that was asked for before: " + request);
        } else if (flaw != null) {
            of(request.getAccountId(), request.getTopUpId()).log("{} {}: declined: {}",
                    request.getAccountId(), request.getTopUpId(), flaw);
            figures.declined(flaw);
            step.write(answers.declined(request.getAccountId(), request.getTopUpId(), flaw,
                    timeOfDecline(request, step.now())));
        } else if (known != null) {
            askedAgain(request, known, record);
        } else {
            decide(request, record.offset(), share, step);
        }
    }

    /**
     * The first request of an id decides; what it was answered stands (A5, A6). One that asks for
     * something else changes nothing either. An event that told so would be taken for the answer
     * to the first: who asks compares the answer with what he asked for.
     */
    private void askedAgain(
            TopUpRequested request, TopUp known, ConsumerRecord<byte[], byte[]> record) {
        if (request.getAmountNanos() == known.amountNanos()) {
            of(known).log("{}: asked for again while {}", known.name(), known.stage());
        } else {
            skipped.add(record, "the top-up " + known.name() + " was asked for before, with "
                    + known.amountNanos() + " nano-USD: " + request);
        }
    }

    private void decide(
            TopUpRequested request, long offset, TopUpShare share, Step step) {
        Catalog catalog = catalogs.get();
        String code = RequestCheck.decline(request.getAccountId(), request.getAmountNanos(),
                catalog, catalog.at(step.now()), share.standings(),
                underWay(request.getAccountId(), share));
        TopUp topUp = new TopUp(request.getAccountId(), request.getTopUpId(),
                RequestCheck.kind(request), request.getAmountNanos(),
                code == null ? TopUp.Stage.CHARGING : TopUp.Stage.DECLINED, step.now(), offset);
        share.remember(topUp, step);
        if (code != null) {
            of(topUp).log("{}: declined: {}", topUp.name(), code);
            figures.declined(code);
            step.write(answers.declined(topUp.accountId(), topUp.topUpId(), code,
                    timeOfDecline(request, step.now())));
        }
    }

    /**
     * The amount that no snapshot shows yet: the processor has not answered, or the ledger has not.
     * The notices have been read on past the snapshots, so a credit that one shows is none of it.
     */
    private static long underWay(String accountId, TopUpShare share) {
        long nanos = 0;
        for (TopUp topUp : share.memory().underWay(accountId)) {
            nanos = Money.saturatingAdd(nanos, topUp.amountNanos());
        }
        return nanos;
    }

    /** The request's own time, so that the event's id is as good as the request's; if it can be. */
    private static long timeOfDecline(TopUpRequested request, long now) {
        return Answers.credible(request.getRequestedAt().toEpochMilli(), now);
    }

    /** The processor has decided about that top-up. */
    void charged(TopUp topUp, Payment payment, TopUpShare share, Step step) {
        String code = declineCode(topUp, payment);
        if (code != null) {
            of(topUp).log("{}: declined: {}", topUp.name(), code);
            figures.declined(code);
            share.remember(topUp.at(TopUp.Stage.DECLINED, step.now()), step);
            step.write(answers.declined(topUp.accountId(), topUp.topUpId(), code,
                    Answers.credible(payment.at(), step.now())));
            return;
        }
        of(topUp).log("{}: paid, {}", topUp.name(), payment.paymentId());
        figures.charged(payment.amountNanos());
        share.remember(topUp.at(TopUp.Stage.PAID, step.now()), step);
        step.write(answers.granted(topUp, payment, step.now()));
        if (payment.restNanos() != topUp.amountNanos()) {
            LOG.warn("{}: the processor has {}: on the attention list", topUp.name(), payment);
            step.write(AttentionCases.record(
                    AttentionCases.otherAmount(topUp, payment, step.now())));
        }
    }

    private static LoggingEventBuilder of(TopUp topUp) {
        return of(topUp.accountId(), topUp.topUpId());
    }

    /** A line of the log that can be searched for by its account and its top-up. */
    private static LoggingEventBuilder of(String accountId, String topUpId) {
        return LOG.atInfo().addKeyValue("account_id", accountId)
                .addKeyValue("top_up_id", topUpId);
    }

    /** Null when the payment is this top-up's, and paid. */
    private static String declineCode(TopUp topUp, Payment payment) {
        if (!payment.accountId().equals(topUp.accountId())) {
            return TAKEN; // a decline, too, was of the other's card
        }
        if (payment.status() == Payment.Status.DECLINED) {
            return payment.declineCode();
        }
        boolean isItsOwn = !payment.isRefunded()
                && payment.at() > topUp.since() - SETTLED_BEFORE_MILLIS;
        return isItsOwn ? null : TAKEN;
    }
}
