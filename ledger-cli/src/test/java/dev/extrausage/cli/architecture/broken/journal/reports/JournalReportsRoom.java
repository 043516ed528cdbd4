package dev.extrausage.cli.architecture.broken.journal.reports;

import dev.extrausage.cli.architecture.broken.journal.cellar.CellarJournal;

/** A room that goes down to the cellar. */
public final class JournalReportsRoom {
    private CellarJournal known;

    CellarJournal known() {
        return known;
    }
}
