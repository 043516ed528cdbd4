package dev.extrausage.cli.architecture.broken.view.query;

import dev.extrausage.cli.architecture.broken.view.cellar.CellarView;

/** A room that goes down to the cellar. */
public final class ViewQueryRoom {
    private CellarView known;

    CellarView known() {
        return known;
    }
}
