package dev.extrausage.cli.architecture.broken.view.rows;

import dev.extrausage.cli.architecture.broken.view.cellar.CellarView;

/** A room that goes down to the cellar. */
public final class ViewRowsRoom {
    private CellarView known;

    CellarView known() {
        return known;
    }
}
