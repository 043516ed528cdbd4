package dev.extrausage.cli.architecture.broken.client.gate;

import io.micrometer.core.instrument.MeterRegistry;

/** A gate that cannot do without Micrometer. */
public final class Measured {
    private MeterRegistry known;

    MeterRegistry known() {
        return known;
    }
}
