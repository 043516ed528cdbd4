package dev.extrausage.api.access.oidc;

import com.nimbusds.jose.JWSAlgorithm;
import dev.extrausage.api.access.Role;
import dev.extrausage.core.BadInput;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The OpenID provider whose word is taken on who people are. Holds no secret, only where one is.
 *
 * @param issuer exactly as in its tokens and in its discovery document; https, or http on loopback
 * @param audience of bearer tokens; null: none are taken
 * @param algorithms of signatures, by their names in RFC 7518; asymmetric ones alone
 * @param claims where a token says what
 * @param roles by the values of the claim for the role; of several the first here counts
 * @param client for signing in with a browser; null: nobody can
 */
public record OidcSettings(URI issuer, String audience, Set<String> algorithms, Claims claims,
        Map<String, Role> roles, Client client) {
    /** The algorithms that hold unless others are named. */
    public static final Set<String> USUAL_ALGORITHMS = Set.of("RS256", "PS256", "ES256");

    /**
     * The names of claims; one inside another is named by both with a dot between.
     *
     * @param name of a person: must be a name for ever, as {@code sub} is, and nobody else's
     * @param role a text or a list of texts
     * @param account of a customer or a member
     * @param member of a member
     */
    public record Claims(String name, String role, String account, String member) {
        /** The names that hold unless others are given. */
        public static final Claims USUAL = new Claims("sub", "roles", "account_id", "member_id");
    }

    /**
     * Us, as the provider knows us.
     *
     * @param id our client_id
     * @param secretFile a file with our secret; null if we have none
     * @param redirectUri where the provider sends browsers back to, exactly as it is registered
     * @param scope what is asked for: {@code openid} and perhaps more, with spaces between
     * @param session how long a session lasts
     */
    public record Client(
            String id, Path secretFile, URI redirectUri, String scope, Duration session) { }

    /** Throws {@link BadInput} when a value cannot be. */
    public OidcSettings {
        secure("issuer", issuer);
        algorithms = Set.copyOf(algorithms);
        for (String algorithm : algorithms) {
            if (!JWSAlgorithm.Family.SIGNATURE.contains(JWSAlgorithm.parse(algorithm))) {
                throw BadInput.of("algorithms", algorithm, "one of asymmetric signatures: "
                        + JWSAlgorithm.Family.SIGNATURE);
            }
        }
        if (algorithms.isEmpty() || roles.isEmpty()) {
            throw new BadInput("algorithms and roles must each have at least one");
        }
        if (audience == null && client == null) {
            throw new BadInput("audience and client are both missing: without an audience no"
                    + " bearer tokens are taken, and without a client nobody can sign in");
        }
        roles = Collections.unmodifiableMap(new LinkedHashMap<>(roles));
        if (client != null) {
            secure("redirect_uri", client.redirectUri());
        }
    }

    /** Only this machine may be asked in the clear: on the way, anybody could change the answer. */
    static URI secure(String field, URI uri) {
        boolean web = uri.getHost() != null && uri.getFragment() == null
                && uri.getUserInfo() == null;
        if (!web || !"https".equals(uri.getScheme())
                && !("http".equals(uri.getScheme()) && isLoopback(uri.getHost()))) {
            throw BadInput.of(field, uri.toString(), "an https URL, or http on this machine");
        }
        return uri;
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
