package dev.extrausage.api.access.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import dev.extrausage.api.access.Role;
import dev.extrausage.api.http.BodyFields;
import dev.extrausage.api.http.JsonBody;
import dev.extrausage.api.http.Problem;
import dev.extrausage.core.BadInput;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the settings of an OpenID provider from a JSON file (docs/OPERATIONS.md shows one). */
public final class OidcFile {
    private static final int LONGEST = 2_000;
    private static final long LONGEST_SESSION_MINUTES = 24 * 60;
    private static final long USUAL_SESSION_MINUTES = 8 * 60;

    private OidcFile() {}

    /**
     * Reads {@code file}.
     *
     * @throws BadInput it cannot be read, or a value in it cannot be; the message names the file
     */
    public static OidcSettings read(Path file) {
        try {
            return settings(JsonBody.object(Files.readAllBytes(file), "issuer", "audience",
                    "algorithms", "claims", "roles", "client"));
        } catch (NoSuchFileException e) {
            throw new BadInput(file + " cannot be read: there is no such file");
        } catch (IOException e) {
            throw new BadInput(file + " cannot be read: " + e.getMessage());
        } catch (Problem | BadInput e) {
            throw new BadInput(file + ": " + e.getMessage());
        }
    }

    private static OidcSettings settings(BodyFields file) {
        Set<String> algorithms = !file.has("algorithms") ? OidcSettings.USUAL_ALGORITHMS
                : file.array("algorithms", 1, 16).stream().map(JsonNode::asText)
                        .collect(Collectors.toSet());
        return new OidcSettings(uri("issuer", file.name("issuer", LONGEST)),
                file.optionalName("audience", LONGEST), algorithms, claims(file), roles(file),
                client(file));
    }

    private static OidcSettings.Claims claims(BodyFields file) {
        OidcSettings.Claims usual = OidcSettings.Claims.USUAL;
        return file.object("claims", "name", "role", "account", "member")
                .map(claims -> new OidcSettings.Claims(
                        claim(claims, "name", usual.name()), claim(claims, "role", usual.role()),
                        claim(claims, "account", usual.account()),
                        claim(claims, "member", usual.member())))
                .orElse(usual);
    }

    private static String claim(BodyFields claims, String field, String usual) {
        return Optional.ofNullable(claims.optionalName(field, LONGEST)).orElse(usual);
    }

    private static Map<String, Role> roles(BodyFields file) {
        JsonNode roles = file.map("roles").orElseThrow(
                () -> new BadInput("roles is missing: must say which values give which role"));
        Map<String, Role> byValue = new LinkedHashMap<>();
        roles.properties().forEach(entry -> byValue.put(entry.getKey(),
                Role.of(entry.getValue().asText()).orElseThrow(() -> BadInput.of(
                        "roles." + entry.getKey(), entry.getValue().asText(), "a role"))));
        return byValue;
    }

    private static OidcSettings.Client client(BodyFields file) {
        return file.object("client", "id", "secret_file", "redirect_uri", "scope",
                "session_minutes").map(client -> new OidcSettings.Client(
                        client.name("id", LONGEST),
                        Optional.ofNullable(client.optionalName("secret_file", LONGEST))
                                .map(Path::of).orElse(null),
                        uri("redirect_uri", client.name("redirect_uri", LONGEST)),
                        client.has("scope") ? client.note("scope") : "openid",
                        Duration.ofMinutes(client.integer("session_minutes", 1,
                                LONGEST_SESSION_MINUTES, USUAL_SESSION_MINUTES))))
                .orElse(null);
    }

    private static URI uri(String field, String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw BadInput.of(field, text, "a URL");
        }
    }
}
