package dev.extrausage.journal.reports.export;

import dev.extrausage.core.GrantKind;
import dev.extrausage.core.Money;
import dev.extrausage.core.Pool;

/**
 * A movement as FOCUS classifies charges. Credit is prepaid: what was paid for it is billed when it
 * is bought, and is the effective cost of the requests that draw on it. The plan's allowance and
 * free credit cost nothing here, and what found no money is never billed.
 *
 * @param category {@code Usage}, {@code Purchase}, {@code Credit} or {@code Adjustment}
 * @param chargeClass {@code Correction} of what was charged before; or null
 * @param frequency {@code Usage-Based}, {@code One-Time} or {@code Recurring}
 * @param description a sentence without its full stop
 * @param billedNanos what is paid in money, nano-USD
 * @param effectiveNanos what it costs with what was paid before, nano-USD
 * @param listNanos the list price, nano-USD
 */
record FocusCharge(String category, String chargeClass, String frequency, String description,
        long billedNanos, long effectiveNanos, long listNanos) {
    private static final String CORRECTION = "Correction";
    private static final String ONCE = "One-Time";

    static FocusCharge of(ExportedMovement m) {
        long amount = m.posting().amountNanos();
        if (m.usage() != null && m.posting().to() == Pool.USAGE) {
            return usage(m, amount, null, "Request to " + m.usage().model() + " from "
                    + m.usage().app() + ", paid by " + payer(m));
        }
        if (m.posting().from() == Pool.USAGE || m.posting().to() == Pool.USAGE) {
            // A lot of usage given back that is voided goes to usage again.
            long back = m.posting().from() == Pool.USAGE ? -amount : amount;
            return usage(m, back, CORRECTION, "Usage given back to " + payer(m));
        }
        return payment(m, amount);
    }

    private static FocusCharge usage(
            ExportedMovement m, long amount, String chargeClass, String description) {
        return new FocusCharge("Usage", chargeClass, "Usage-Based", description, 0,
                isBought(m.grantKind()) ? amount : 0, amount);
    }

    private static FocusCharge payment(ExportedMovement m, long amount) {
        if (m.is(Pool.PAYMENTS, Pool.EXTRA_USAGE)) {
            return new FocusCharge("Purchase", null, ONCE, "Extra usage credit "
                    + m.posting().grantId() + " bought", amount, 0, amount);
        }
        if (m.posting().to() == Pool.REFUNDS || m.posting().to() == Pool.CHARGEBACKS) {
            return new FocusCharge("Purchase", CORRECTION, ONCE, "Payment for extra usage credit"
                    + (m.posting().to() == Pool.REFUNDS ? " paid back" : " taken back by the bank"),
                    -amount, 0, -amount);
        }
        if (m.is(Pool.REFUNDS, Pool.EXTRA_USAGE)) {
            return new FocusCharge("Purchase", CORRECTION, ONCE,
                    "Refund that could not be paid", amount, 0, amount);
        }
        boolean free = m.posting().from() == Pool.PROMOTIONS
                || m.posting().to() == Pool.PROMOTIONS || m.posting().to() == Pool.EXPIRED;
        return new FocusCharge(free ? "Credit" : "Adjustment", null, free ? ONCE : "Recurring",
                free ? "Free credit of " + Money.format(amount) + towards(m)
                        : "Plan allowance of " + Money.format(amount) + towards(m), 0, 0, 0);
    }

    private static String towards(ExportedMovement m) {
        return switch (m.posting().to()) {
            case EXPIRED -> " expired";
            case LAPSED -> " lapsed";
            case PROMOTIONS -> " withdrawn";
            default -> " granted";
        };
    }

    private static String payer(ExportedMovement m) {
        Pool pool = m.posting().from() == Pool.USAGE ? m.posting().to() : m.posting().from();
        return switch (pool) {
            case ALLOWANCE -> "the plan allowance";
            case LAPSED -> "the allowance of the cycle before";
            case UNCOVERED -> "nobody";
            default -> "extra usage";
        };
    }

    private static boolean isBought(GrantKind kind) {
        return kind != null && kind.isBought();
    }
}
