package dev.extrausage.api.inference;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.api.http.UsdText;
import dev.extrausage.core.CatalogVersion;
import dev.extrausage.core.Plan;
import dev.extrausage.core.Plan.StarterCreditTerms;
import dev.extrausage.core.Price;
import dev.extrausage.core.PriceBook;
import dev.extrausage.core.UtcTime;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A catalog version as the API shows it: lists sorted by name, money as decimal strings of USD,
 * prices of tokens per million of them.
 */
final class CatalogJson {
    private static final long NANOS_PER_MILLION_PICO = 1_000;
    private static final long PICO_PER_NANO = 1_000;
    private static final int FACTOR_DECIMALS = 4;

    private CatalogJson() {}

    /** The version in force, and the name and beginning of the one after it; null for none. */
    static ObjectNode of(CatalogVersion version, CatalogVersion next) {
        ObjectNode json = object();
        name(json, version);
        json.set("next", next == null ? JsonNodeFactory.instance.nullNode() : name(object(), next));
        prices(json, version.prices());
        ArrayNode plans = json.putArray("plans");
        new TreeMap<>(version.plans()).forEach((name, plan) -> plans.add(plan(name, plan)));
        ArrayNode apps = json.putArray("first_party_apps");
        version.firstPartyApps().stream().sorted().forEach(apps::add);
        ObjectNode topUp = json.putObject("top_up");
        ArrayNode presets = topUp.putArray("presets_usd");
        version.topUp().presetsNanos().forEach(nanos -> presets.add(UsdText.of(nanos)));
        usd(topUp, "min_usd", version.topUp().minNanos());
        usd(topUp, "max_usd", version.topUp().maxNanos());
        usd(json.putObject("auto_reload"), "default_monthly_cap_usd",
                version.autoReload().defaultMonthlyCapNanos())
                .put("max_consecutive_declines", version.autoReload().maxConsecutiveDeclines());
        json.put("mid_cycle_change", version.midCycleChange().name().toLowerCase(Locale.ROOT));
        json.putObject("texts").put("product", version.texts().product())
                .put("settings_url", version.texts().settingsUrl());
        return json;
    }

    private static ObjectNode name(ObjectNode json, CatalogVersion version) {
        return json.put("version", version.version())
                .put("effective_from", UtcTime.format(version.effectiveFrom()));
    }

    private static void prices(ObjectNode json, PriceBook book) {
        ArrayNode models = json.putArray("models");
        new TreeMap<>(book.models()).forEach((name, price) -> {
            ObjectNode model = models.addObject().put("model", name);
            ArrayNode aliases = model.putArray("aliases");
            book.aliases().entrySet().stream().filter(alias -> alias.getValue().equals(name))
                    .map(Map.Entry::getKey).sorted().forEach(aliases::add);
            tokens(model, price);
            model.set("long_context", price.longContext() == null
                    ? JsonNodeFactory.instance.nullNode() : longContext(price.longContext()));
        });
        ArrayNode tiers = json.putArray("service_tiers");
        new TreeMap<>(book.serviceTiers()).forEach((tier, factor) -> tiers.addObject()
                .put("service_tier", tier).put("factor", factor(factor)));
        ArrayNode units = json.putArray("units");
        new TreeMap<>(book.units()).forEach((unit, pico) ->
                usd(units.addObject().put("unit", unit), "price_usd", pico / PICO_PER_NANO));
    }

    private static ObjectNode longContext(Price.LongContext terms) {
        return tokens(object().put("above_input_tokens", terms.aboveInputTokens()), terms.price());
    }

    private static ObjectNode tokens(ObjectNode json, Price price) {
        perMillion(json, "input_usd", price.inputPico());
        perMillion(json, "output_usd", price.outputPico());
        perMillion(json, "cache_write_usd", price.cacheWritePico());
        perMillion(json, "cache_write_1h_usd", price.cacheWrite1hPico());
        return perMillion(json, "cache_read_usd", price.cacheReadPico());
    }

    private static ObjectNode perMillion(ObjectNode json, String name, long picoPerToken) {
        return usd(json, name, Math.multiplyExact(picoPerToken, NANOS_PER_MILLION_PICO));
    }

    private static String factor(int tenThousandths) {
        BigDecimal factor = BigDecimal.valueOf(tenThousandths, FACTOR_DECIMALS);
        return factor.signum() == 0 ? "0" : factor.stripTrailingZeros().toPlainString();
    }

    private static ObjectNode plan(String name, Plan plan) {
        ObjectNode json = object().put("plan", name);
        usd(json, "allowance_usd", plan.allowanceNanos());
        json.put("per_seat", plan.perSeat()).put("extra_usage", plan.extraUsage());
        usd(json, "max_balance_usd", plan.maxBalanceNanos());
        json.set("starter_credit", plan.starterCredit() == null
                ? JsonNodeFactory.instance.nullNode() : starterCredit(plan.starterCredit()));
        return json;
    }

    private static ObjectNode starterCredit(StarterCreditTerms terms) {
        if (terms instanceof StarterCreditTerms.PerSeat seat) {
            return starterCredit("per_seat", null, seat.maxNanos(), seat.nanos());
        }
        if (terms instanceof StarterCreditTerms.ThirdPartyHistory history) {
            return starterCredit(
                    "third_party_history", history.minNanos(), history.maxNanos(), null);
        }
        return starterCredit("fixed", null, null, ((StarterCreditTerms.Fixed) terms).nanos());
    }

    private static ObjectNode starterCredit(String kind, Long least, Long most, Long amount) {
        ObjectNode json = object().put("kind", kind);
        usd(json, "min_usd", least);
        usd(json, "max_usd", most);
        return usd(json, "amount_usd", amount);
    }

    private static ObjectNode usd(ObjectNode json, String name, Long nanos) {
        return json.put(name, nanos == null ? null : UsdText.of(nanos));
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
