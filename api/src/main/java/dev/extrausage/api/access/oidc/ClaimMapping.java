package dev.extrausage.api.access.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.extrausage.api.access.Role;
import dev.extrausage.api.access.Scope;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.core.BadInput;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The mapping from a good token's claims to a name and a scope. */
final class ClaimMapping {
    private static final String PREFIX = "oidc:";
    private static final int LONGEST_NAME = 128;

    private final OidcSettings.Claims claims;
    private final Map<String, Role> roles;

    ClaimMapping(OidcSettings settings) {
        claims = settings.claims();
        roles = settings.roles();
    }

    /**
     * The name that becomes an event's actor: with a prefix, so that nobody can be called as a key
     * or as a part of the ledger is, and with what is not visible ASCII in percent-encoding.
     *
     * @throws Problem forbidden: there is none, or it is too long
     */
    String name(JWTClaimsSet token) {
        StringBuilder name = new StringBuilder(PREFIX);
        for (byte b : needed(token, claims.name()).getBytes(StandardCharsets.UTF_8)) {
            name.append(b > ' ' && b <= '~' && b != '%'
                    ? String.valueOf((char) b) : String.format("%%%02X", b));
        }
        if (name.length() > LONGEST_NAME) {
            throw forbidden("its claim " + claims.name() + " makes a name of more than "
                    + LONGEST_NAME + " characters");
        }
        return name.toString();
    }

    /**
     * The role, account and member.
     *
     * @throws Problem forbidden: the claims give none
     */
    Scope scope(JWTClaimsSet token) {
        Set<String> has = texts(claim(token, claims.role()));
        Role role = roles.entrySet().stream().filter(entry -> has.contains(entry.getKey()))
                .map(Map.Entry::getValue).findFirst()
                .orElseThrow(() -> forbidden("its claim " + claims.role()
                        + " has no value that gives a role here"));
        boolean ofOne = role == Role.CUSTOMER || role == Role.MEMBER;
        try {
            return new Scope(role, ofOne ? needed(token, claims.account()) : null,
                    role == Role.MEMBER ? needed(token, claims.member()) : null);
        } catch (BadInput e) {
            throw forbidden(e.getMessage());
        }
    }

    private static String needed(JWTClaimsSet token, String path) {
        if (claim(token, path) instanceof String text && !text.isEmpty()) {
            return text;
        }
        throw forbidden("its claim " + path + " is missing or no text");
    }

    private static Set<String> texts(Object claim) {
        Collection<?> all = claim instanceof Collection<?> list ? list
                : claim == null ? Set.of() : Set.of(claim);
        return all.stream().filter(String.class::isInstance).map(String.class::cast)
                .collect(Collectors.toSet());
    }

    /** By its whole name, which may have dots (a URL), or else step by step. */
    private static Object claim(JWTClaimsSet token, String path) {
        Object whole = token.getClaim(path);
        if (whole != null) {
            return whole;
        }
        Object at = token.getClaims();
        for (String step : path.split("\\.")) {
            at = at instanceof Map<?, ?> map ? map.get(step) : null;
        }
        return at;
    }

    private static Problem forbidden(String why) {
        return Problem.of(ProblemCode.FORBIDDEN, "The token is good, but " + why + ".");
    }
}
