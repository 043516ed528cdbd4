package dev.extrausage.operations;

import dev.extrausage.process.StartRefused;
import dev.extrausage.process.Variables;
import java.util.Optional;

/**
 * The place of an operations port.
 *
 * @param host the address to listen on; whoever reaches it may ask, since there is no credential
 * @param port 0: any free one
 */
public record OperationsAddress(String host, int port) {
    private static final String THIS_MACHINE = "127.0.0.1";
    private static final int MOST = 65_535;

    /** A port that this machine alone can reach. */
    public static OperationsAddress local(int port) {
        return new OperationsAddress(THIS_MACHINE, port);
    }

    /**
     * The address in {@link Variables#OPERATIONS_LISTEN}; empty where none is named.
     *
     * @throws StartRefused naming the variable, its value and what it must be
     */
    public static Optional<OperationsAddress> of(Variables variables) {
        return variables.text(Variables.OPERATIONS_LISTEN).map(text -> parse(text.strip()));
    }

    /** A port alone is this machine's; an IPv6 address is in brackets. */
    private static OperationsAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? THIS_MACHINE : text.substring(0, colon);
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (port >= 0 && port <= MOST && !host.isBlank()) {
                return new OperationsAddress(withoutBrackets(host), port);
            }
        } catch (NumberFormatException e) {
            // Refused like one that is out of its bounds.
        }
        throw new StartRefused(Variables.OPERATIONS_LISTEN + " is " + text
                + ": must be a port from 0 to " + MOST + ", or HOST:PORT");
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]")
                ? host.substring(1, host.length() - 1) : host;
    }
}
