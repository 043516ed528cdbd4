package dev.extrausage.core;

import java.util.List;

/**
 * Refuses inputs before time passes (D1). Such an entry has no postings and moves no clock; of the
 * account it changes at most the top-up in flight (A3, A4).
 */
final class ScreeningRules {
    private ScreeningRules() {}

    /** The reason why D1 refuses the input; null when it does not. */
    static Reason refusal(Account account, Input input, CatalogVersion version) {
        Reason outOfTime = InputAge.refusal(input);
        if (outOfTime != null) {
            return outOfTime;
        }
        Change change = input.event() instanceof AccountEvent a ? a.change() : null;
        if (!account.wasOpened()) {
            return refusalOfUnknown(change, version);
        }
        if (!account.isOpen() && !isForClosed(change)) {
            return Reason.ACCOUNT_CLOSED;
        }
        return input.time() < namedInstant(change) ? Reason.NOT_YET : null;
    }

    /** Makes the entry of a refusal, and ends the top-up that it answers (A3, A4). */
    static Decision refuse(Account account, Input input, CatalogVersion version, Reason refusal) {
        AutoReload autoReload = account.autoReload();
        List<Notice> notices = List.of();
        long at = account.clock() == null ? input.time() : account.clock();
        NoticeText texts = new NoticeText(version.texts());
        if (input.event() instanceof AccountEvent a) {
            if (a.change() instanceof Change.TopUpDeclined declined
                    && autoReload.isInFlight(declined.topUpId())) {
                autoReload = autoReload.ended();
            } else if (a.change() instanceof Change.CreditGranted credit
                    && CreditRules.mustRefundPayment(credit, account.grant(credit.grantId()))) {
                autoReload = CreditRules.endIfInFlight(autoReload, credit);
                notices = List.of(CreditRules.paidCreditRefused(credit, at, texts));
            } else {
                Notice refusedCorrection = CorrectionRules.refusal(a.change(),
                        a.change() instanceof Change.RefundFailed failed
                                ? account.grant(failed.grantId()) : null,
                        account.chargebackIds(), at, texts);
                notices = refusedCorrection == null ? List.of() : List.of(refusedCorrection);
            }
        }
        Entry entry = entry(account, input, version, refusal, notices);
        return new Decision(entry, after(account, entry, autoReload));
    }

    private static Entry entry(Account account, Input input, CatalogVersion version,
            Reason refusal, List<Notice> notices) {
        return new Entry(account.accountId(), account.sequence() + 1, version.version(), input,
                account.clock(), 0, Outcome.REFUSED, refusal, List.of(),
                account.allowance().leftNanos(), account.extraUsageNanos(), account.spentNanos(),
                null, notices);
    }

    private static Account after(Account a, Entry entry, AutoReload autoReload) {
        return new Account(a.accountId(), entry.sequence(), a.clock(), a.subscription(),
                a.allowance(), a.grants(), a.extraUsageOn(), a.monthlyLimitNanos(), a.spentNanos(),
                a.lowBalanceThresholdNanos(), autoReload, a.starterCredit(), a.thirdPartyUse(),
                a.noticesGiven(), a.chargebackIds());
    }

    private static Reason refusalOfUnknown(Change change, CatalogVersion version) {
        if (!(change instanceof Change.PlanStarted started)) {
            return Reason.UNKNOWN_ACCOUNT;
        }
        return version.plans().containsKey(started.plan()) ? null : Reason.UNKNOWN_PLAN;
    }

    private static boolean isForClosed(Change change) {
        return change instanceof Change.PlanStarted || change instanceof Change.CreditGranted
                || change instanceof Change.CreditRefunded
                || change instanceof Change.RefundOrdered || change instanceof Change.RefundFailed
                || change instanceof Change.PaymentReversed
                || change instanceof Change.CreditVoided;
    }

    private static long namedInstant(Change change) {
        if (change instanceof Change.CycleReset reset) {
            return reset.cycleStart();
        }
        return change instanceof Change.TimePassed passed ? passed.dueAt() : Long.MIN_VALUE;
    }
}
