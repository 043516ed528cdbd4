package dev.extrausage.core;

import dev.extrausage.core.CatalogVersion.AutoReloadTerms;
import dev.extrausage.core.CatalogVersion.TopUpTerms;
import dev.extrausage.core.Plan.StarterCreditTerms;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The catalogs that tests decide by, written out in Java: the core reads no files. */
public final class Catalogs {
    /** A model of {@link #severalVersions} whose largest request costs more than a {@code long}. */
    public static final String DEAREST_MODEL = "gold";
    /** A model of {@link #severalVersions} with prices below a nano-USD, for rounding. */
    public static final String FINEST_MODEL = "dust";

    private static final Price OPUS = price(5_000_000, 25_000_000, 6_250_000, 10_000_000, 500_000);
    private static final Price SONNET = withLongContext(
            price(3_000_000, 15_000_000, 3_750_000, 6_000_000, 300_000), 200_000,
            price(6_000_000, 22_500_000, 7_500_000, 12_000_000, 600_000));
    private static final Price HAIKU = price(1_000_000, 5_000_000, 1_250_000, 2_000_000, 100_000);

    private Catalogs() {}

    /** The example of SPEC section 3, value by value. */
    public static Catalog example() {
        return new Catalog(List.of(january()));
    }

    /**
     * The example, followed by four versions that change every term: allowances, prices,
     * first-party apps, plans with extra usage, a new plan, every duration, and the allowance after
     * a change in mid-cycle. It has prices at both ends of the bounds.
     */
    public static Catalog severalVersions() {
        return new Catalog(List.of(
                january(), february(), march(), may(), july()));
    }

    /** The example, but that a change in mid-cycle is prorated. */
    public static Catalog prorated() {
        return with(CatalogVersion.MidCycleChange.PRORATED, CatalogVersion.Texts.DEFAULT);
    }

    /** The example of another product. */
    public static Catalog ofProduct(String product, String settingsUrl) {
        return with(CatalogVersion.MidCycleChange.FULL,
                new CatalogVersion.Texts(product, settingsUrl));
    }

    private static Catalog with(
            CatalogVersion.MidCycleChange change, CatalogVersion.Texts texts) {
        CatalogVersion v = january();
        return new Catalog(List.of(new CatalogVersion(v.version(), v.effectiveFrom(), v.prices(),
                v.plans(), v.firstPartyApps(), v.starterCreditLifetimeMillis(),
                v.creditExpiringWarningMillis(), v.lateUsageGraceMillis(), v.topUp(),
                v.autoReload(), change, texts)));
    }

    private static CatalogVersion january() {
        return new CatalogVersion("2026-01", at("2026-01-01T00:00:00Z"),
                new PriceBook(Map.of("claude-opus-4-5", OPUS, "claude-sonnet-4-5", SONNET,
                        "claude-haiku-4-5", HAIKU),
                        Map.of("claude-sonnet-4-5-20250929", "claude-sonnet-4-5"),
                        Map.of("standard", 10_000, "batch", 5_000),
                        Map.of("web_search", 10_000_000_000L)),
                Map.of("free", new Plan(usd(2), false, false, null),
                        "pro", new Plan(usd(20), true, false,
                                new StarterCreditTerms.ThirdPartyHistory(usd(5), usd(100))),
                        "team", new Plan(usd(30), true, true,
                                new StarterCreditTerms.PerSeat(usd(100), usd(20_000))),
                        "enterprise", new Plan(usd(500), true, false,
                                new StarterCreditTerms.Fixed(usd(200)), usd(50_000))),
                Set.of("claude.ai", "claude-mobile", "claude-desktop"),
                days(90), days(7), hours(24),
                new TopUpTerms(List.of(usd(5), usd(10), usd(20)), usd(5), usd(2000)),
                new AutoReloadTerms(usd(200), 3, hours(1), days(1)));
    }

    /** Dearer allowances, Claude Code is first-party, Opus halves, and two odd models appear. */
    private static CatalogVersion february() {
        Map<String, Plan> plans = new HashMap<>(january().plans());
        plans.put("pro", new Plan(usd(25), true, false,
                new StarterCreditTerms.ThirdPartyHistory(usd(10), usd(40))));
        plans.put("team", new Plan(usd(35), true, true, new StarterCreditTerms.PerSeat(usd(50))));
        Map<String, Price> prices = new HashMap<>(january().prices().models());
        prices.put("claude-opus-4-5", price(2_500_000, 12_500_000, 3_125_000, 5_000_000, 250_000));
        prices.put(FINEST_MODEL, price(1, 500, 1_500, 999, 333));
        long most = Price.MAX_PICO_PER_TOKEN;
        prices.put(DEAREST_MODEL, price(most, most, most, most, most));
        return new CatalogVersion("2026-02", at("2026-02-10T12:00:00Z"), oddly(prices), plans,
                Set.of("claude.ai", "claude-mobile", "claude-desktop", "claude-code"),
                days(30), days(7), hours(24),
                new TopUpTerms(List.of(usd(5)), usd(5), usd(2000)),
                new AutoReloadTerms(usd(100), 3, hours(1), days(1)));
    }

    /** Tiers that cost nothing, a third or a hundredfold; units at both ends of the bounds. */
    private static PriceBook oddly(Map<String, Price> prices) {
        return new PriceBook(prices, Map.of("Haiku", "claude-haiku-4-5", "powder", FINEST_MODEL),
                Map.of("standard", 10_000, "batch", 3_333, "trial", 0, "at-once", 1_000_000),
                Map.of("web_search", 10_000_000_000L, "atom", 1L,
                        "ingot", PriceBook.MAX_PICO_PER_UNIT));
    }

    /**
     * A new plan with a greatest balance, every duration and bound of auto-reload and starter
     * credit is another, and changes in mid-cycle are prorated.
     */
    private static CatalogVersion march() {
        Map<String, Plan> plans = new HashMap<>(february().plans());
        plans.put("max",
                new Plan(usd(100), true, false, new StarterCreditTerms.Fixed(usd(50)), usd(70)));
        plans.put("enterprise", new Plan(usd(600), true, false, null));
        return new CatalogVersion("2026-03", at("2026-03-05T00:00:00Z"), february().prices(), plans,
                Set.of("claude.ai"), days(5), days(14), hours(48),
                new TopUpTerms(List.of(usd(1)), usd(1), usd(50)),
                new AutoReloadTerms(usd(60), 2, Duration.ofMinutes(30).toMillis(), hours(6)),
                CatalogVersion.MidCycleChange.PRORATED, CatalogVersion.Texts.DEFAULT);
    }

    /** Free gains extra usage, Pro loses it, and no late usage is the previous cycle's any more. */
    private static CatalogVersion may() {
        CatalogVersion march = march();
        Map<String, Plan> plans = new HashMap<>(march.plans());
        plans.put("free", new Plan(usd(0), true, false, null));
        plans.put("pro", new Plan(usd(10), false, false, null));
        return new CatalogVersion("2026-05", at("2026-05-01T00:00:00Z"), march.prices(), plans,
                march.firstPartyApps(), days(90), days(1), 0, march.topUp(),
                new AutoReloadTerms(usd(1000), 1, 1, hours(1)));
    }

    /** The first version under another name, without the models that came between. */
    private static CatalogVersion july() {
        CatalogVersion january = january();
        Map<String, Plan> plans = new HashMap<>(january.plans());
        plans.put("max", new Plan(usd(100), true, true, new StarterCreditTerms.Fixed(usd(1))));
        plans.put("pro", new Plan(usd(20), true, false, new StarterCreditTerms.ThirdPartyHistory(
                usd(5), usd(100)), usd(60)));
        return new CatalogVersion("2026-07", at("2026-07-01T00:00:00Z"), january.prices(), plans,
                january.firstPartyApps(), days(90), days(7), hours(24), january.topUp(),
                january.autoReload(), CatalogVersion.MidCycleChange.PRORATED,
                new CatalogVersion.Texts("Acme", "acme.example/credit"));
    }

    private static Price price(long in, long out, long write, long write1h, long read) {
        return new Price(in, out, write, write1h, read);
    }

    private static Price withLongContext(Price plain, long above, Price price) {
        return new Price(plain.inputPico(), plain.outputPico(), plain.cacheWritePico(),
                plain.cacheWrite1hPico(), plain.cacheReadPico(),
                new Price.LongContext(above, price));
    }

    private static long at(String time) {
        return UtcTime.parse("effective_from", time);
    }

    private static long usd(long dollars) {
        return dollars * Money.NANOS_PER_USD;
    }

    private static long hours(long hours) {
        return Duration.ofHours(hours).toMillis();
    }

    private static long days(long days) {
        return Duration.ofDays(days).toMillis();
    }
}
