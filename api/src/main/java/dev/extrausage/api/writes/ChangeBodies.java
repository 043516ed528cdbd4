package dev.extrausage.api.writes;

import dev.extrausage.api.http.BodyFields;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.SettingBody;
import dev.extrausage.api.http.UsdText;
import dev.extrausage.api.routing.Call;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Bounds;
import dev.extrausage.core.Change;
import dev.extrausage.core.GrantKind;
import dev.extrausage.core.Money;
import java.util.List;

/**
 * The events that bodies ask for, one function a kind of write (API.md section 3). Bounds of form
 * are checked here, with the field's name; the rules about settings, plans and credit are the
 * ledger's. Times are milliseconds since 1970.
 */
final class ChangeBodies {
    private static final long LEAST = 1;

    private ChangeBodies() {}

    static AccountEvent autoReload(Call call, long now) {
        return setting(SettingBody.AUTO_RELOAD, call, now);
    }

    static AccountEvent spendLimit(Call call, long now) {
        return setting(SettingBody.SPEND_LIMIT, call, now);
    }

    static AccountEvent extraUsage(Call call, long now) {
        return setting(SettingBody.EXTRA_USAGE, call, now);
    }

    static AccountEvent lowBalance(Call call, long now) {
        return setting(SettingBody.LOW_BALANCE, call, now);
    }

    private static AccountEvent setting(SettingBody setting, Call call, long now) {
        BodyFields f = setting.read(call.body());
        return EventDraft.event(call, f, () -> setting.change(f), now);
    }

    static AccountEvent claim(Call call, long now) {
        BodyFields f = EventDraft.fields(call);
        return EventDraft.event(call, f, Change.StarterCreditClaimed::new, now);
    }

    static AccountEvent open(Call call, long now) {
        BodyFields f = EventDraft.fields(call,
                "account_id", "plan", "seats", "allowance_usd", "cycle_anchor");
        String account = f.name("account_id", Bounds.MAX_ACCOUNT_ID_LENGTH);
        return EventDraft.event(call, account, f, () -> new Change.PlanStarted(plan(f), seats(f),
                f.optionalUsd("allowance_usd", 0), f.optionalTime("cycle_anchor")), now);
    }

    static AccountEvent plan(Call call, long now) {
        BodyFields f = EventDraft.fields(call, "plan", "seats", "allowance_usd", "when");
        boolean atOnce = !f.has("when")
                || f.choice("when", List.of("now", "cycle_end")).equals("now");
        Long allowance = f.optionalUsd("allowance_usd", 0);
        return EventDraft.event(call, f, () -> atOnce
                ? new Change.PlanStarted(plan(f), seats(f), allowance)
                : new Change.PlanChangeScheduled(plan(f), seats(f), allowance), now);
    }

    private static String plan(BodyFields f) {
        return f.name("plan", Bounds.MAX_NAME_LENGTH);
    }

    private static long seats(BodyFields f) {
        return f.integer("seats", 1, Bounds.MAX_SEATS);
    }

    static AccountEvent close(Call call, long now) {
        BodyFields f = EventDraft.fields(call);
        return EventDraft.event(call, f, Change.AccountClosed::new, now);
    }

    static AccountEvent offer(Call call, long now) {
        BodyFields f = EventDraft.fields(call, "history_usd");
        return EventDraft.event(call, f, () -> new Change.StarterCreditOffered(
                f.optionalUsd("history_usd", 0)), now);
    }

    /** Goodwill; the lot has the key's name. */
    static AccountEvent goodwill(Call call, long now) {
        BodyFields f = EventDraft.fields(call, "amount_usd", "expires_at");
        String grantId = IdempotencyKey.event(call.head()).toString();
        return EventDraft.event(call, f, () -> new Change.CreditGranted(grantId,
                GrantKind.GOODWILL, f.usd("amount_usd", LEAST), f.optionalTime("expires_at"),
                null, null), now);
    }

    static AccountEvent voidCredit(Call call, long now) {
        BodyFields f = EventDraft.fields(call);
        String grantId = call.id("grant_id");
        return EventDraft.event(call, f, () -> new Change.CreditVoided(grantId), now);
    }

    /** A refund; it has the key's name. */
    static AccountEvent refund(Call call, long now) {
        BodyFields f = EventDraft.fields(call, "grant_id", "amount_usd");
        String refundId = IdempotencyKey.event(call.head()).toString();
        String grantId = f.name("grant_id", Bounds.MAX_NAME_LENGTH);
        Long amount = f.has("amount_usd") ? (Long) wholeCents(f) : null;
        return EventDraft.event(call, f,
                () -> new Change.RefundOrdered(refundId, grantId, amount), now);
    }

    /** Money that a card moves: {@code amount_usd} in whole cents. */
    static long wholeCents(BodyFields fields) {
        long nanos = fields.usd("amount_usd", LEAST);
        if (!Money.isWholeCents(nanos)) {
            throw Problem.badValue("amount_usd", UsdText.of(nanos), "in whole cents");
        }
        return nanos;
    }
}
