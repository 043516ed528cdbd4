package dev.extrausage.api.access.browser;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The check before a server listens: beyond this machine only by TLS, its own or a proxy's, and
 * only when there is a way to tell callers apart (API.md section 2).
 *
 * @param host the address to listen on
 * @param tls if the server speaks TLS itself
 * @param behindProxy if a proxy that speaks TLS is before it
 * @param canAuthenticate if there is a key, or an OpenID provider is configured
 */
public record SafeStart(String host, boolean tls, boolean behindProxy, boolean canAuthenticate) {

    /** A sentence on why it must not start; empty if it may. */
    public Optional<String> refusal() {
        if (isLoopback()) {
            return Optional.empty();
        }
        if (!tls && !behindProxy) {
            return Optional.of("The address " + host + " can be reached by other machines, and"
                    + " without TLS they would send their keys for everybody to read. Give a"
                    + " certificate with --tls-keystore, or put a proxy with TLS before it and say"
                    + " --behind-proxy, or listen on 127.0.0.1.");
        }
        if (!canAuthenticate) {
            return Optional.of("The address " + host + " can be reached by other machines, and"
                    + " there is no way yet to tell who they are. Make a key with `ledger key"
                    + " create --role operator`, or configure an OpenID provider, or listen on"
                    + " 127.0.0.1.");
        }
        return Optional.empty();
    }

    /** A name counts as this machine's if all its addresses do; an unknown one does not. */
    private boolean isLoopback() {
        try {
            InetAddress[] addresses = InetAddress.getAllByName(host);
            return !host.isEmpty() && addresses.length > 0
                    && Arrays.stream(addresses).allMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
