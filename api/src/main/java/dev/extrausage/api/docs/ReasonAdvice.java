package dev.extrausage.api.docs;

import dev.extrausage.core.Reason;

/** The reasons of the ledger in words for those who get one: what is so, and what would help. */
final class ReasonAdvice {
    private ReasonAdvice() {}

    /** One or two sentences. */
    static String of(Reason reason) {
        return switch (reason) {
            case TOO_OLD -> "The event's id or its time is more than 35 days old, so it cannot be"
                    + " proved new. It will not be taken any more.";
            case IN_THE_FUTURE -> "The event's id or its time is more than 5 minutes ahead. Set the"
                    + " sender's clock, or send it again later.";
            case UNKNOWN_ACCOUNT -> "The account was never opened. Open it with a plan first.";
            case UNKNOWN_PLAN -> "The catalog in force has no plan of that name.";
            case ACCOUNT_CLOSED -> "The account is closed. Starting a plan opens it again.";
            case NOT_YET -> "The moment that the event tells of has not come yet.";
            case OVERFLOW -> "One of the account's sums would be larger than can be counted.";
            case UNPRICED_MODEL, UNPRICED_TIER, UNPRICED_UNIT -> "The catalog in force has no price"
                    + " for it. Once an operator has added one, the usage can be sent again.";
            case NO_EXTRA_USAGE_ACCESS -> "The plan has no extra usage. Another plan has.";
            case EXTRA_USAGE_OFF -> "Extra usage is switched off in the account's settings.";
            case SPEND_LIMIT_REACHED -> "The account's monthly spend limit is reached. It starts"
                    + " again with the billing cycle, or can be raised.";
            case OUT_OF_EXTRA_USAGE -> "No credit is left. Buy some, or switch auto-reload on.";
            case GRANT_ID_TAKEN -> "There is a grant of that id with another kind or amount.";
            case ALREADY_EXPIRED -> "The credit would expire before it begins.";
            case NO_STARTER_CREDIT -> "The account's plan has no starter credit.";
            case NOT_OFFERED -> "No starter credit was offered to the account.";
            case UNKNOWN_GRANT -> "The account has no such grant, or has forgotten it: used-up ones"
                    + " are after 35 days.";
            case NOT_REFUNDABLE -> "Nobody paid for that credit, so it cannot be paid back.";
            case REFUND_EXCEEDS_REMAINING -> "Less is left of the grant than was to be refunded."
                    + " Name a smaller amount, or none for all that is left.";
            case NOTHING_TO_REFUND -> "Less than a cent is left of the grant.";
            case NOT_VOIDABLE -> "That credit was bought: it is refunded, not withdrawn.";
            case AMOUNT_OUT_OF_BOUNDS -> "The amount is not in whole cents, or is less or more than"
                    + " the catalog allows for a top-up.";
            case AMOUNT_BELOW_THRESHOLD -> "The amount is below the threshold: one reload would not"
                    + " lift the balance over it.";
            case AMOUNT_OVER_CAP -> "The amount is over the monthly cap, so it could never be"
                    + " charged.";
            case AMOUNT_OVER_MAX_BALANCE -> "The amount is over the greatest balance that the plan"
                    + " allows.";
            case ANCHOR_IN_THE_FUTURE -> "The billing anchor is more than 5 minutes ahead.";
        };
    }
}
