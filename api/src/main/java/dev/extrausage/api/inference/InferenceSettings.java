package dev.extrausage.api.inference;

import dev.extrausage.client.gate.GatePolicy;
import dev.extrausage.core.Catalog;
import dev.extrausage.schemas.SchemaIds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * The settings of an {@link InferenceDesk}.
 *
 * @param bootstrapServers of the Kafka that the ledger writes to
 * @param kafka settings of any Kafka client, as of a secured cluster; empty for none
 * @param schemaIds the source of schema ids, which its maker closes; null: those checked in
 * @param spool a folder of this process alone, on a disk that is there again after a restart
 * @param catalog holds where the ledger keeps none
 * @param hold the time after which a hold ends by itself: longer than the longest request and the
 *     ledger's lag, and the most that a client costs which dies between admission and usage
 * @param mostHolds the most estimates held at once: requests a second, times their seconds
 * @param instances the number of servers that admit for the same accounts, this one among them
 * @param policies the answers where the balances cannot answer
 */
public record InferenceSettings(
        String bootstrapServers, Map<String, String> kafka, SchemaIds schemaIds, Path spool,
        Catalog catalog, Duration hold, int mostHolds, int instances, Policies policies) {
    private static final Duration USUAL_HOLD = Duration.ofMinutes(10);
    private static final int USUAL_HOLDS = 200_000;

    /**
     * The answers where the balances cannot answer, as of the gate.
     *
     * @param startUp until every snapshot was read once
     * @param staleAfter the age from which on {@code stale} answers
     * @param stale once what is known is older than that
     * @param unknownAccount for an account that the ledger does not know
     * @param unpriced for a model, service tier or unit without a price
     * @param tooManyHolds for one estimate more than may be held
     */
    public record Policies(
            GatePolicy startUp, Duration staleAfter, GatePolicy stale, GatePolicy unknownAccount,
            GatePolicy unpriced, GatePolicy tooManyHolds) {
        /** The gate's own: all closed, but for balances of more than 30 seconds ago. */
        public static final Policies USUAL = new Policies(
                GatePolicy.FAIL_CLOSED, Duration.ofSeconds(30), GatePolicy.FAIL_OPEN,
                GatePolicy.FAIL_CLOSED, GatePolicy.FAIL_CLOSED, GatePolicy.FAIL_CLOSED);
    }

    /** Copies the map. */
    public InferenceSettings {
        kafka = Map.copyOf(kafka);
    }

    /** One server beside a Kafka without security, with the usual bounds and policies. */
    public static InferenceSettings usual(String bootstrapServers, Path spool, Catalog catalog) {
        return new InferenceSettings(bootstrapServers, Map.of(), null, spool, catalog, USUAL_HOLD,
                USUAL_HOLDS, 1, Policies.USUAL);
    }

    /** The same with another time for holds. */
    public InferenceSettings hold(Duration longest) {
        return new InferenceSettings(bootstrapServers, kafka, schemaIds, spool, catalog, longest,
                mostHolds, instances, policies);
    }

    /** Leaves the clients' settings out, which have secrets in them. */
    @Override public String toString() {
        return "InferenceSettings[" + spool + " at " + bootstrapServers + "]";
    }

    /** The same with other policies. */
    public InferenceSettings policies(Policies others) {
        return new InferenceSettings(bootstrapServers, kafka, schemaIds, spool, catalog, hold,
                mostHolds, instances, others);
    }
}
