package dev.extrausage.api.access.browser;

import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.api.http.RequestHead;
import dev.extrausage.core.BadInput;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names we answer to. A page of another name whose address was changed to ours (DNS rebinding)
 * counts as same-origin for a browser, but still sends its own name as {@code Host}. Ports are not
 * compared: they are as a tunnel or a proxy makes them, and no attack chooses them.
 */
public final class HostList {
    /** The names of this machine for itself. */
    public static final List<String> LOCAL = List.of("localhost", "127.0.0.1", "[::1]");

    private static final Pattern HOST = Pattern.compile(
            "(?<name>[A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(?::[0-9]{1,5})?");

    private static final int MOST_PASSED = 100;

    private final Set<String> names = new TreeSet<>();
    /** Some that passed, as they were sent: nearly all callers send the same. */
    private final Set<String> passed = ConcurrentHashMap.newKeySet();

    /**
     * A list of these.
     *
     * @param names host names or addresses without a port, an IPv6 address in brackets
     * @throws BadInput one is no name
     */
    public HostList(Collection<String> names) {
        for (String name : names) {
            Matcher matcher = HOST.matcher(name);
            if (!matcher.matches() || !matcher.group("name").equals(name)) {
                throw BadInput.of("a host", name,
                        "a name or an address without a port, an IPv6 address in brackets");
            }
            this.names.add(plain(name));
        }
    }

    /**
     * Lets a request to one of these pass.
     *
     * @throws Problem bad_request: {@code Host} is missing, given twice, or names another
     */
    public void check(RequestHead head) {
        String host = head.header("host").orElse("");
        if (passed.contains(host)) {
            return;
        }
        Matcher matcher = HOST.matcher(host);
        if (!matcher.matches() || !names.contains(plain(matcher.group("name")))) {
            throw Problem.of(ProblemCode.BAD_REQUEST, "The host " + BadInput.shown(host)
                    + " is not served here: add it with --host-name if it is ours.")
                    .with("field", "Host");
        }
        if (passed.size() < MOST_PASSED) {
            passed.add(host);
        }
    }

    /** In small letters, without the dot that may end a full name. */
    private static String plain(String name) {
        String small = name.toLowerCase(Locale.ROOT);
        return small.endsWith(".") ? small.substring(0, small.length() - 1) : small;
    }

    @Override
    public String toString() {
        return String.join(", ", names);
    }
}
