package dev.extrausage.api.accounts;

import dev.extrausage.core.Reason;

/** Each reason as the end of a sentence, in a customer's words. */
final class RefusalPhrase {
    private RefusalPhrase() {}

    static String of(Reason reason) {
        return switch (reason) {
            case TOO_OLD -> "it was reported more than 35 days late";
            case IN_THE_FUTURE -> "its time lies in the future";
            case UNKNOWN_ACCOUNT -> "no plan was ever started for this account";
            case UNKNOWN_PLAN -> "there is no such plan";
            case ACCOUNT_CLOSED -> "the account is closed";
            case NOT_YET -> "its time had not come yet";
            case OVERFLOW -> "a sum would be more than can be counted";
            case UNPRICED_MODEL -> "the model has no price";
            case UNPRICED_TIER -> "the service tier has no price";
            case UNPRICED_UNIT -> "one of its units has no price";
            case NO_EXTRA_USAGE_ACCESS -> "the plan has no extra usage";
            case EXTRA_USAGE_OFF -> "extra usage is switched off";
            case SPEND_LIMIT_REACHED -> "the monthly spend limit is reached";
            case OUT_OF_EXTRA_USAGE -> "extra usage has run out";
            case GRANT_ID_TAKEN -> "there is another credit of that name";
            case ALREADY_EXPIRED -> "it would have expired before it began";
            case NO_STARTER_CREDIT -> "the plan has no starter credit";
            case NOT_OFFERED -> "no starter credit was offered";
            case UNKNOWN_GRANT -> "there is no such credit";
            case NOT_REFUNDABLE -> "that credit was not bought";
            case REFUND_EXCEEDS_REMAINING -> "less than that is left of the credit";
            case AMOUNT_OUT_OF_BOUNDS -> "the amount cannot be bought at once";
            case AMOUNT_BELOW_THRESHOLD -> "the amount is below the threshold";
            case AMOUNT_OVER_CAP -> "the amount is over the monthly cap";
            case AMOUNT_OVER_MAX_BALANCE -> "the amount is over the plan's greatest balance";
            case ANCHOR_IN_THE_FUTURE -> "the billing day would begin in the future";
            case NOTHING_TO_REFUND -> "less than a cent is left of the credit";
            case NOT_VOIDABLE -> "that credit was bought: it can be refunded, and not withdrawn";
        };
    }
}
