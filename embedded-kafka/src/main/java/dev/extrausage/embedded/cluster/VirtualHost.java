package dev.extrausage.embedded.cluster;

import java.util.List;

/** A host of a {@link VirtualNetwork}: the namespace of one process, and the cable to it. */
public final class VirtualHost {
    /** Waits for a line in a namespace of its own, then becomes what follows: one process. */
    static final List<String> LAUNCHER =
            List.of("unshare", "-n", "sh", "-c", "read _ && exec \"$0\" \"$@\"");
    /** The hardware address of nobody. */
    private static final String NOBODY = "02:00:00:00:00:00";

    private final String prefix;
    private final int number;
    private final String hub;
    private String pid;

    VirtualHost(String prefix, int number, long hub) {
        this.prefix = prefix;
        this.number = number;
        this.hub = Long.toString(hub);
    }

    /** Its address, the same after every restart. */
    public String address() {
        return prefix + number;
    }

    private String port() {
        return "host" + number;
    }

    /** The cable of the process before goes first: its namespace may take a moment to go. */
    void plugIn(long process) {
        pid = Long.toString(process);
        VirtualNetwork.shell("nsenter -t $1 -n sh -c '"
                + "ip link show $1 >/dev/null 2>&1 && ip link del $1;"
                + " ip link add $1 type veth peer name eth0 address $2 netns $3"
                + " && ip link set $1 master br0 up' sh $3 $4 $2"
                + " && nsenter -t $2 -n sh -c '"
                + "ip link set lo up && ip addr add $1/24 dev eth0 && ip link set eth0 up'"
                + " sh $5",
                hub, pid, port(), String.format("02:00:00:00:01:%02x", number), address());
    }

    /** Pulls its cable: what is sent to it or by it is lost, and nobody is told. */
    public void cut() {
        VirtualNetwork.shell("nsenter -t $1 -n ip link set $2 down", hub, port());
    }

    /** Puts its cable back. */
    public void mend() {
        VirtualNetwork.shell("nsenter -t $1 -n ip link set $2 up", hub, port());
    }

    /** Loses what this host and those others send to each other; all else still arrives. */
    public void cutFrom(List<VirtualHost> others) {
        others.forEach(other -> {
            lose(other);
            other.lose(this);
        });
    }

    /** Undoes {@link #cutFrom}; the processes may have begun anew meanwhile. */
    public void mendTo(List<VirtualHost> others) {
        others.forEach(other -> {
            find(other);
            other.find(this);
        });
    }

    private void lose(VirtualHost other) {
        VirtualNetwork.shell(
                "nsenter -t $1 -n ip neigh replace $2 lladdr $3 dev eth0 nud permanent", pid,
                other.address(), NOBODY);
    }

    private void find(VirtualHost other) {
        VirtualNetwork.shell("nsenter -t $1 -n ip neigh del $2 dev eth0 || true",
                pid, other.address());
    }
}
