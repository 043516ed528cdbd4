package dev.extrausage.api.app;

import dev.extrausage.api.access.browser.AllowedOrigins;
import dev.extrausage.api.access.browser.CrossSite;
import dev.extrausage.api.access.browser.HostList;
import dev.extrausage.api.access.browser.SecurityHeaders;
import dev.extrausage.api.inference.InferenceSettings;
import dev.extrausage.api.server.PasswordFile;
import dev.extrausage.core.BadInput;
import dev.extrausage.kafka.catalog.CatalogFollower;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.view.ViewSettings;
import dev.extrausage.view.database.PostgresLogin;
import dev.extrausage.view.database.PostgresUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The settings of the API's parts, made of those of the whole. */
record PartSettings(ApiSettings settings) {
    Map<String, Object> kafka() {
        return settings.kafka().forClients();
    }

    ViewSettings view(SchemaIds ids, CatalogFollower catalog) throws IOException {
        ApiSettings.Database database = settings.database();
        if (database.url() == null) {
            return ViewSettings.sqlite(kafka(), ids, catalog, settings.data().resolve("view"))
                    .withRetention(database.retention());
        }
        PostgresUrl.check("--database", database.url());
        PostgresLogin login = new PostgresLogin(database.user(),
                secret(database.passwordFile()), secret(database.keyPasswordFile()));
        return ViewSettings.postgresql(kafka(), ids, catalog, database.url(), login)
                .withRetention(database.retention());
    }

    /** The password in a file, which must be readable at the start already. */
    private static PostgresLogin.Secret secret(Path file) throws IOException {
        if (file == null) {
            return null;
        }
        PasswordFile.read(file);
        return () -> PasswordFile.read(file);
    }

    InferenceSettings inference(SchemaIds ids) throws IOException {
        Path spool = Files.createDirectories(settings.data().resolve("spool"));
        return new InferenceSettings(settings.kafka().bootstrap(), settings.kafka().settings(),
                ids, spool, settings.catalog(), settings.admissions());
    }

    HostList hosts() {
        List<String> names = new ArrayList<>(HostList.LOCAL);
        names.addAll(settings.names());
        return new HostList(names);
    }

    CrossSite crossSite() {
        return new CrossSite(settings.url() == null ? List.of() : List.of(publicUrl()));
    }

    /**
     * The address that browsers know it by, without a slash at its end; null where none is set.
     *
     * @throws BadInput it is none, or has a path, below which nothing is served
     */
    String publicUrl() {
        if (settings.url() == null) {
            return null;
        }
        String url = settings.url().replaceFirst("/$", "");
        if (!AllowedOrigins.isOne(url)) {
            throw BadInput.of("--public-url", settings.url(),
                    "https://HOST or https://HOST:PORT, without a path");
        }
        return AllowedOrigins.asSent(url);
    }

    SecurityHeaders headers() {
        return new SecurityHeaders(
                settings.framedBy(), new AllowedOrigins(settings.allowedOrigins()));
    }
}
