package dev.extrausage.cli.text;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.catalog.VersionLines;
import dev.extrausage.catalog.VersionLines.Difference;
import dev.extrausage.catalog.diff.VersionChange;
import dev.extrausage.catalog.diff.VersionChange.Kind;
import dev.extrausage.core.CatalogVersion;
import dev.extrausage.core.UtcTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Changes of a catalog as people read them: a heading for each version, and its sentences. */
public final class VersionChangeText {
    private VersionChangeText() {}

    /**
     * The lines to print.
     *
     * @param file the name of the newer catalog
     * @param utf8 its text, in which the first line is found that an edited version has changed
     */
    public static List<String> of(List<VersionChange> changes, String file, byte[] utf8) {
        if (changes.isEmpty()) {
            return List.of("Nothing changes.");
        }
        List<String> lines = new ArrayList<>();
        for (VersionChange change : changes) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.add(heading(change));
            if (change.kind() == Kind.EDITED) {
                lines.add("  " + place(change, file, utf8));
            }
            change.sentences().forEach(sentence -> lines.add("  " + sentence));
        }
        return lines;
    }

    private static String place(VersionChange change, String file, byte[] utf8) {
        ToIntFunction<List<String>> lineOf =
                keys -> CatalogFile.lineOf(utf8, change.version().version(), keys);
        Difference first =
                VersionLines.firstDifference(change.comparedWith(), change.version(), lineOf);
        return file + ":" + lineOf.applyAsInt(first.keys()) + ": " + first;
    }

    private static String heading(VersionChange change) {
        CatalogVersion version = change.version();
        return switch (change.kind()) {
            case ADDED -> "Version " + version.version() + " takes over from "
                    + change.comparedWith().version() + " at "
                    + UtcTime.format(version.effectiveFrom())
                    + (change.sentences().isEmpty() ? ", and changes nothing." : ":");
            case EDITED -> "Version " + version.version() + " is not what it was. A ledger that has"
                    + " had it in force does not start with it:";
            case DROPPED -> "Version " + version.version() + " is gone. A ledger that has had it in"
                    + " force does not start without it.";
        };
    }
}
