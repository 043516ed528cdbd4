package dev.extrausage.cli.architecture.broken.view.project;

import dev.extrausage.cli.architecture.broken.view.cellar.CellarView;

/** A room that goes down to the cellar. */
public final class ViewProjectRoom {
    private CellarView known;

    CellarView known() {
        return known;
    }
}
