package dev.extrausage.journal.reports.refused;

import dev.extrausage.core.Catalog;
import dev.extrausage.core.CatalogVersion;
import dev.extrausage.core.FoldedName;
import dev.extrausage.core.PriceBook;
import dev.extrausage.core.Reason;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.journal.read.WrittenEntry;
import dev.extrausage.journal.reports.Sum;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Usage that lacks a price, added up by reason and name, with its cost under a catalog. Memory is
 * bounded: {@value #MOST_NAMES} names, and {@value #MOST_ACCOUNTS} accounts, those of each name
 * added up.
 */
public final class RefusedReport {
    private static final int MOST_NAMES = 1_000;
    private static final int MOST_ACCOUNTS = 200_000;
    private static final Comparator<RefusedSum> ORDER = Comparator
            .comparing(RefusedSum::reason)
            .thenComparing(Comparator.comparingLong(RefusedSum::requests).reversed())
            .thenComparing(RefusedSum::name, Comparator.nullsLast(Comparator.naturalOrder()));

    private final Map<String, CatalogVersion> decidedBy = new HashMap<>();
    private final Catalog pricedBy;
    private final Map<Key, Row> rows = new HashMap<>();
    private int accounts;

    private record Key(Reason reason, String name) {}

    private static final class Row {
        private final Set<String> accounts = new HashSet<>();
        private long requests;
        private long firstAt = Long.MAX_VALUE;
        private long lastAt = Long.MIN_VALUE;
        private Sum cost = Sum.ZERO;
        private long withoutPrice;
    }

    /**
     * Nothing added up yet.
     *
     * @param decidedBy the catalog that the ledger decides by: it tells which unit had no price
     * @param pricedBy the catalog whose prices tell the cost
     */
    public RefusedReport(Catalog decidedBy, Catalog pricedBy) {
        decidedBy.versions().forEach(v -> this.decidedBy.put(v.version(), v));
        this.pricedBy = pricedBy;
    }

    /** Adds one open request, refused {@link RefusedUsage#UNPRICED}. */
    public void add(WrittenEntry refusal) {
        Key own = new Key(refusal.reason(), nameOf(refusal));
        Row row = rows.computeIfAbsent(
                rows.containsKey(own) || rows.size() < MOST_NAMES ? own
                        : new Key(refusal.reason(), null), any -> new Row());
        long time = refusal.cause().time();
        row.requests++;
        row.firstAt = Math.min(row.firstAt, time);
        row.lastAt = Math.max(row.lastAt, time);
        if (accounts < MOST_ACCOUNTS && row.accounts.add(refusal.accountId())) {
            accounts++;
        }
        PriceBook prices = pricedBy.at(time).prices();
        long cost = prices.unpriced(refusal.usage()) == null ? prices.cost(refusal.usage())
                : PriceBook.TOO_MUCH;
        if (cost == PriceBook.TOO_MUCH) {
            row.withoutPrice++;
        } else {
            row.cost = row.cost.plus(cost);
        }
    }

    /** The name that has no price. */
    private String nameOf(WrittenEntry refusal) {
        UsageEvent usage = refusal.usage();
        CatalogVersion version = decidedBy.get(refusal.catalogVersion());
        PriceBook prices = version == null
                ? pricedBy.at(refusal.cause().time()).prices() : version.prices();
        if (prices.unpriced(usage) == refusal.reason()) {
            return prices.unpricedName(usage);
        }
        // Not the catalog that decided it: of the units, any may have been meant.
        return FoldedName.of(refusal.reason() == Reason.UNPRICED_MODEL ? usage.model()
                : refusal.reason() == Reason.UNPRICED_TIER ? usage.serviceTier()
                        : String.join("+", usage.units().keySet()));
    }

    /** The sums so far: by reason, the name with the most requests first. */
    public List<RefusedSum> sums() {
        return rows.entrySet().stream().map(e -> new RefusedSum(e.getKey().reason,
                e.getKey().name, e.getValue().requests, e.getValue().accounts.size(),
                e.getValue().firstAt, e.getValue().lastAt, e.getValue().cost,
                e.getValue().withoutPrice)).sorted(ORDER).toList();
    }

    /** Tells whether there are more accounts than could be told apart. */
    public boolean hasTooManyAccounts() {
        return accounts == MOST_ACCOUNTS;
    }
}
