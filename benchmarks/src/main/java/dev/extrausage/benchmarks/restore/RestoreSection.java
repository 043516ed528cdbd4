package dev.extrausage.benchmarks.restore;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.benchmarks.report.Figure;
import dev.extrausage.benchmarks.report.Section;
import dev.extrausage.benchmarks.report.Table;
import dev.extrausage.benchmarks.settings.BenchSettings;
import java.util.List;

/** Restore's part of the report. */
public final class RestoreSection {
    private static final double BYTES_PER_MEGABYTE = 1e6;

    private RestoreSection() {}

    /** The part for what was found under these settings. */
    public static Section of(BenchSettings settings, RestoreRun.Found found) {
        return new Section("restore", json(found), conditions(settings, found),
                List.of(table(found), costs(found)));
    }

    private static String conditions(BenchSettings settings, RestoreRun.Found found) {
        return "From the start of the ledger, in a JVM that is warm, until it decides inputs of"
                + " every partition: with its state directory as it was left, and with an empty"
                + " one; medians of " + settings.rounds() + ", in turns. " + settings.partitions() + " partitions, "
                + settings.threads() + " threads. Afterwards " + Figure.whole(found.checked())
                + " events were decided, and every account was known.";
    }

    private static Table table(RestoreRun.Found found) {
        return new Table("Start, in seconds", List.of("what there is", "accounts", "ids",
                "changelogs, MB", "state kept", "state wiped", "added"),
                List.of(row("accounts as opened", found.opened()),
                        row("after usage", found.used())));
    }

    private static List<String> row(String what, RestoreResult r) {
        return List.of(what, Figure.whole(r.accounts()), Figure.whole(r.ids()),
                Figure.whole(r.changelogBytes().values().stream().mapToLong(b -> b).sum()
                        / BYTES_PER_MEGABYTE),
                Figure.decimal(r.kept().median(), 1), Figure.decimal(r.wiped().median(), 1),
                Figure.decimal(r.added(), 1));
    }

    private static Table costs(RestoreRun.Found found) {
        return new Table("What restoring adds, in seconds, in proportion",
                List.of("for", "seconds"), List.of(
                        List.of("a million accounts, as opened",
                                Figure.decimal(found.opened().addedPerMillionAccounts(), 1)),
                        List.of("a million accounts, after usage",
                                Figure.decimal(found.used().addedPerMillionAccounts(), 1)),
                        List.of("100 million ids, with what usage changed in accounts",
                                Figure.decimal(
                                        found.used().addedPer100MillionIds(found.opened()), 1))));
    }

    private static ObjectNode json(RestoreRun.Found found) {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        root.set("opened", json(mapper, found.opened()));
        root.set("used", json(mapper, found.used()));
        root.put("seconds_per_million_accounts", found.opened().addedPerMillionAccounts());
        root.put("seconds_per_100_million_ids",
                found.used().addedPer100MillionIds(found.opened()));
        root.put("checked_events", found.checked());
        return root;
    }

    private static ObjectNode json(ObjectMapper mapper, RestoreResult r) {
        ObjectNode node = mapper.createObjectNode();
        node.put("accounts", r.accounts()).put("ids", r.ids());
        node.set("kept_seconds", mapper.valueToTree(r.kept()));
        node.set("wiped_seconds", mapper.valueToTree(r.wiped()));
        node.set("changelog_bytes", mapper.valueToTree(r.changelogBytes()));
        return node;
    }
}
