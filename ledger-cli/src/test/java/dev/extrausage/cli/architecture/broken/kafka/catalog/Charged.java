package dev.extrausage.cli.architecture.broken.kafka.catalog;

import dev.extrausage.cli.architecture.broken.payments.Paying;

/** A catalog's topic that knows payments. */
public final class Charged {
    private Paying known;

    Paying known() {
        return known;
    }
}
