package dev.extrausage.cli.architecture.broken.view.database;

import dev.extrausage.cli.architecture.broken.view.cellar.CellarView;

/** A room that goes down to the cellar. */
public final class ViewDatabaseRoom {
    private CellarView known;

    CellarView known() {
        return known;
    }
}
