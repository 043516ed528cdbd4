package dev.extrausage.api.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.extrausage.api.http.BodyFields;
import dev.extrausage.api.http.JsonBody;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.api.routing.Call;
import dev.extrausage.core.Change;

/**
 * A setting that a body asks for; its fields tell which, as each of the four has its own.
 *
 * @param name as in the path of its PUT
 */
record AskedSetting(String name, Change change) {
    private static final String BOUND = "the body of auto-reload, spend-limit, extra-usage or"
            + " low-balance";

    /**
     * Reads a call's body.
     *
     * @throws Problem bad_request: it is the body of none of them
     */
    static AskedSetting of(Call call) {
        JsonNode body = JsonBody.parse(call.body());
        AskedSetting asked;
        BodyFields f;
        if (body.has("enabled") || body.has("amount_usd") || body.has("monthly_cap_usd")) {
            f = call.fields("enabled", "threshold_usd", "amount_usd", "monthly_cap_usd", "note");
            asked = new AskedSetting("auto-reload", new Change.AutoReloadSet(f.truth("enabled"),
                    f.usd("threshold_usd", 0), f.usd("amount_usd", 1),
                    f.optionalUsd("monthly_cap_usd", 0)));
        } else if (body.has("monthly_limit_usd")) {
            f = call.fields("monthly_limit_usd", "note");
            asked = new AskedSetting("spend-limit",
                    new Change.SpendLimitSet(f.optionalUsd("monthly_limit_usd", 0)));
        } else if (body.has("on")) {
            f = call.fields("on", "note");
            asked = new AskedSetting("extra-usage", new Change.ExtraUsageSwitched(f.truth("on")));
        } else if (body.has("threshold_usd")) {
            f = call.fields("threshold_usd", "note");
            asked = new AskedSetting("low-balance",
                    new Change.LowBalanceNoticeSet(f.optionalUsd("threshold_usd", 0)));
        } else {
            throw Problem.of(ProblemCode.BAD_REQUEST, "The body names no setting: must be " + BOUND
                    + ".").with("bound", BOUND);
        }
        if (f.has("note")) {
            f.note("note");
        }
        return asked;
    }
}
