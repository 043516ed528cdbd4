package dev.extrausage.api.access.browser;

import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.api.http.RequestHead;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The check against requests that another site makes a browser send (CSRF). A browser adds the
 * cookie of a session by itself, so a request that changes something has to show that a page of
 * ours sent it: by {@code Sec-Fetch-Site}, which no page can set, or by {@code Origin}. A bearer
 * is never added by a browser, so requests with one need not show it.
 */
public final class CrossSite {
    private static final Set<String> OURS = Set.of("same-origin", "none");

    private final Set<String> origins;

    /**
     * The check.
     *
     * @param origins further origins of our own pages, {@code https://ledger.example}, where a
     *     proxy changes {@code Host}
     */
    public CrossSite(Collection<String> origins) {
        this.origins = origins.stream().map(origin -> origin.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Lets a request with the cookie of a session pass.
     *
     * @throws Problem forbidden: it may change something, and no page of ours has sent it
     */
    public void check(RequestHead head) {
        if (!head.isSafe() && !isFromOurPage(head)) {
            throw Problem.of(ProblemCode.FORBIDDEN, "This request was not sent by a page of this"
                    + " server: with a session's cookie, Sec-Fetch-Site must be same-origin or"
                    + " none, or Origin this server's.").with("field", "Origin");
        }
    }

    private boolean isFromOurPage(RequestHead head) {
        List<String> sites = head.headers().getOrDefault("sec-fetch-site", List.of());
        if (sites.size() == 1 && OURS.contains(sites.get(0))) {
            return true;
        }
        Optional<String> origin = head.header("origin").map(o -> o.toLowerCase(Locale.ROOT));
        return origin.isPresent()
                && (origin.equals(ownOrigin(head)) || origins.contains(origin.get()));
    }

    /** The one that the browser went to: its host was held to a list before. */
    private static Optional<String> ownOrigin(RequestHead head) {
        return head.header("host").map(host -> (head.secure() ? "https://" : "http://")
                + host.toLowerCase(Locale.ROOT).replaceFirst(head.secure() ? ":443$" : ":80$", ""));
    }
}
