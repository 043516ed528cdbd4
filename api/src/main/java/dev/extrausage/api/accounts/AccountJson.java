package dev.extrausage.api.accounts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.core.BlockedMessage;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.CatalogVersion;
import dev.extrausage.core.Reason;
import dev.extrausage.schemas.Balance;
import dev.extrausage.schemas.LiveGrant;
import dev.extrausage.schemas.NextPlan;
import dev.extrausage.schemas.StarterCreditState;
import dev.extrausage.schemas.Surface;
import dev.extrausage.view.rows.Knowledge;
import java.time.Instant;

/**
 * An account as its latest snapshot has it, which is what the journal says: time that has passed
 * since then is told by the next entry, not here (D2). Only names in texts and the terms of
 * auto-reload come from the catalog, by the version in force at the account's clock.
 */
public final class AccountJson {
    private final Balance balance;
    private final CatalogVersion version;
    private final AutoReloadView autoReload;

    private AccountJson(Balance balance, Catalog catalog) {
        this.balance = balance;
        version = catalog.at(balance.getClock() == null ? 0 : balance.getClock().toEpochMilli());
        autoReload = new AutoReloadView(balance, catalog, version);
    }

    /**
     * The answer to {@code GET A}, and the data of the event {@code account}.
     *
     * @param beside the figures that the snapshot does not have
     */
    public static ObjectNode of(
            Balance balance, BesideSnapshot.Figures beside, Knowledge known, Catalog catalog) {
        AccountJson account = new AccountJson(balance, catalog);
        AnswerFields json = new AnswerFields().text("account_id", balance.getAccountId())
                .number("sequence", balance.getSequence());
        account.plan(Freshness.put(json, known));
        account.pools(json, beside);
        json.object("auto_reload", account.autoReload.fields())
                .usd("low_balance_usd", beside.lowBalanceNanos())
                .object("starter_credit", account.starterCredit());
        account.surfaces(json);
        return json.time("next_due_at", millis(balance.getNextDueAt())).node();
    }

    /** The line of a list of accounts. */
    static AnswerFields line(Balance b) {
        return new AnswerFields().text("account_id", b.getAccountId())
                .number("sequence", b.getSequence()).text("plan", b.getPlan())
                .number("seats", seats(b.getSeats())).flag("closed", b.getClosed())
                .time("cycle_end", millis(b.getCycleEnd()))
                .usd("allowance_left_usd", b.getAllowanceLeftNanos())
                .usd("extra_usage_usd", b.getExtraUsageNanos())
                .flag("extra_usage_on", b.getExtraUsageOn())
                .flag("first_party_open", b.getFirstParty().getOpen())
                .flag("third_party_open", b.getThirdParty().getOpen());
    }

    private void plan(AnswerFields json) {
        NextPlan next = balance.getNextPlan();
        json.text("plan", balance.getPlan()).number("seats", seats(balance.getSeats()))
                .flag("closed", balance.getClosed())
                .time("cycle_start", millis(balance.getCycleStart()))
                .time("cycle_end", millis(balance.getCycleEnd()))
                .object("next_plan", next == null ? null : new AnswerFields()
                        .text("plan", next.getPlan()).number("seats", seats(next.getSeats()))
                        .usd("allowance_usd", next.getAllowanceNanos()));
    }

    private void pools(AnswerFields json, BesideSnapshot.Figures beside) {
        json.object("allowance", new AnswerFields().usd("whole_usd", balance.getAllowanceNanos())
                .usd("left_usd", balance.getAllowanceLeftNanos())
                .usd("used_usd", beside.usedNanos()));
        json.object("extra_usage", new AnswerFields()
                .usd("balance_usd", balance.getExtraUsageNanos())
                .flag("on", balance.getExtraUsageOn()).usd("spent_usd", balance.getSpentNanos())
                .usd("monthly_limit_usd", balance.getMonthlyLimitNanos())
                .list("grants", balance.getGrants(), AccountJson::grant));
    }

    private static AnswerFields grant(LiveGrant grant) {
        return new AnswerFields().text("grant_id", grant.getGrantId()).text("kind", grant.getKind())
                .usd("left_usd", grant.getLeftNanos())
                .time("granted_at", millis(grant.getGrantedAt()))
                .time("expires_at", millis(grant.getExpiresAt()));
    }

    private AnswerFields starterCredit() {
        StarterCreditState starter = balance.getStarterCredit();
        return starter == null ? null : new AnswerFields()
                .usd("amount_usd", starter.getAmountNanos()).flag("claimed", starter.getClaimed());
    }

    private void surfaces(AnswerFields json) {
        Surface third = balance.getThirdParty();
        json.object("first_party",
                surface(balance.getFirstParty(), BlockedMessage.Surface.FIRST_PARTY));
        json.object("third_party", surface(third, BlockedMessage.Surface.THIRD_PARTY)
                .text("api_message", message(third, BlockedMessage.Surface.THIRD_PARTY_API)));
    }

    private AnswerFields surface(Surface surface, BlockedMessage.Surface where) {
        return new AnswerFields().flag("open", surface.getOpen())
                .text("reason", surface.getReason()).text("message", message(surface, where));
    }

    /** The words for a blocked request (SPEC section 10). */
    private String message(Surface surface, BlockedMessage.Surface where) {
        return surface.getOpen() ? null : BlockedMessage.of(where,
                Reason.valueOf(surface.getReason()), funds(), version.texts());
    }

    private BlockedMessage.Funds funds() {
        return new BlockedMessage.Funds(balance.getAllowanceLeftNanos(),
                balance.getExtraUsageNanos(), balance.getMonthlyLimitNanos(),
                millis(balance.getCycleEnd()));
    }

    private static Long seats(Integer seats) {
        return seats == null ? null : (Long) seats.longValue();
    }

    static Long millis(Instant time) {
        return time == null ? null : (Long) time.toEpochMilli();
    }
}
