package dev.extrausage.cli.architecture.broken.journal.proof;

import dev.extrausage.cli.architecture.broken.journal.cellar.CellarJournal;

/** A room that goes down to the cellar. */
public final class JournalProofRoom {
    private CellarJournal known;

    CellarJournal known() {
        return known;
    }
}
