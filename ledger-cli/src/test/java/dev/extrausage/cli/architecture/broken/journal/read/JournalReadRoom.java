package dev.extrausage.cli.architecture.broken.journal.read;

import dev.extrausage.cli.architecture.broken.journal.cellar.CellarJournal;

/** A room that goes down to the cellar. */
public final class JournalReadRoom {
    private CellarJournal known;

    CellarJournal known() {
        return known;
    }
}
