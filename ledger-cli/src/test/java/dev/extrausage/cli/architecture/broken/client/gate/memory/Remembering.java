package dev.extrausage.cli.architecture.broken.client.gate.memory;

import dev.extrausage.cli.architecture.broken.client.gate.ClientGateRoom;

/** A memory that knows the gate around it. */
public final class Remembering {
    private ClientGateRoom known;

    ClientGateRoom known() {
        return known;
    }
}
