package dev.extrausage.schemas.json;

import dev.extrausage.core.BadInput;
import dev.extrausage.core.Change;
import dev.extrausage.core.EventId;
import dev.extrausage.core.GrantKind;
import dev.extrausage.core.Pool;

/** Reads a {@code change}: its {@code type} says which fields it has (SPEC sections 4 and 12). */
final class ChangeJson {
    private ChangeJson() {}

    /** Throws {@link BadInput} naming the field that is wrong. */
    static Change read(JsonFields f) {
        Change change = fields(f.required("type", f.text("type")), f);
        f.end();
        return change;
    }

    private static Change fields(String type, JsonFields f) {
        return switch (type) {
            case "PlanStarted" -> new Change.PlanStarted(
                    f.text("plan"), f.integer("seats"), f.optionalInteger("allowance_nanos"),
                    f.optionalTime("cycle_anchor"));
            case "CycleReset" -> new Change.CycleReset(f.time("cycle_start"));
            case "TimePassed" -> new Change.TimePassed(f.time("due_at"));
            case "AutoReloadSet" -> new Change.AutoReloadSet(
                    f.flag("enabled"), f.integer("threshold_nanos"), f.integer("amount_nanos"),
                    f.optionalInteger("monthly_cap_nanos"));
            case "SpendLimitSet" ->
                    new Change.SpendLimitSet(f.optionalInteger("monthly_limit_nanos"));
            case "ExtraUsageSwitched" -> new Change.ExtraUsageSwitched(f.flag("enabled"));
            case "LowBalanceNoticeSet" ->
                    new Change.LowBalanceNoticeSet(f.optionalInteger("threshold_nanos"));
            case "AccountClosed" -> new Change.AccountClosed();
            case "StarterCreditClaimed" -> new Change.StarterCreditClaimed();
            case "CreditGranted" -> new Change.CreditGranted(
                    f.text("grant_id"), kind(f), f.integer("amount_nanos"),
                    f.optionalTime("expires_at"), f.text("payment_id"), f.text("top_up_id"));
            case "TopUpDeclined" ->
                    new Change.TopUpDeclined(f.text("top_up_id"), f.text("decline_code"));
            case "StarterCreditOffered" ->
                    new Change.StarterCreditOffered(f.optionalInteger("history_nanos"));
            case "CreditRefunded" -> new Change.CreditRefunded(
                    f.text("refund_id"), f.text("grant_id"), f.integer("amount_nanos"));
            default -> correction(type, f);
        };
    }

    private static Change correction(String type, JsonFields f) {
        return switch (type) {
            case "PlanChangeScheduled" -> new Change.PlanChangeScheduled(
                    f.text("plan"), f.integer("seats"), f.optionalInteger("allowance_nanos"));
            case "RefundOrdered" -> new Change.RefundOrdered(
                    f.text("refund_id"), f.text("grant_id"), f.optionalInteger("amount_nanos"));
            case "RefundFailed" -> new Change.RefundFailed(
                    f.text("refund_id"), f.text("grant_id"), f.integer("amount_nanos"));
            case "PaymentReversed" -> new Change.PaymentReversed(
                    f.text("reversal_id"), f.text("grant_id"), f.integer("amount_nanos"));
            case "CreditVoided" -> new Change.CreditVoided(f.text("grant_id"));
            case "UsageReversed" -> new Change.UsageReversed(
                    EventId.parse("usage_event_id", f.text("usage_event_id")), pool(f),
                    f.text("grant_id"), f.integer("amount_nanos"));
            default -> throw BadInput.of("type", type, "the name of a change, such as PlanStarted");
        };
    }

    private static Pool pool(JsonFields f) {
        String name = f.required("pool", f.text("pool"));
        return switch (name) {
            case "ALLOWANCE" -> Pool.ALLOWANCE;
            case "EXTRA_USAGE" -> Pool.EXTRA_USAGE;
            default -> throw BadInput.of("pool", name, "ALLOWANCE or EXTRA_USAGE");
        };
    }

    private static GrantKind kind(JsonFields f) {
        String name = f.required("kind", f.text("kind"));
        return switch (name) {
            case "PURCHASE" -> GrantKind.PURCHASE;
            case "AUTO_RELOAD" -> GrantKind.AUTO_RELOAD;
            case "GOODWILL" -> GrantKind.GOODWILL;
            default -> throw BadInput.of("kind", name, "PURCHASE, AUTO_RELOAD or GOODWILL");
        };
    }
}
