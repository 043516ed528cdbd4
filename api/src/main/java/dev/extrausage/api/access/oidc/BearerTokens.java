package dev.extrausage.api.access.oidc;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.extrausage.api.access.Credential;
import dev.extrausage.api.access.Scope;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import java.time.InstantSource;
import java.util.Set;

/** Bearer tokens of the provider. Safe for use by several threads. */
public final class BearerTokens {
    private static final Set<JOSEObjectType> TYPES =
            Set.of(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"),
                    new JOSEObjectType("application/at+jwt"));

    private final ClaimMapping mapping;
    /** Null where no bearer tokens are taken. */
    private final TokenCheck check;

    BearerTokens(OidcSettings settings, Issuer issuer, InstantSource clock) {
        mapping = new ClaimMapping(settings);
        check = settings.audience() == null ? null : new TokenCheck(
                issuer, settings.algorithms(), settings.audience(), TYPES, TokenCheck.NEEDED,
                clock);
    }

    /**
     * Finds the caller that a token lets in.
     *
     * @throws Problem unauthenticated: it is not good; forbidden: it is, and gives no role here;
     *     not_ready: the provider's keys are not known
     */
    public Credential identify(String token) {
        if (check == null) {
            throw Problem.of(ProblemCode.UNAUTHENTICATED,
                    "The bearer is no key, and tokens of the issuer are not taken here.");
        }
        JWTClaimsSet claims = check.check(token);
        Scope scope = mapping.scope(claims);
        return new Credential(mapping.name(claims), scope.role(), scope.accountId(),
                scope.memberId(), Credential.Kind.TOKEN, claims.getExpirationTime().toInstant());
    }
}
