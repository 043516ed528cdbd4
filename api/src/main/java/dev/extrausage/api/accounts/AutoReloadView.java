package dev.extrausage.api.accounts;

import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.core.AutoReload;
import dev.extrausage.core.AutoReloadStanding;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.CatalogVersion;
import dev.extrausage.schemas.Balance;
import dev.extrausage.schemas.TopUpInFlight;
import java.util.Locale;

/**
 * Auto-reload as a snapshot has it: the settings, and how it stands by the rules A1 to A5.
 *
 * @param version in force at the account's clock
 */
record AutoReloadView(Balance balance, Catalog catalog, CatalogVersion version) {
    private static final AutoReload.Settings NEVER_SET = new AutoReload.Settings(false, 0, 0, null);

    /** The object {@code auto_reload}; never set, it has no threshold and no amount. */
    AnswerFields fields() {
        dev.extrausage.schemas.AutoReload set = balance.getAutoReload();
        AutoReload state = state(set);
        AutoReloadStanding standing = standing(state);
        return new AnswerFields().flag("enabled", state.isEnabled())
                .usd("threshold_usd", set == null ? null : (Long) set.getThresholdNanos())
                .usd("amount_usd", set == null ? null : (Long) set.getAmountNanos())
                .usd("monthly_cap_usd", state.settings().monthlyCapNanos())
                .usd("reloaded_usd", balance.getReloadedNanos())
                .text("state", standing.name().toLowerCase(Locale.ROOT))
                .time("retry_at", standing == AutoReloadStanding.BACKING_OFF
                        ? state.retryNotBefore() : null)
                .text("top_up_id", state.inFlight() == null ? null : state.inFlight().topUpId());
    }

    private AutoReload state(dev.extrausage.schemas.AutoReload set) {
        TopUpInFlight asked = balance.getTopUpInFlight();
        AutoReload.InFlight inFlight = asked == null ? null : new AutoReload.InFlight(
                asked.getTopUpId(), asked.getAmountNanos(), asked.getAskedAt().toEpochMilli());
        if (set == null) {
            return new AutoReload(
                    NEVER_SET, balance.getReloadedNanos(), 0, null, false, inFlight);
        }
        return new AutoReload(new AutoReload.Settings(set.getEnabled(), set.getThresholdNanos(),
                set.getAmountNanos(), set.getMonthlyCapNanos()), balance.getReloadedNanos(),
                set.getDeclines(), AccountJson.millis(set.getRetryNotBefore()),
                set.getSuspended(), inFlight);
    }

    private AutoReloadStanding standing(AutoReload state) {
        if (balance.getPlan() == null) {
            return AutoReloadStanding.IDLE;
        }
        if (catalog.versions().stream().noneMatch(
                v -> v.plans().containsKey(balance.getPlan()))) {
            throw Problem.of(ProblemCode.NOT_READY, "The plan " + balance.getPlan()
                    + " is not in the catalog that is known here yet.").header("Retry-After", "1");
        }
        var plan = catalog.termsOf(balance.getPlan(), version);
        boolean mayDraw = !balance.getClosed() && plan.extraUsage() && balance.getExtraUsageOn();
        return AutoReloadStanding.of(state, balance.getClock().toEpochMilli(), mayDraw,
                balance.getMonthlyLimitNanos(), balance.getSpentNanos(),
                balance.getExtraUsageNanos(), plan, version);
    }
}
