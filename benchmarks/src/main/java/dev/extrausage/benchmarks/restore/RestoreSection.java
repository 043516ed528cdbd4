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

    /**
     * The part for what was found under these settings.
     *
     * @param accounts with all accounts
     * @param ids with so few accounts that the ids are what is restored
     */
    public static Section of(
            BenchSettings settings, RestoreRun.Found accounts, RestoreRun.Found ids) {
        return new Section("restore", json(accounts, ids), conditions(settings, accounts),
                List.of(table(accounts, ids), costs(accounts, ids)));
    }

    private static String conditions(BenchSettings settings, RestoreRun.Found found) {
        return "From the start of the ledger's process until it decides inputs of every"
                + " partition: with its state directory as it was left, and with an empty"
                + " one; medians of " + settings.rounds() + ", in turns. "
                + settings.partitions() + " partitions, "
                + settings.threads() + " threads. Afterwards " + Figure.whole(found.checked())
                + " events were decided, and every account was known.";
    }

    private static Table table(RestoreRun.Found accounts, RestoreRun.Found ids) {
        return new Table("Start, in seconds", List.of("what there is", "accounts", "ids",
                "changelogs, MB", "state kept", "state wiped", "added"),
                List.of(row("accounts as opened", accounts.opened()),
                        row("the same after usage", accounts.used()),
                        row("few accounts as opened", ids.opened()),
                        row("the same after usage", ids.used())));
    }

    private static List<String> row(String what, RestoreResult r) {
        return List.of(what, Figure.whole(r.accounts()), Figure.whole(r.ids()),
                Figure.whole(r.changelogBytes().values().stream().mapToLong(b -> b).sum()
                        / BYTES_PER_MEGABYTE),
                Figure.decimal(r.kept().median(), 1), Figure.decimal(r.wiped().median(), 1),
                Figure.decimal(r.added(), 1));
    }

    private static Table costs(RestoreRun.Found accounts, RestoreRun.Found ids) {
        return new Table("What restoring adds, in seconds, in proportion",
                List.of("for", "seconds"), List.of(
                        List.of("a million accounts, as opened",
                                Figure.decimal(accounts.opened().addedPerMillionAccounts(), 1)),
                        List.of("a million accounts, after usage",
                                Figure.decimal(accounts.used().addedPerMillionAccounts(), 1)),
                        List.of("100 million ids",
                                Figure.decimal(
                                        ids.used().addedPer100MillionIds(ids.opened()), 1))));
    }

    private static ObjectNode json(RestoreRun.Found accounts, RestoreRun.Found ids) {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        root.put("seconds_per_million_accounts", accounts.used().addedPerMillionAccounts());
        root.put("seconds_per_million_accounts_opened",
                accounts.opened().addedPerMillionAccounts());
        root.put("seconds_per_100_million_ids",
                ids.used().addedPer100MillionIds(ids.opened()));
        root.set("accounts", json(mapper, accounts));
        root.set("ids", json(mapper, ids));
        return root;
    }

    private static ObjectNode json(ObjectMapper mapper, RestoreRun.Found found) {
        ObjectNode node = mapper.createObjectNode();
        node.set("opened", json(mapper, found.opened()));
        node.set("used", json(mapper, found.used()));
        node.put("checked_events", found.checked());
        return node;
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
