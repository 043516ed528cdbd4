package dev.extrausage.view.query;

import dev.extrausage.core.FoldedName;
import dev.extrausage.core.PriceBook;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.view.rows.UsageQuery;
import dev.extrausage.view.rows.UsageRow;
import dev.extrausage.view.rows.UsageTally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows of an answer while they grow: by bucket and by group. */
final class UsageGroups {
    private final Map<Key, UsageTally> tallies = new HashMap<>();
    private final List<UsageQuery.GroupBy> properties;

    private record Key(Instant start, List<String> group) { }

    UsageGroups(UsageQuery query) {
        properties = query.groupBy().stream().sorted().toList();
    }

    /** The properties in the order in which {@link #add} takes their values. */
    List<UsageQuery.GroupBy> properties() {
        return properties;
    }

    void add(Instant start, List<String> group, UsageTally tally) {
        tallies.merge(new Key(start, group), tally, UsageTally::plus);
    }

    /** The group that a request belongs to. */
    List<String> groupOf(UsageEvent usage) {
        List<String> group = new ArrayList<>();
        for (UsageQuery.GroupBy property : properties) {
            String value = switch (property) {
                case APP -> FoldedName.of(usage.app());
                case MODEL -> FoldedName.of(usage.model());
                case SESSION -> usage.sessionId();
                case MEMBER -> usage.memberId();
                case SERVICE_TIER -> usage.serviceTier() == null
                        ? PriceBook.STANDARD : FoldedName.of(usage.serviceTier());
            };
            group.add(value == null ? "" : value);
        }
        return group;
    }

    List<UsageRow> rows() {
        List<Map.Entry<Key, UsageTally>> all = new ArrayList<>(tallies.entrySet());
        all.sort(Comparator.comparing((Map.Entry<Key, UsageTally> e) -> e.getKey().start)
                .thenComparing(e -> e.getKey().group.toString()));
        return all.stream().map(e -> new UsageRow(
                e.getKey().start, named(e.getKey().group), e.getValue())).toList();
    }

    private Map<UsageQuery.GroupBy, String> named(List<String> group) {
        Map<UsageQuery.GroupBy, String> named = new HashMap<>();
        for (int i = 0; i < group.size(); i++) {
            named.put(properties.get(i), group.get(i));
        }
        return named;
    }
}
