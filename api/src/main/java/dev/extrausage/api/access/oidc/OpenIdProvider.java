package dev.extrausage.api.access.oidc;

import dev.extrausage.api.access.keys.SessionDesk;
import java.time.InstantSource;

/** The provider of the settings, and what it is good for. */
public final class OpenIdProvider {
    private final OidcSettings settings;
    private final InstantSource clock;
    private final Issuer issuer;

    /** A provider; it is asked for nothing before somebody comes with its word. */
    public OpenIdProvider(OidcSettings settings, InstantSource clock) {
        this(settings, clock, Issuer.Caching.USUAL);
    }

    OpenIdProvider(OidcSettings settings, InstantSource clock, Issuer.Caching caching) {
        this.settings = settings;
        this.clock = clock;
        issuer = new Issuer(settings.issuer(), caching);
    }

    /** Its bearer tokens. */
    public BearerTokens tokens() {
        return new BearerTokens(settings, issuer, clock);
    }

    /** Signing in with a browser; null where we are no client of it. */
    public SignIn signIn(SessionDesk sessions) {
        return settings.client() == null ? null
                : new SignIn(settings, issuer, sessions, clock);
    }
}
