package dev.extrausage.api.access.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Date;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The check of a signed token: its algorithm is one of those pinned, its key one that the issuer
 * lists (never one that it brings along), its issuer and audience the right ones, and its time has
 * come and has not passed, by half a minute's difference of clocks.
 */
final class TokenCheck {
    private static final int SKEW_SECONDS = 30;
    /** The claims that each token needs. */
    static final Set<String> NEEDED = Set.of("sub", "iss", "aud", "exp");
    /** Those of an ID token (OpenID Connect Core, section 2). */
    static final Set<String> NEEDED_OF_ID = Set.of("sub", "iss", "aud", "exp", "iat");

    private final Issuer issuer;
    private final Set<JWSAlgorithm> algorithms;
    private final Set<JOSEObjectType> types;
    private final Set<String> needed;
    private final InstantSource clock;
    private final String audience;
    private volatile DefaultJWTProcessor<SecurityContext> processor;

    /**
     * A check.
     *
     * @param types that the header may name; none at all is fine
     * @param needed the names of the claims that must be there
     */
    TokenCheck(Issuer issuer, Set<String> algorithms, String audience, Set<JOSEObjectType> types,
            Set<String> needed, InstantSource clock) {
        this.needed = needed;
        this.issuer = issuer;
        this.algorithms = algorithms.stream().map(JWSAlgorithm::parse).collect(Collectors.toSet());
        this.audience = audience;
        this.types = types;
        this.clock = clock;
    }

    /**
     * The claims of a token that is good.
     *
     * @throws Problem unauthenticated: it is not; not_ready: the provider's keys are not known
     */
    JWTClaimsSet check(String token) {
        DefaultJWTProcessor<SecurityContext> now = processor();
        try {
            JWT read = JWTParser.parse(token);
            JWTClaimsSet claims = now.process(read, null);
            checkTypes(read, claims);
            return claims;
        } catch (ParseException | IllegalArgumentException e) {
            throw refused("it is no JSON Web Token");
        } catch (BadJOSEException e) {
            throw refused(e.getMessage());
        } catch (JOSEException e) {
            throw issuer.away(e);
        }
    }

    /** Refuses claims of a type that RFC 7519 does not have, which the library takes. */
    private void checkTypes(JWT token, JWTClaimsSet claims) {
        if (claims.getExpirationTime() == null
                || needed.contains("iat") && claims.getIssueTime() == null) {
            throw refused("its exp or iat is no time");
        }
        if (!(token instanceof SignedJWT signed
                && signed.getPayload().toJSONObject().get("sub") instanceof String)) {
            throw refused("its sub is no text");
        }
    }

    private static Problem refused(String why) {
        return Problem.of(ProblemCode.UNAUTHENTICATED, "The token does not work: " + why + ".");
    }

    private DefaultJWTProcessor<SecurityContext> processor() {
        DefaultJWTProcessor<SecurityContext> made = processor;
        if (made == null) {
            made = new DefaultJWTProcessor<>();
            made.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(withNone()));
            made.setJWSKeySelector(
                    new JWSVerificationKeySelector<>(algorithms, issuer.known().keys()));
            made.setJWTClaimsSetVerifier(new ClaimsByOurClock());
            processor = made;
        }
        return made;
    }

    private Set<JOSEObjectType> withNone() {
        Set<JOSEObjectType> all = new java.util.HashSet<>(types);
        all.add(null);
        return all;
    }

    /** The library's verifier, with a clock that a test can move. */
    private final class ClaimsByOurClock extends DefaultJWTClaimsVerifier<SecurityContext> {
        ClaimsByOurClock() {
            super(Set.of(audience), new JWTClaimsSet.Builder().issuer(issuer.name()).build(),
                    needed, Set.of());
            setMaxClockSkew(SKEW_SECONDS);
        }

        @Override
        protected Date currentTime() {
            return new Date(clock.millis());
        }
    }
}
