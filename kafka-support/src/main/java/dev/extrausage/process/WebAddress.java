package dev.extrausage.process;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** An address of the web, as a variable or an option names it. */
public final class WebAddress {
    private static final String FORM =
            "http://HOST:PORT or https://HOST:PORT, HOST without an underscore";

    private static final Set<String> SCHEMES = Set.of("http", "https");

    private WebAddress() {}

    /** The words behind a subject that say why a text is none; they show no login. */
    public static String refusal(String text) {
        return "is " + text.replaceFirst("//.*@", "//...@") + ": must be " + FORM;
    }

    /** The address that a text is; empty if it is none that Java's client can ask. */
    public static Optional<URI> parse(String text) {
        try {
            URI uri = URI.create(text);
            return uri.getHost() != null && SCHEMES.contains(uri.getScheme())
                    ? Optional.of(uri) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // refused like one of another scheme
        }
    }
}
