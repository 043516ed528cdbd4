package dev.extrausage.api.inference;

import dev.extrausage.core.Catalog;
import dev.extrausage.schemas.SchemaIds;
import java.nio.file.Path;
import java.util.Map;

/**
 * The settings of an {@link InferenceDesk}.
 *
 * @param bootstrapServers of the Kafka that the ledger writes to
 * @param kafka settings of any Kafka client, as of a secured cluster; empty for none
 * @param schemaIds the source of schema ids, which its maker closes; null: those checked in
 * @param spool a folder of this process alone, on a disk that is there again after a restart
 * @param catalog holds where the ledger keeps none
 * @param admissions how admissions are given
 */
public record InferenceSettings(
        String bootstrapServers, Map<String, String> kafka, SchemaIds schemaIds, Path spool,
        Catalog catalog, AdmissionSettings admissions) {
    /** Copies the map. */
    public InferenceSettings {
        kafka = Map.copyOf(kafka);
    }

    /** One server beside a Kafka without security, with the usual admissions. */
    public static InferenceSettings usual(String bootstrapServers, Path spool, Catalog catalog) {
        return new InferenceSettings(bootstrapServers, Map.of(), null, spool, catalog,
                AdmissionSettings.usual());
    }

    /** The same with admissions given otherwise. */
    public InferenceSettings admitting(AdmissionSettings others) {
        return new InferenceSettings(bootstrapServers, kafka, schemaIds, spool, catalog, others);
    }

    /** Leaves the clients' settings out, which have secrets in them. */
    @Override public String toString() {
        return "InferenceSettings[" + spool + " at " + bootstrapServers + "]";
    }
}
