package dev.extrausage.journal.redecide;

import dev.extrausage.journal.read.WrittenEntry;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificFixed;
import org.apache.avro.specific.SpecificRecord;

/** Field-by-field comparison of records, by the contract's own names. */
public final class Differences {
    private static final String ABSENT = "absent";

    private final List<Difference> found = new ArrayList<>();

    private Differences() {}

    /**
     * The fields of {@code found} that are not as in {@code expected}, down to single values.
     *
     * @param except names of fields that are not compared
     */
    public static List<Difference> between(SpecificRecord expected, SpecificRecord found,
            List<String> except) {
        Differences differences = new Differences();
        for (Schema.Field field : expected.getSchema().getFields()) {
            if (!except.contains(field.name())) {
                differences.compare(field.name(), expected.get(field.pos()),
                        found.get(field.pos()));
            }
        }
        return differences.found;
    }

    /**
     * The decided fields of {@code written} that are not as in {@code decided}; lists are compared
     * whole. The cause and the version of the rules are given, not decided.
     */
    static List<Difference> between(WrittenEntry decided, WrittenEntry written) {
        Differences all = new Differences();
        all.add("sequence", decided.sequence(), written.sequence());
        all.add("catalog_version", decided.catalogVersion(), written.catalogVersion());
        all.add("clock", decided.clock(), written.clock());
        all.add("cost_nanos", decided.costNanos(), written.costNanos());
        all.add("outcome", decided.outcome(), written.outcome());
        all.add("reason", decided.reason(), written.reason());
        all.add("postings", decided.postings(), written.postings());
        all.add("allowance_left_nanos",
                decided.allowanceLeftNanos(), written.allowanceLeftNanos());
        all.add("extra_usage_nanos", decided.extraUsageNanos(), written.extraUsageNanos());
        all.add("spent_nanos", decided.spentNanos(), written.spentNanos());
        all.add("top_up_due", decided.topUpDue(), written.topUpDue());
        all.add("notices", decided.notices(), written.notices());
        return all.found;
    }

    private void add(String field, Object decided, Object written) {
        if (!Objects.equals(decided, written)) {
            found.add(new Difference(field, String.valueOf(decided), String.valueOf(written)));
        }
    }

    private void compare(String path, Object expected, Object found) {
        if (Objects.equals(expected, found)) {
            return;
        }
        if (expected instanceof SpecificRecord e && found instanceof SpecificRecord f
                && e.getSchema().equals(f.getSchema())) {
            for (Schema.Field field : e.getSchema().getFields()) {
                compare(path + "." + field.name(), e.get(field.pos()), f.get(field.pos()));
            }
        } else if (expected instanceof List<?> e && found instanceof List<?> f) {
            for (int i = 0; i < Math.max(e.size(), f.size()); i++) {
                compare(path + "[" + i + "]", i < e.size() ? e.get(i) : null,
                        i < f.size() ? f.get(i) : null);
            }
        } else {
            this.found.add(new Difference(path, shown(expected), shown(found)));
        }
    }

    private static String shown(Object value) {
        if (value == null) {
            return ABSENT;
        }
        return value instanceof SpecificFixed fixed
                ? HexFormat.of().formatHex(fixed.bytes()) : value.toString();
    }
}
