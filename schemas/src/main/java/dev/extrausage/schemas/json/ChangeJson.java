package dev.extrausage.schemas.json;

import dev.extrausage.core.BadInput;
import dev.extrausage.core.Change;
import dev.extrausage.core.GrantKind;

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
                    f.text("plan"), f.integer("seats"), f.optionalInteger("allowance_nanos"));
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
            default -> throw BadInput.of("type", type, "the name of a change, such as PlanStarted");
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
