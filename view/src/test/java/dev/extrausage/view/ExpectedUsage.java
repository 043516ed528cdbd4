package dev.extrausage.view;

import dev.extrausage.core.Entry;
import dev.extrausage.core.FoldedName;
import dev.extrausage.core.Pool;
import dev.extrausage.core.Posting;
import dev.extrausage.core.Run;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.view.rows.UsageQuery;
import dev.extrausage.view.rows.UsageTally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;

/** The answer to a question about usage, added up from the entries one by one. */
final class ExpectedUsage {
    /** A bucket's start and the values of a group, in the order of the properties. */
    record Key(Instant start, Map<UsageQuery.GroupBy, String> group) { }

    final Map<Key, UsageTally> rows = new HashMap<>();
    private final UsageQuery query;
    private final NavigableSet<Long> starts;

    ExpectedUsage(UsageQuery query, NavigableSet<Long> starts) {
        this.query = query;
        this.starts = starts;
    }

    void add(Run.Step step) {
        Entry entry = step.entry();
        if (!(entry.cause().event() instanceof UsageEvent usage) || entry.isRefused()
                || query.member() != null && !query.member().equals(usage.memberId())) {
            return;
        }
        List<Posting> paid = new ArrayList<>(entry.postings());
        paid.removeIf(p -> p.to() != Pool.USAGE);
        add(usage, paid.isEmpty() ? entry.clock() : paid.get(0).effectiveAt(), new UsageTally(1,
                usage.inputTokens(), usage.outputTokens(), usage.cacheWriteTokens(),
                usage.cacheWrite1hTokens(), usage.cacheReadTokens(), units(usage), 0, 0, 0));
        for (Posting p : paid) {
            long amount = p.amountNanos();
            boolean extra = p.from() == Pool.EXTRA_USAGE;
            boolean none = p.from() == Pool.UNCOVERED;
            add(usage, p.effectiveAt(), new UsageTally(0, 0, 0, 0, 0, 0, Map.of(),
                    extra || none ? 0 : amount, extra ? amount : 0, none ? amount : 0));
        }
    }

    private static Map<String, Long> units(UsageEvent usage) {
        Map<String, Long> units = new TreeMap<>();
        usage.units().forEach((name, count) -> {
            if (count > 0) {
                units.merge(FoldedName.of(name), count, Long::sum);
            }
        });
        return units;
    }

    private void add(UsageEvent usage, long at, UsageTally tally) {
        if (at >= query.from().toEpochMilli() && at < query.to().toEpochMilli()) {
            rows.merge(new Key(Instant.ofEpochMilli(starts.floor(at)), group(usage)), tally,
                    UsageTally::plus);
        }
    }

    private Map<UsageQuery.GroupBy, String> group(UsageEvent u) {
        Map<UsageQuery.GroupBy, String> all = new HashMap<>(Map.of(
                UsageQuery.GroupBy.APP, FoldedName.of(u.app()),
                UsageQuery.GroupBy.MODEL, FoldedName.of(u.model()),
                UsageQuery.GroupBy.SESSION, u.sessionId() == null ? "" : u.sessionId(),
                UsageQuery.GroupBy.MEMBER, u.memberId() == null ? "" : u.memberId(),
                UsageQuery.GroupBy.SERVICE_TIER,
                u.serviceTier() == null ? "standard" : FoldedName.of(u.serviceTier())));
        all.keySet().retainAll(query.groupBy());
        return all;
    }
}
