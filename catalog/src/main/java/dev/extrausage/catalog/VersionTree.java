package dev.extrausage.catalog;

import dev.extrausage.core.CatalogVersion;
import dev.extrausage.core.CatalogVersion.AutoReloadTerms;
import dev.extrausage.core.CatalogVersion.Texts;
import dev.extrausage.core.CatalogVersion.TopUpTerms;
import dev.extrausage.core.Plan;
import dev.extrausage.core.Plan.StarterCreditTerms;
import dev.extrausage.core.Plan.StarterCreditTerms.Fixed;
import dev.extrausage.core.Plan.StarterCreditTerms.PerSeat;
import dev.extrausage.core.Plan.StarterCreditTerms.ThirdPartyHistory;
import dev.extrausage.core.Price;
import dev.extrausage.core.PriceBook;
import dev.extrausage.core.UtcTime;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A version as a tree of maps, under the keys and in the units of {@code catalog.yaml}: the reverse
 * of {@link VersionReader}.
 *
 * <p>It is canonical. Two versions have equal trees exactly when they mean the same: names are
 * folded and sorted, decimals have no zeros at the end, defaults are written out, and what a
 * version does not have is left out. A leaf is a {@code String} (decimals, too), a {@code Long}, a
 * {@code Boolean} or a list of strings.
 */
final class VersionTree {
    private static final int PRICE_DECIMALS = 6;
    private static final int USD_DECIMALS = 9;
    private static final int FACTOR_DECIMALS = 4;
    private static final int UNIT_DECIMALS = 12;
    private static final long DAY_MILLIS = 86_400_000L;

    private VersionTree() {}

    /** The whole version, its keys in the order of the contract's example. */
    static Map<String, Object> of(CatalogVersion version) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("version", version.version());
        tree.put("effective_from", UtcTime.format(version.effectiveFrom()));
        prices(tree, version.prices());
        tree.put("mid_cycle_change", version.midCycleChange().name().toLowerCase(Locale.ROOT));
        tree.put("texts", texts(version.texts()));
        tree.put("plans", each(version.plans(), VersionTree::plan));
        tree.put("first_party_apps", version.firstPartyApps().stream().sorted().toList());
        tree.put("starter_credit_lifetime", duration(version.starterCreditLifetimeMillis()));
        tree.put("credit_expiring_warning", duration(version.creditExpiringWarningMillis()));
        tree.put("late_usage_grace", duration(version.lateUsageGraceMillis()));
        tree.put("top_up", topUp(version.topUp()));
        tree.put("auto_reload", autoReload(version.autoReload()));
        return tree;
    }

    /** Prices of one model, for {@code long_context} as well. */
    static Map<String, Object> price(Price price) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("input", perMillion(price.inputPico()));
        tree.put("output", perMillion(price.outputPico()));
        tree.put("cache_write", perMillion(price.cacheWritePico()));
        tree.put("cache_write_1h", perMillion(price.cacheWrite1hPico()));
        tree.put("cache_read", perMillion(price.cacheReadPico()));
        if (price.longContext() != null) {
            Map<String, Object> longContext = new LinkedHashMap<>();
            longContext.put("above_input_tokens", price.longContext().aboveInputTokens());
            longContext.putAll(price(price.longContext().price()));
            tree.put("long_context", longContext);
        }
        return tree;
    }

    private static void prices(Map<String, Object> tree, PriceBook book) {
        tree.put("prices", each(book.models(), VersionTree::price));
        tree.put("model_aliases", each(book.aliases(), model -> model));
        tree.put("service_tiers",
                each(book.serviceTiers(), factor -> Decimal.text(factor, FACTOR_DECIMALS)));
        tree.put("unit_prices", each(book.units(), pico -> Decimal.text(pico, UNIT_DECIMALS)));
    }

    private static Map<String, Object> texts(Texts texts) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("product", texts.product());
        tree.put("settings_url", texts.settingsUrl());
        return tree;
    }

    private static Map<String, Object> plan(Plan plan) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("allowance_usd", usd(plan.allowanceNanos()));
        tree.put("extra_usage", plan.extraUsage());
        tree.put("per_seat", plan.perSeat());
        if (plan.starterCredit() != null) {
            tree.put("starter_credit", starterCredit(plan.starterCredit()));
        }
        if (plan.maxBalanceNanos() != null) {
            tree.put("max_balance_usd", usd(plan.maxBalanceNanos()));
        }
        return tree;
    }

    private static Map<String, Object> starterCredit(StarterCreditTerms terms) {
        Map<String, Object> tree = new LinkedHashMap<>();
        if (terms instanceof PerSeat seat) {
            tree.put("per_seat_usd", usd(seat.nanos()));
            if (seat.maxNanos() != null) {
                tree.put("max_usd", usd(seat.maxNanos()));
            }
        } else if (terms instanceof Fixed fixed) {
            tree.put("fixed_usd", usd(fixed.nanos()));
        } else if (terms instanceof ThirdPartyHistory history) {
            Map<String, Object> bounds = new LinkedHashMap<>();
            bounds.put("min_usd", usd(history.minNanos()));
            bounds.put("max_usd", usd(history.maxNanos()));
            tree.put("third_party_history", bounds);
        }
        return tree;
    }

    private static Map<String, Object> topUp(TopUpTerms terms) {
        Map<String, Object> tree = new LinkedHashMap<>();
        List<String> presets = terms.presetsNanos().stream().map(VersionTree::usd).toList();
        tree.put("presets_usd", presets);
        tree.put("min_usd", usd(terms.minNanos()));
        tree.put("max_usd", usd(terms.maxNanos()));
        return tree;
    }

    private static Map<String, Object> autoReload(AutoReloadTerms terms) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("default_monthly_cap_usd", usd(terms.defaultMonthlyCapNanos()));
        tree.put("max_consecutive_declines", (long) terms.maxConsecutiveDeclines());
        tree.put("first_backoff", duration(terms.firstBackoffMillis()));
        tree.put("ask_again_after", duration(terms.askAgainAfterMillis()));
        return tree;
    }

    private static <T> Map<String, Object> each(Map<String, T> byName, Function<T, Object> leaf) {
        Map<String, Object> tree = new TreeMap<>();
        byName.forEach((name, value) -> tree.put(name, leaf.apply(value)));
        return tree;
    }

    private static String perMillion(long pico) {
        return Decimal.text(pico, PRICE_DECIMALS);
    }

    private static String usd(long nanos) {
        return Decimal.text(nanos, USD_DECIMALS);
    }

    /** Whole days as {@code P90D}, everything else as {@code PT36H}. */
    static String duration(long millis) {
        return millis > 0 && millis % DAY_MILLIS == 0
                ? "P" + millis / DAY_MILLIS + "D" : Duration.ofMillis(millis).toString();
    }
}
