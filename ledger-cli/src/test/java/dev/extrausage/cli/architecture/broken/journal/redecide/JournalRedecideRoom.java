package dev.extrausage.cli.architecture.broken.journal.redecide;

import dev.extrausage.cli.architecture.broken.journal.cellar.CellarJournal;

/** A room that goes down to the cellar. */
public final class JournalRedecideRoom {
    private CellarJournal known;

    CellarJournal known() {
        return known;
    }
}
