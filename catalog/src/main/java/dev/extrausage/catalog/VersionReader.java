package dev.extrausage.catalog;

import dev.extrausage.core.CatalogVersion;
import dev.extrausage.core.CatalogVersion.AutoReloadTerms;
import dev.extrausage.core.CatalogVersion.MidCycleChange;
import dev.extrausage.core.CatalogVersion.Texts;
import dev.extrausage.core.CatalogVersion.TopUpTerms;
import dev.extrausage.core.FoldedName;
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
        this.fields = version.fields("version", "effective_from", "prices", "model_aliases",
                "service_tiers", "unit_prices", "mid_cycle_change", "texts", "plans",
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
        Fields topUp = fields.required("top_up").fields("presets_usd", "min_usd", "max_usd");
        return new CatalogVersion(
                fields.required("version").name(),
                fields.required("effective_from").time(),
                new PriceBookReader(fields).book(),
                fields.required("plans").named().eachRead(new PlanReader(topUp)::plan),
                apps(fields.required("first_party_apps")),
                fields.required("starter_credit_lifetime").positiveDuration(),
                fields.required("credit_expiring_warning").duration(),
                fields.required("late_usage_grace").duration(),
                topUp(topUp),
                autoReload(fields.required("auto_reload")),
                fields.optional("mid_cycle_change", VersionReader::midCycleChange,
                        MidCycleChange.FULL),
                fields.optional("texts", VersionReader::texts, Texts.DEFAULT));
    }

    private static MidCycleChange midCycleChange(Value value) {
        return switch (value.text()) {
            case "full" -> MidCycleChange.FULL;
            case "prorated" -> MidCycleChange.PRORATED;
            default -> throw value.mustBe("full or prorated");
        };
    }

    private static Texts texts(Value value) {
        Fields texts = value.fields("product", "settings_url");
        return new Texts(
                texts.optional("product", Value::words, Texts.DEFAULT.product()),
                texts.optional("settings_url", Value::words, Texts.DEFAULT.settingsUrl()));
    }

    private static Set<String> apps(Value list) {
        Set<String> apps = new LinkedHashSet<>();
        for (Value app : list.list()) {
            if (!apps.add(FoldedName.of(app.name()))) {
                throw app.mustBe("an app that is not in the list already, "
                        + "in whatever capitals");
            }
        }
        return apps;
    }

    private static TopUpTerms topUp(Fields terms) {
        List<Long> presets = terms.required("presets_usd").list().stream()
                .map(preset -> preset.amountOfAtLeast(0)).toList();
        long min = terms.required("min_usd").amountOfAtLeast(0);
        return new TopUpTerms(presets, min, terms.maxUsd(0, min));
    }

    private static AutoReloadTerms autoReload(Value autoReload) {
        Fields terms = autoReload.fields("default_monthly_cap_usd", "max_consecutive_declines",
                "first_backoff", "ask_again_after");
        return new AutoReloadTerms(
                terms.required("default_monthly_cap_usd").amountOfAtLeast(0),
                (int) terms.required("max_consecutive_declines").count(1, MAX_DECLINES),
                terms.required("first_backoff").duration(),
                terms.required("ask_again_after").positiveDuration());
    }
}
