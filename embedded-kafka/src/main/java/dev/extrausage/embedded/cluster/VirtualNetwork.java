package dev.extrausage.embedded.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A network inside this machine, with a bridge and a network namespace for each host, whose cables
 * can be pulled. Nothing outside this machine reaches it. This process has an address in it, too.
 *
 * <p>The bridge is in the namespace of a process that waits for the end of its input, and each host
 * is the namespace of its process. A namespace goes with its last process and takes its cables
 * along, so nothing is left behind in whatever way this process ends.
 */
public final class VirtualNetwork implements AutoCloseable {
    private static final long LONGEST_SECONDS = 20;
    private static final int OWN = 254;
    private static final int NETWORKS = 250;

    private final Process hub;
    private final String prefix;

    private VirtualNetwork(Process hub, String prefix) {
        this.hub = hub;
        this.prefix = prefix;
    }

    /**
     * Makes one.
     *
     * @throws NoVirtualNetwork where it cannot be made, with the reason: it takes Linux, root's
     *     rights over networks, and the commands {@code unshare}, {@code nsenter}, {@code ip}
     */
    public static VirtualNetwork open() throws NoVirtualNetwork {
        Process hub;
        try {
            hub = new ProcessBuilder("unshare", "-n", "sh", "-c", "echo in; read _").start();
            if (hub.getInputStream().read() < 0) {
                throw new NoVirtualNetwork("unshare -n: " + text(hub));
            }
        } catch (IOException e) {
            throw new NoVirtualNetwork(e.getMessage());
        }
        long own = ProcessHandle.current().pid();
        VirtualNetwork network = new VirtualNetwork(hub, "10.213." + (1 + own % NETWORKS) + ".");
        String cable = "eul" + own;
        try {
            shell("ip link add $2 type veth peer name root netns $1"
                    + " && ip addr add $3/24 dev $2 && ip link set $2 up"
                    + " && nsenter -t $1 -n sh -c '"
                    + "ip link add br0 type bridge && ip link set br0 up"
                    + " && ip link set root master br0 up'",
                    Long.toString(hub.pid()), cable, network.address());
            return network;
        } catch (IllegalStateException | UncheckedIOException e) {
            network.close();
            throw new NoVirtualNetwork(e.getMessage());
        }
    }

    /** This process's address in it. */
    public String address() {
        return prefix + OWN;
    }

    /** The host of that number, 1 to 250, for one process at a time. */
    public VirtualHost host(int number) {
        return new VirtualHost(prefix, number, hub.pid());
    }

    /** Runs a script, {@code $1} and so on for the arguments; throws with what it said. */
    static void shell(String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = text(process);
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(script + " " + List.of(arguments) + ": " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static String text(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                + new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Takes the bridge away, and with it every cable; the hosts' processes are others' to end. */
    @Override public void close() {
        hub.destroyForcibly().onExit().join();
    }
}
