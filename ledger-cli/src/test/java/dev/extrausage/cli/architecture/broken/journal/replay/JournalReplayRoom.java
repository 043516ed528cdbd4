package dev.extrausage.cli.architecture.broken.journal.replay;

import dev.extrausage.cli.architecture.broken.journal.cellar.CellarJournal;

/** A room that goes down to the cellar. */
public final class JournalReplayRoom {
    private CellarJournal known;

    CellarJournal known() {
        return known;
    }
}
