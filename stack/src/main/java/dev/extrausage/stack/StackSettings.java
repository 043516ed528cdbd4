package dev.extrausage.stack;

import dev.extrausage.api.access.rates.Rates;
import dev.extrausage.api.inference.AdmissionSettings;
import dev.extrausage.core.Catalog;
import dev.extrausage.kafka.access.KafkaAccess;
import dev.extrausage.payments.simulated.CardsOnFile;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * The parts that run, and their places.
 *
 * @param data the directory of everything that is kept
 * @param port where the embedded broker listens; 0: any free port
 * @param kafka an existing Kafka to use in place of the embedded broker; null: none
 * @param schemaRegistry a Confluent-compatible registry to take schema ids from; null: the ids
 *     checked in with the code
 * @param registryPort of health and schemas; 0: any free port
 * @param partitions how many each topic gets when the embedded broker's are created; for life
 * @param minInsyncReplicas for an existing Kafka: how many brokers must hold a record
 * @param catalog prices, plans and terms
 * @param cards the simulated card of each account
 * @param clock the time of payments and of the consumers; the ledger itself has none
 * @param httpPort where the HTTP API listens; 0: any free port; null: there is none
 * @param operationsPort where it tells whether it is ready, and its figures, on this machine alone;
 *     0: any free port; null: nowhere
 * @param resendAfter how long a cycle reset may take before it is sent again, by that clock
 * @param allowedOrigins origins whose pages may ask the HTTP API from a browser
 * @param rates what the HTTP API's callers are held to
 * @param admissions how the HTTP API gives admissions
 * @param secure true: the embedded broker lets in only whom it knows
 */
public record StackSettings(
        Path data, int port, KafkaAccess kafka, URI schemaRegistry, int registryPort,
        int partitions, int minInsyncReplicas, Catalog catalog, CardsOnFile cards,
        InstantSource clock, Integer httpPort, Integer operationsPort, Duration resendAfter,
        List<String> allowedOrigins, Rates rates, AdmissionSettings admissions, boolean secure) {
    /** The partitions of who asks for no number: as many accounts at a time are decided. */
    public static final int DEFAULT_PARTITIONS = 4;

    /** Copies the list. */
    public StackSettings {
        allowedOrigins = List.copyOf(allowedOrigins);
    }

    /** An embedded broker on free ports, by the real clock. */
    public static StackSettings on(Path data, Catalog catalog) {
        return new StackSettings(data, 0, null, null, 0, DEFAULT_PARTITIONS, 1, catalog,
                CardsOnFile.byAccountId(), InstantSource.system(), null, null,
                Duration.ofMinutes(1), List.of(), Rates.usual(), AdmissionSettings.usual(), false);
    }

    /** The same with the HTTP API on that port; 0: any free one. */
    public StackSettings withApi(int itsPort) {
        return new StackSettings(data, port, kafka, schemaRegistry, registryPort, partitions,
                minInsyncReplicas, catalog, cards, clock, itsPort, 0, resendAfter,
                allowedOrigins, rates, admissions, secure);
    }

    /** The same with schema ids from that registry. */
    public StackSettings withRegistry(URI address) {
        return new StackSettings(data, port, kafka, address, registryPort, partitions,
                minInsyncReplicas, catalog, cards, clock, httpPort, operationsPort, resendAfter,
                allowedOrigins, rates, admissions, secure);
    }

    /** The same by another clock, which may run faster than the world's. */
    public StackSettings by(InstantSource time, CardsOnFile itsCards, Duration itsResendAfter) {
        return new StackSettings(data, port, kafka, schemaRegistry, registryPort, partitions,
                minInsyncReplicas, catalog, itsCards, time, httpPort, operationsPort,
                itsResendAfter, allowedOrigins, rates, admissions, secure);
    }

    /** The same with an embedded broker that lets in only whom it knows. */
    public StackSettings locked() {
        return new StackSettings(data, port, kafka, schemaRegistry, registryPort, partitions,
                minInsyncReplicas, catalog, cards, clock, httpPort, operationsPort, resendAfter,
                allowedOrigins, rates, admissions, true);
    }

    /** The same with those origins whose pages may ask from a browser. */
    public StackSettings allowing(List<String> origins) {
        return new StackSettings(data, port, kafka, schemaRegistry, registryPort, partitions,
                minInsyncReplicas, catalog, cards, clock, httpPort, operationsPort, resendAfter,
                origins, rates, admissions, secure);
    }

    /** The same with an HTTP API that gives admissions otherwise. */
    public StackSettings admitting(AdmissionSettings others) {
        return new StackSettings(data, port, kafka, schemaRegistry, registryPort, partitions,
                minInsyncReplicas, catalog, cards, clock, httpPort, operationsPort, resendAfter,
                allowedOrigins, rates, others, secure);
    }
}
