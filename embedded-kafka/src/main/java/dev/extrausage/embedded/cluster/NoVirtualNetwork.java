package dev.extrausage.embedded.cluster;

/** No network can be made here, with the reason. */
public final class NoVirtualNetwork extends Exception {
    private static final long serialVersionUID = 1L;

    NoVirtualNetwork(String reason) {
        super(reason);
    }
}
