package dev.extrausage.api.access.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.extrausage.api.access.Credential;
import dev.extrausage.api.access.Role;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokensTest {
    private static final Issuer.Caching SHORT = new Issuer.Caching(
            Duration.ofMillis(2), Duration.ofMillis(1), Duration.ofHours(1));

    private final TestProvider provider = new TestProvider();
    private Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final BearerTokens tokens = tokens(Issuer.Caching.USUAL);

    BearerTokensTest() throws IOException { }

    @AfterEach
    void close() {
        provider.close();
    }

    private BearerTokens tokens(Issuer.Caching caching) {
        return new OpenIdProvider(settings(provider.issuer()), () -> now, caching).tokens();
    }

    static OidcSettings settings(URI issuer) {
        Map<String, Role> roles = new LinkedHashMap<>();
        roles.put("ledger-finance", Role.FINANCE);
        roles.put("ledger-support", Role.SUPPORT);
        roles.put("customer", Role.CUSTOMER);
        roles.put("member", Role.MEMBER);
        return new OidcSettings(issuer, TestProvider.AUDIENCE, OidcSettings.USUAL_ALGORITHMS,
                OidcSettings.Claims.USUAL, roles, null);
    }

    @Test
    void a_good_token_gives_name_role_and_end() {
        assertThat(tokens.identify(provider.signed(provider.claims(now)))).isEqualTo(
                new Credential("oidc:ada", Role.SUPPORT, null, null, Credential.Kind.TOKEN,
                        now.plus(Duration.ofHours(1))));
    }

    @Test
    void a_customers_token_is_for_its_account() {
        Credential customer = tokens.identify(provider.signed(provider.claims(now)
                .claim("roles", "customer").claim("account_id", "acme")));
        Credential member = tokens.identify(provider.signed(provider.claims(now)
                .claim("roles", "member").claim("account_id", "acme").claim("member_id", "ada")));

        assertThat(customer.accountId()).isEqualTo("acme");
        assertThat(customer.maySee("other")).isFalse();
        assertThat(member.memberId()).isEqualTo("ada");
        refuse(ProblemCode.FORBIDDEN, "claim account_id is missing",
                provider.signed(provider.claims(now).claim("roles", "customer")));
        refuse(ProblemCode.FORBIDDEN, "claim member_id is missing",
                provider.signed(provider.claims(now).claim("roles", "member")
                        .claim("account_id", "acme")));
        refuse(ProblemCode.FORBIDDEN, "account_id is \"a b\"",
                provider.signed(provider.claims(now).claim("roles", "customer")
                        .claim("account_id", "a b")));
    }

    @Test
    void of_several_roles_the_first_of_the_settings_counts() {
        assertThat(tokens.identify(provider.signed(provider.claims(now).claim("roles",
                List.of("ledger-support", "x", "ledger-finance")))).role())
                .isEqualTo(Role.FINANCE);
        refuse(ProblemCode.FORBIDDEN, "no value that gives a role here",
                provider.signed(provider.claims(now).claim("roles", List.of("staff"))));
        refuse(ProblemCode.FORBIDDEN, "no value that gives a role here",
                provider.signed(provider.claims(now).claim("roles", null)));
    }

    @Test
    void a_name_is_visible_and_never_that_of_a_key() {
        String odd = provider.signed(provider.claims(now).subject("key:Ä b%"));

        assertThat(tokens.identify(odd).name()).isEqualTo("oidc:key:%C3%84%20b%25");
        refuse(ProblemCode.FORBIDDEN, "more than 128 characters",
                provider.signed(provider.claims(now).subject("x".repeat(200))));
    }

    @Test
    void claims_inside_others_are_found_by_both_names() {
        OidcSettings settings = new OidcSettings(provider.issuer(), TestProvider.AUDIENCE,
                OidcSettings.USUAL_ALGORITHMS, new OidcSettings.Claims("sub",
                        "realm.access.roles", "https://a.example/account", "m"),
                Map.of("customer", Role.CUSTOMER), null);

        Credential found = new OpenIdProvider(settings, () -> now).tokens().identify(
                provider.signed(provider.claims(now)
                        .claim("realm", Map.of("access", Map.of("roles", List.of("customer"))))
                        .claim("https://a.example/account", "acme")));

        assertThat(found.accountId()).isEqualTo("acme");
    }

    @Test
    void a_token_of_another_issuer_or_audience_is_refused() {
        refused(claims -> claims.issuer("https://evil.example"));
        refused(claims -> claims.issuer(null));
        refused(claims -> claims.audience("https://other.example"));
        refused(claims -> claims.audience((String) null));
        refused(claims -> claims.subject(null));
    }

    @Test
    void a_token_is_good_from_its_beginning_to_its_end() {
        refused(claims -> claims.expirationTime(null));
        refused(claims -> claims.expirationTime(Date.from(now.minusSeconds(31))));
        refused(claims -> claims.notBeforeTime(Date.from(now.plusSeconds(31))));
        String skewed = provider.signed(provider.claims(now)
                .notBeforeTime(Date.from(now.plusSeconds(29)))
                .expirationTime(Date.from(now.plusSeconds(60))));

        assertThat(tokens.identify(skewed).name()).isEqualTo("oidc:ada");
        now = now.plusSeconds(89);
        assertThat(tokens.identify(skewed).name()).isEqualTo("oidc:ada");
        now = now.plusSeconds(2);
        refuse(ProblemCode.UNAUTHENTICATED, "Expired JWT", skewed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"exp", "sub", "iss", "aud"})
    void a_claim_of_another_type_is_refused(String claim) {
        for (Object wrong : Arrays.asList(null, 5, true, Map.of("a", "b"))) {
            Map<String, Object> claims = new HashMap<>(provider.claims(now).build().toJSONObject());
            claims.put(claim, wrong);
            refuse(ProblemCode.UNAUTHENTICATED, "The token does not work", TestProvider.signed(
                    new Payload(claims), provider.signing, JOSEObjectType.JWT));
        }
    }

    @Test
    void an_unsigned_token_is_refused() {
        refuse(ProblemCode.UNAUTHENTICATED, "does not work",
                new PlainJWT(provider.claims(now).build()).serialize());
        String signed = provider.signed(provider.claims(now));
        refuse(ProblemCode.UNAUTHENTICATED, "does not work",
                signed.substring(0, signed.lastIndexOf('.') + 1));
    }

    @Test
    void the_public_key_as_a_shared_secret_is_refused() throws Exception {
        RSAKey known = provider.firstKey();
        for (byte[] secret : List.of(known.toRSAPublicKey().getEncoded(),
                known.toPublicJWK().toJSONString().getBytes(
                        java.nio.charset.StandardCharsets.UTF_8))) {
            SignedJWT forged = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256)
                    .keyID(known.getKeyID()).build(), provider.claims(now).build());
            forged.sign(new MACSigner(secret));
            refuse(ProblemCode.UNAUTHENTICATED, "does not work", forged.serialize());
        }
    }

    @Test
    void an_algorithm_that_is_not_pinned_is_refused() throws Exception {
        SignedJWT other = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS512)
                .keyID("key-0").build(), provider.claims(now).build());
        other.sign(new RSASSASigner(provider.signing));
        refuse(ProblemCode.UNAUTHENTICATED, "does not work", other.serialize());
    }

    @Test
    void a_key_that_the_token_brings_along_is_no_key() throws JOSEException {
        RSAKey own = TestProvider.foreign("own");
        SignedJWT forged = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("key-0")
                .jwk(own.toPublicJWK()).jwkURL(URI.create("https://evil.example/keys")).build(),
                provider.claims(now).build());
        forged.sign(new RSASSASigner(own));

        refuse(ProblemCode.UNAUTHENTICATED, "does not work", forged.serialize());
        refuse(ProblemCode.UNAUTHENTICATED, "does not work",
                TestProvider.signed(provider.claims(now), own, JOSEObjectType.JWT));
    }

    @Test
    void a_token_of_another_type_is_refused() {
        refuse(ProblemCode.UNAUTHENTICATED, "does not work", TestProvider.signed(
                provider.claims(now), provider.signing, new JOSEObjectType("logout+jwt")));
        for (JOSEObjectType type : Arrays.asList(null, new JOSEObjectType("at+jwt"),
                new JOSEObjectType("application/at+jwt"))) {
            assertThat(tokens.identify(TestProvider.signed(
                    provider.claims(now), provider.signing, type)).name()).isEqualTo("oidc:ada");
        }
    }

    @Test
    void a_changed_token_is_refused() {
        String[] parts = provider.signed(provider.claims(now)).split("\\.");
        String payload = new PlainJWT(provider.claims(now).subject("eve").build())
                .serialize().split("\\.")[1];

        refuse(ProblemCode.UNAUTHENTICATED, "does not work",
                parts[0] + "." + payload + "." + parts[2]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a.b.c", "..", "eyJhbGciOiJub25lIn0..", "a.b.c.d.e",
        "eyJhbGciOiJSUzI1NiJ9.bm90IGpzb24.c2ln", "🔑.🔑.🔑"})
    void what_is_no_token_is_refused_without_being_repeated(String text) {
        Problem refusal = catchThrowableOfType(Problem.class, () -> tokens.identify(text));

        assertThat(refusal.code()).isEqualTo(ProblemCode.UNAUTHENTICATED);
        assertThat(text.length() > 3 && refusal.getMessage().contains(text)).isFalse();
    }

    @Test
    void a_new_key_is_fetched_when_a_token_names_it() {
        assertThat(tokens.identify(provider.signed(provider.claims(now))).name())
                .isEqualTo("oidc:ada");
        String before = provider.signed(provider.claims(now));
        provider.rotate();

        assertThat(tokens.identify(provider.signed(provider.claims(now))).name())
                .isEqualTo("oidc:ada");
        assertThat(tokens.identify(before).name()).isEqualTo("oidc:ada");
        assertThat(provider.keyFetches).hasValue(2);
        assertThat(provider.discoveries).hasValue(1);
    }

    @Test
    void a_few_wrong_keys_do_not_hold_up_a_new_one() {
        tokens.identify(provider.signed(provider.claims(now)));
        for (int i = 0; i < FewFetches.BURST - 2; i++) {
            refuse(ProblemCode.UNAUTHENTICATED, "does not work", TestProvider.signed(
                    provider.claims(now), TestProvider.foreign("x" + i), JOSEObjectType.JWT));
        }
        provider.rotate();

        assertThat(tokens.identify(provider.signed(provider.claims(now))).name())
                .isEqualTo("oidc:ada");
    }

    @Test
    void a_flood_of_unknown_keys_fetches_little_and_harms_nobody() {
        String good = provider.signed(provider.claims(now));
        String unknown = TestProvider.signed(provider.claims(now),
                TestProvider.foreign("made up"), JOSEObjectType.JWT);
        tokens.identify(good);
        for (int i = 0; i < 200; i++) {
            refuse(ProblemCode.UNAUTHENTICATED, "does not work", unknown);
        }

        assertThat(tokens.identify(good).name()).isEqualTo("oidc:ada");
        assertThat(provider.keyFetches.get()).isLessThanOrEqualTo(2 * FewFetches.BURST);
    }

    @Test
    void known_keys_hold_while_the_provider_is_away() throws InterruptedException {
        BearerTokens shortLived = tokens(SHORT);
        String good = provider.signed(provider.claims(now));
        shortLived.identify(good);
        provider.isAway = true;
        for (int i = 0; i < 5; i++) {
            Thread.sleep(5); // so that the keys have to be asked for again
            assertThat(shortLived.identify(good).name()).isEqualTo("oidc:ada");
        }
        assertThat(provider.keyFetches.get()).isGreaterThan(2);
    }

    @Test
    void known_keys_hold_while_it_is_away_and_others_ask_for_unknown_keys()
            throws InterruptedException {
        BearerTokens seldom = tokens(new Issuer.Caching(
                Duration.ofMillis(2), Duration.ofMinutes(10), Duration.ofHours(1)));
        String good = provider.signed(provider.claims(now));
        String unknown = TestProvider.signed(provider.claims(now),
                TestProvider.foreign("made up"), JOSEObjectType.JWT);
        seldom.identify(good);
        provider.isAway = true;
        for (int i = 0; i < 3 * FewFetches.BURST; i++) {
            Problem refusal =
                    catchThrowableOfType(Problem.class, () -> seldom.identify(unknown));
            assertThat(refusal.code()).isEqualTo(ProblemCode.UNAUTHENTICATED);
        }

        Thread.sleep(5); // so that the keys have to be asked for again
        assertThat(seldom.identify(good).name()).isEqualTo("oidc:ada");
    }

    @Test
    void nobody_is_refused_for_a_provider_that_was_never_there() {
        provider.isAway = true;
        String good = provider.signed(provider.claims(now));

        refuse(ProblemCode.NOT_READY, "does not answer as it should", good);
        refuse(ProblemCode.NOT_READY, "does not answer as it should", good);
        assertThat(provider.discoveries).hasValue(1);
    }

    @Test
    void a_provider_that_calls_itself_otherwise_is_not_believed() {
        provider.issuerSaid = "https://evil.example";

        refuse(ProblemCode.NOT_READY, "its discovery document is of \"https://evil.example\"",
                provider.signed(provider.claims(now)));
    }

    private void refused(UnaryOperator<JWTClaimsSet.Builder> change) {
        refuse(ProblemCode.UNAUTHENTICATED, "The token does not work",
                provider.signed(change.apply(provider.claims(now))));
    }

    private void refuse(ProblemCode code, String why, String token) {
        Problem refusal = catchThrowableOfType(Problem.class, () -> tokens.identify(token));
        assertThat(refusal).hasMessageContaining(why);
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.getMessage()).doesNotContain(token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "HS256", "HS512", "rs256", "dir"})
    void a_symmetric_algorithm_cannot_be_configured(String algorithm) {
        assertThat(catchThrowableOfType(dev.extrausage.core.BadInput.class, () -> new OidcSettings(
                provider.issuer(), "a", Set.of(algorithm), OidcSettings.Claims.USUAL,
                Map.of("a", Role.SUPPORT), null))).hasMessageStartingWith("algorithms is ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://issuer.example", "ftp://127.0.0.1", "urn:issuer",
        "https://u:p@issuer.example", "https://issuer.example#x"})
    void an_issuer_is_spoken_to_by_tls(String issuer) {
        assertThat(catchThrowableOfType(dev.extrausage.core.BadInput.class,
                () -> settings(URI.create(issuer)))).hasMessageStartingWith("issuer is ");
    }
}
