package dev.extrausage.api.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;

/**
 * The word of the proxy before us, in {@code X-Forwarded-Proto} and {@code X-Forwarded-For}: the
 * last value of the last header. A proxy writes it behind what its caller sent, which is hearsay,
 * some in the same header and some in one more.
 */
final class Forwarded {
    private static final String PROTO = "X-Forwarded-Proto";
    private static final String FOR = "X-Forwarded-For";
    /** An address, of which some proxies say the port, too: another one for each connection. */
    private static final Pattern WITH_PORT = Pattern.compile(
            "(?<v4>[0-9.]{7,15}):[0-9]{1,5}|\\[(?<v6>[0-9A-Fa-f:.]{2,45})](:[0-9]{1,5})?");
    private static final Pattern IPV6 =
            Pattern.compile("(?=[^:]*:)[0-9A-Fa-f:][0-9A-Fa-f:.]{1,44}");

    private Forwarded() {}

    /** True if the proxy says that its caller came by TLS. */
    static boolean isSecure(HttpFields headers) {
        return last(headers, PROTO).filter("https"::equalsIgnoreCase).isPresent();
    }

    /** The address of the proxy's caller, without a port, IPv6 in full; empty if none is said. */
    static Optional<String> address(HttpFields headers) {
        return last(headers, FOR).map(Forwarded::plain);
    }

    private static Optional<String> last(HttpFields headers, String name) {
        List<String> lines = headers.getValuesList(name);
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        String line = lines.get(lines.size() - 1);
        return Optional.of(line.substring(line.lastIndexOf(',') + 1).strip());
    }

    private static String plain(String address) {
        Matcher matcher = WITH_PORT.matcher(address);
        String bare = !matcher.matches() ? address
                : matcher.group("v4") != null ? matcher.group("v4") : matcher.group("v6");
        if (!IPV6.matcher(bare).matches()) {
            return bare;
        }
        try {
            return InetAddress.getByName(bare).getHostAddress(); // asks no name server for these
        } catch (UnknownHostException e) {
            return bare;
        }
    }
}
