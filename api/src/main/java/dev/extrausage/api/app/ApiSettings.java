package dev.extrausage.api.app;

import dev.extrausage.api.access.oidc.OidcSettings;
import dev.extrausage.api.access.rates.Rates;
import dev.extrausage.api.inference.AdmissionSettings;
import dev.extrausage.api.server.ServerSettings;
import dev.extrausage.api.writes.WriteSettings;
import dev.extrausage.core.Catalog;
import dev.extrausage.kafka.access.KafkaAccess;
import dev.extrausage.operations.OperationsAddress;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.view.ViewSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * The settings of the API's process.
 *
 * @param kafka the way to the ledger's Kafka
 * @param ids makes the schema ids of that Kafka; the API closes them
 * @param catalog holds where the ledger keeps none
 * @param data a folder of this process alone: the read model's files and the spool of usage
 * @param database where the read model is, and for how long it keeps entries
 * @param keyFiles the folder in which an operator's and a finance person's key are kept; null: no
 *     keys are
 * @param http where callers come in
 * @param operations where a cluster's manager asks, if the process has no such port yet; null:
 *     nowhere
 * @param names the hosts that callers may name; besides this machine's own
 * @param url the address that browsers know it by, for links; null: the one it listens on
 * @param framedBy origins whose pages may show ours in a frame
 * @param allowedOrigins origins whose pages may ask from a browser, with a bearer
 * @param oidc the OpenID provider; null: none
 * @param rates what callers are held to
 * @param admissions how admissions are given
 * @param writes the bounds of writing
 */
public record ApiSettings(
        KafkaAccess kafka, Supplier<SchemaIds> ids, Catalog catalog, Path data, Database database,
        Path keyFiles, ServerSettings http, OperationsAddress operations, List<String> names,
        String url, List<String> framedBy, List<String> allowedOrigins, OidcSettings oidc,
        Rates rates, AdmissionSettings admissions, WriteSettings writes) {
    /**
     * A PostgreSQL for the read model.
     *
     * @param url {@code jdbc:postgresql://…}; null: SQLite's files in the data folder
     * @param user its user; null: the URL's own
     * @param passwordFile holds the password; null: none
     * @param keyPasswordFile holds that of the client's key, which the URL names; null: none
     * @param retention for how long it keeps entries one by one
     */
    public record Database(String url, String user, Path passwordFile, Path keyPasswordFile,
            Duration retention) {
        /** SQLite. */
        public static final Database FILES = new Database(null, null, null, null);

        /** With the usual retention. */
        public Database(String url, String user, Path passwordFile, Path keyPasswordFile) {
            this(url, user, passwordFile, keyPasswordFile, ViewSettings.RETENTION);
        }

        /** The same, with another retention. */
        public Database keeping(Duration kept) {
            return new Database(url, user, passwordFile, keyPasswordFile, kept);
        }
    }

    /** Copies the lists. */
    public ApiSettings {
        names = List.copyOf(names);
        framedBy = List.copyOf(framedBy);
        allowedOrigins = List.copyOf(allowedOrigins);
    }

    /** For this machine alone, with the usual bounds; any free port for {@code port} 0. */
    public static ApiSettings local(KafkaAccess kafka, Supplier<SchemaIds> ids, Catalog catalog,
            Path data, Path keyFiles, int port, String ledgerGroup) {
        return new ApiSettings(kafka, ids, catalog, data, Database.FILES,
                keyFiles, ServerSettings.local(port), OperationsAddress.local(0), List.of(), null,
                List.of(), List.of(), null, Rates.usual(), AdmissionSettings.usual(),
                WriteSettings.usual(ledgerGroup));
    }

    /** The same, with those origins whose pages may ask from a browser. */
    public ApiSettings allowing(List<String> origins) {
        return new ApiSettings(kafka, ids, catalog, data, database, keyFiles, http, operations,
                names, url, framedBy, origins, oidc, rates, admissions, writes);
    }

    /** The same, with callers held to those rates. */
    public ApiSettings heldTo(Rates others) {
        return new ApiSettings(kafka, ids, catalog, data, database, keyFiles, http, operations,
                names, url, framedBy, allowedOrigins, oidc, others, admissions, writes);
    }

    /** The same, with admissions given otherwise. */
    public ApiSettings admitting(AdmissionSettings others) {
        return new ApiSettings(kafka, ids, catalog, data, database, keyFiles, http, operations,
                names, url, framedBy, allowedOrigins, oidc, rates, others, writes);
    }
}
