package dev.extrausage.catalog;

import dev.extrausage.core.CatalogVersion;
import dev.extrausage.core.CatalogVersion.AutoReloadTerms;
import dev.extrausage.core.CatalogVersion.TopUpTerms;
import dev.extrausage.core.Plan;
import dev.extrausage.core.Plan.StarterCreditTerms;
import dev.extrausage.core.Price;
import dev.extrausage.core.PriceBook;
import dev.extrausage.core.UtcTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads one version: knows its keys and bounds, and checks that it follows the earlier ones. */
final class VersionReader {
    private static final int MAX_DECLINES = 1000;

    private final Fields fields;

    VersionReader(Value version) {
        this.fields = version.fields("version", "effective_from", "prices", "plans",
                "first_party_apps", "starter_credit_lifetime", "credit_expiring_warning",
                "late_usage_grace", "top_up", "auto_reload");
    }

    /** Reads the version; it must be later than the {@code earlier} ones and keep their plans. */
    CatalogVersion versionAfter(List<CatalogVersion> earlier) {
        CatalogVersion version = version();
        for (CatalogVersion other : earlier) {
            if (other.version().equals(version.version())) {
                throw fields.required("version").mustBe("another name than an earlier version's");
            }
        }
        if (!earlier.isEmpty()) {
            checkFollows(earlier.get(earlier.size() - 1), version);
        }
        return version;
    }

    /** Refuses to drop a plan: accounts stay on theirs through every version. */
    private void checkFollows(CatalogVersion last, CatalogVersion version) {
        if (version.effectiveFrom() <= last.effectiveFrom()) {
            throw fields.required("effective_from").mustBe("after version " + last.version()
                    + "'s, " + UtcTime.format(last.effectiveFrom()));
        }
        Set<String> dropped = new TreeSet<>(last.plans().keySet());
        dropped.removeAll(version.plans().keySet());
        if (!dropped.isEmpty()) {
            Value plans = fields.required("plans");
            throw plans.error(plans.path() + " lacks " + String.join(", ", dropped)
                    + ": must have every plan of version " + last.version());
        }
    }

    private CatalogVersion version() {
        return new CatalogVersion(
                fields.required("version").name(),
                fields.required("effective_from").time(),
                new PriceBook(fields.required("prices").named().eachRead(VersionReader::price)),
                fields.required("plans").named().eachRead(VersionReader::plan),
                apps(fields.required("first_party_apps")),
                fields.required("starter_credit_lifetime").positiveDuration(),
                fields.required("credit_expiring_warning").duration(),
                fields.required("late_usage_grace").duration(),
                topUp(fields.required("top_up")),
                autoReload(fields.required("auto_reload")));
    }

    private static Price price(Value model) {
        Fields prices =
                model.fields("input", "output", "cache_write", "cache_write_1h", "cache_read");
        return new Price(
                prices.required("input").price(),
                prices.required("output").price(),
                prices.required("cache_write").price(),
                prices.required("cache_write_1h").price(),
                prices.required("cache_read").price());
    }

    private static Plan plan(Value plan) {
        Fields terms = plan.fields("allowance_usd", "extra_usage", "per_seat", "starter_credit");
        return new Plan(
                terms.required("allowance_usd").amountOfAtLeast(0),
                terms.required("extra_usage").bool(),
                terms.has("per_seat") && terms.required("per_seat").bool(),
                terms.has("starter_credit")
                        ? starterCredit(terms.required("starter_credit")) : null);
    }

    private static StarterCreditTerms starterCredit(Value credit) {
        Fields terms = credit.fields("third_party_history", "per_seat_usd", "fixed_usd");
        List<String> kinds = terms.given();
        if (kinds.size() != 1) {
            throw credit.error(credit.path() + " has " + kinds.size() + " kinds: must have exactly "
                    + "one of third_party_history, per_seat_usd, fixed_usd");
        }
        Value value = terms.required(kinds.get(0));
        return switch (kinds.get(0)) {
            case "per_seat_usd" -> new StarterCreditTerms.PerSeat(value.amountOfAtLeast(1));
            case "fixed_usd" -> new StarterCreditTerms.Fixed(value.amountOfAtLeast(1));
            default -> thirdPartyHistory(value);
        };
    }

    private static StarterCreditTerms thirdPartyHistory(Value history) {
        Fields terms = history.fields("min_usd", "max_usd");
        long min = terms.required("min_usd").amountOfAtLeast(1);
        return new StarterCreditTerms.ThirdPartyHistory(min, most(terms, 1, min));
    }

    private static Set<String> apps(Value list) {
        Set<String> apps = new LinkedHashSet<>();
        for (Value app : list.list()) {
            if (!apps.add(app.name())) {
                throw app.mustBe("an app that is not in the list already");
            }
        }
        return apps;
    }

    private static TopUpTerms topUp(Value topUp) {
        Fields terms = topUp.fields("presets_usd", "min_usd", "max_usd");
        List<Long> presets = terms.required("presets_usd").list().stream()
                .map(preset -> preset.amountOfAtLeast(0)).toList();
        long min = terms.required("min_usd").amountOfAtLeast(0);
        return new TopUpTerms(presets, min, most(terms, 0, min));
    }

    /** Reads {@code max_usd}, which must not be below {@code min_usd}. */
    private static long most(Fields terms, long leastUsd, long minNanos) {
        Value max = terms.required("max_usd");
        long maxNanos = max.amountOfAtLeast(leastUsd);
        if (maxNanos < minNanos) {
            throw max.mustBe("at least min_usd, " + terms.required("min_usd").text());
        }
        return maxNanos;
    }

    private static AutoReloadTerms autoReload(Value autoReload) {
        Fields terms = autoReload.fields("default_monthly_cap_usd", "max_consecutive_declines",
                "first_backoff", "ask_again_after");
        return new AutoReloadTerms(
                terms.required("default_monthly_cap_usd").amountOfAtLeast(0),
                terms.required("max_consecutive_declines").count(1, MAX_DECLINES),
                terms.required("first_backoff").duration(),
                terms.required("ask_again_after").positiveDuration());
    }
}
