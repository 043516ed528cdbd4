package dev.extrausage.consumers.topup;

import dev.extrausage.schemas.BadRecord;
import dev.extrausage.schemas.Notice;
import dev.extrausage.schemas.json.AttentionCase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The effect of each of the ledger's notices on top-ups, on what is to be paid back, and on the
 * attention list (A4, A7, A8); and what the processor's answers about paying back do.
 */
final class NoticeRulings {
    private static final Logger LOG = LoggerFactory.getLogger(NoticeRulings.class);

    private final Answers answers;

    NoticeRulings(Answers answers) {
        this.answers = answers;
    }

    void take(Notice notice, TopUpShare share, Step step) {
        switch (notice.getKind()) {
            case "TOP_UP_ADDED" -> credited(notice, share, step);
            case "PAID_CREDIT_REFUSED" -> refused(notice, share, step);
            case "REFUND_DUE" -> refundDue(notice, share, step);
            case "REFUND_FAILED" -> refundFailed(notice, share, step);
            case "PAYMENT_REVERSED" -> list(AttentionCases.chargeback(notice), step);
            case "CORRECTION_REFUSED" -> list(AttentionCases.refusedCorrection(notice), step);
            default -> { }
        }
    }

    private static void credited(Notice notice, TopUpShare share, Step step) {
        if (notice.getTopUpId() == null) {
            return;
        }
        TopUp topUp = share.memory().find(notice.getAccountId(), notice.getTopUpId());
        if (topUp != null && topUp.stage() == TopUp.Stage.PAID) {
            share.remember(topUp.at(TopUp.Stage.CREDITED, step.now()), step);
            share.standings().credited(
                    notice.getAccountId(), notice.getSequence(), topUp.amountNanos());
        } else if (topUp != null && topUp.stage() != TopUp.Stage.CREDITED) {
            // Only somebody who wrote the same credit himself can have brought this about.
            list(AttentionCases.creditedToo(topUp.accountId(), topUp.topUpId(),
                    topUp.stage().name(), notice), step);
        }
        share.payBacks().all().stream()
                .filter(p -> p.cause() == PayBack.Cause.CREDIT_REFUSED
                        && p.accountId().equals(notice.getAccountId())
                        && notice.getTopUpId().equals(p.topUpId())).toList()
                .forEach(p -> creditedAfterAll(p, notice, share, step));
    }

    /** Somebody has written the refused credit again. Its refund may be under way. */
    private static void creditedAfterAll(
            PayBack owed, Notice notice, TopUpShare share, Step step) {
        if (owed.isOwed()) {
            share.remember(owed.at(PayBack.Stage.CREDITED, step.now()), step);
        } else if (owed.stage() == PayBack.Stage.PAID_BACK) {
            list(AttentionCases.creditedToo(owed.accountId(), owed.topUpId(),
                    owed.stage().name(), notice), step);
        }
    }

    /**
     * A4. A credit of this consumer is paid back only if its memory says that it was paid, and
     * never credited, and is not being paid back already. Any other is looked into: in the journal,
     * whether its payment was ever credited.
     */
    private static void refused(Notice notice, TopUpShare share, Step step) {
        String topUpId = notice.getTopUpId();
        TopUp own = topUpId == null ? null : share.memory().find(notice.getAccountId(), topUpId);
        // Who wrote it before grants were named in notices was this consumer.
        boolean isOurs = own != null
                && (notice.getGrantId() == null || notice.getGrantId().equals(topUpId));
        if (isOurs && own.stage() == TopUp.Stage.PAID) {
            LOG.warn("{}: paid, but refused by the ledger: is paid back", own.name());
            share.remember(own.at(TopUp.Stage.REFUNDING, step.now()), step);
        } else if (isOurs && own.stage() != TopUp.Stage.DECLINED) {
            LOG.info("{}: a credit of it was refused by the ledger while {}: not paid back",
                    own.name(), own.stage());
        } else {
            // A top-up that goes its own way does not settle somebody else's credit.
            String settledBy = own == null || own.stage() == TopUp.Stage.DECLINED ? topUpId : null;
            PayBack owed = PayBack.ofRefusedCredit(notice.getAccountId(), notice.getGrantId(),
                    settledBy, amount(notice), notice.getSequence(), notice.getAt().toEpochMilli(),
                    step.now());
            if (share.payBacks().find(owed.accountId(), owed.name()) == null) {
                LOG.warn("{}: the ledger refused a paid credit of somebody else's: its payment is"
                        + " looked for", owed.key());
                share.remember(owed, step);
            }
        }
    }

    private static void refundDue(Notice notice, TopUpShare share, Step step) {
        if (notice.getGrantId() == null || notice.getRefundId() == null || amount(notice) <= 0) {
            throw new BadRecord("a REFUND_DUE names its grant_id, refund_id and amount_nanos");
        }
        PayBack owed = PayBack.ordered(notice.getAccountId(), notice.getGrantId(),
                notice.getRefundId(), amount(notice), notice.getSequence(),
                notice.getAt().toEpochMilli(), step.now());
        PayBack known = share.payBacks().find(owed.accountId(), owed.name());
        if (known == null) {
            LOG.info("{}: a refund of {} is due", owed.key(), owed.grantId());
            share.remember(owed, step);
        } else if (known.sequence() != owed.sequence()) {
            // The ledger had forgotten the grant, and with it the refund's name.
            list(AttentionCases.orderedAgain(owed), step);
        }
    }

    /** Lists a refund that failed, unless this consumer has listed it itself, with the reason. */
    private static void refundFailed(Notice notice, TopUpShare share, Step step) {
        PayBack known = share.payBacks().find(notice.getAccountId(), notice.getGrantId());
        if (known == null || known.stage() != PayBack.Stage.FAILED) {
            list(AttentionCases.failedRefund(notice), step);
        }
    }

    /** The end of what was to be paid back. */
    void paidBack(PayBack owed, PaidBack answer, TopUpShare share, Step step) {
        LOG.info("{}: {}, payment {}{}", owed.key(), answer.result(), answer.paymentId(),
                answer.why() == null ? "" : ": " + answer.why());
        if (owed.cause() == PayBack.Cause.ORDERED) {
            orderedPaidBack(owed, answer, share, step);
            return;
        }
        if (answer.result() == PaidBack.Result.IMPOSSIBLE) {
            list(AttentionCases.refusedCredit(owed, answer), step);
        }
        if (owed.cause() == PayBack.Cause.TOP_UP_REFUSED) {
            topUpPaidBack(owed, answer, share, step);
            return;
        }
        PayBack known = share.payBacks().find(owed.accountId(), owed.name());
        boolean creditedMeanwhile = answer.result() == PaidBack.Result.PAID
                && known != null && !known.isOwed();
        if (creditedMeanwhile || answer.result() == PaidBack.Result.CONTRADICTED) {
            list(AttentionCases.creditedToo(owed, answer), step);
        }
        share.remember(owed.at(stage(answer.result(), PayBack.Stage.LISTED), step.now()), step);
    }

    private static void topUpPaidBack(
            PayBack owed, PaidBack answer, TopUpShare share, Step step) {
        TopUp topUp = share.memory().find(owed.accountId(), owed.topUpId());
        if (topUp == null) {
            LOG.warn("{}: ended, and its top-up is remembered no more", owed.key());
            return;
        }
        share.remember(topUp.at(answer.result() == PaidBack.Result.IMPOSSIBLE
                ? TopUp.Stage.GIVEN_UP : TopUp.Stage.REFUNDED, step.now()), step);
    }

    private void orderedPaidBack(
            PayBack owed, PaidBack answer, TopUpShare share, Step step) {
        if (answer.result() == PaidBack.Result.CONTRADICTED) {
            list(AttentionCases.otherRefund(owed, answer), step);
        } else if (answer.result() == PaidBack.Result.IMPOSSIBLE) {
            list(AttentionCases.failedRefund(owed, answer), step);
            long at = answer.refund() == null ? owed.at() : answer.refund().at();
            step.write(answers.refundFailed(owed, Answers.credible(at, step.now())));
        }
        share.remember(owed.at(stage(answer.result(), PayBack.Stage.FAILED), step.now()), step);
    }

    private static PayBack.Stage stage(PaidBack.Result result, PayBack.Stage ifImpossible) {
        return switch (result) {
            case PAID -> PayBack.Stage.PAID_BACK;
            case CREDITED -> PayBack.Stage.CREDITED;
            case IMPOSSIBLE -> ifImpossible;
            case CONTRADICTED -> PayBack.Stage.LISTED;
        };
    }

    private static void list(AttentionCase listed, Step step) {
        LOG.warn("{}: on the attention list: {}", listed.key(), listed.what());
        step.write(AttentionCases.record(listed));
    }

    private static long amount(Notice notice) {
        return notice.getAmountNanos() == null ? 0 : notice.getAmountNanos();
    }
}
