package dev.extrausage.benchmarks.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.extrausage.api.access.Scope;
import dev.extrausage.api.access.rates.Rates;
import dev.extrausage.api.app.ApiSettings;
import dev.extrausage.api.app.LedgerApi;
import dev.extrausage.api.inference.AdmissionSettings;
import dev.extrausage.api.server.ServerSettings;
import dev.extrausage.api.writes.WriteSettings;
import dev.extrausage.benchmarks.process.CommandLoop;
import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.kafka.access.KafkaAccess;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.operations.OperationsAddress;
import dev.extrausage.stream.startup.LedgerSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A process with nothing but the HTTP API in it, as {@code ledger serve} starts it. */
final class ApiServerMain {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String RESIDENT = "VmRSS:";
    /** Requests of ten seconds: at 15,000 a second 150,000 are held at once. */
    private static final Duration HOLD = Duration.ofSeconds(10);
    private static final int MOST_HOLDS = 400_000;
    private static final int BYTES_PER_KILOBYTE = 1024;
    /** A first collection frees what has finalizers to run, a second what they held. */
    private static final int COLLECTIONS = 2;

    private final LedgerApi api;

    private ApiServerMain(LedgerApi api) {
        this.api = api;
    }

    /** Takes Kafka's address and a folder; and of a PostgreSQL URL, user and password file. */
    public static void main(String[] args) throws Exception {
        CommandLoop loop = new CommandLoop();
        LedgerApi api = LedgerApi.start(settings(args[0], Path.of(args[1]), args.length < 3
                ? ApiSettings.Database.FILES : new ApiSettings.Database(args[2], given(args[3]),
                        given(args[4]) == null ? null : Path.of(args[4]), null)));
        loop.say(Map.of("url", api.url(), "operations", api.operationsUrl()));
        loop.serve(new ApiServerMain(api)::answer);
    }

    private static String given(String argument) {
        return argument.isEmpty() ? null : argument;
    }

    private static ApiSettings settings(
            String bootstrap, Path data, ApiSettings.Database database) {
        return new ApiSettings(KafkaAccess.at(bootstrap), ReleasedSchemas::load,
                CatalogFile.defaultCatalog(), data, database, null, ServerSettings.local(0),
                OperationsAddress.local(0), List.of(), null, List.of(), List.of(), null,
                Rates.usual(), AdmissionSettings.usual().hold(HOLD).mostHolds(MOST_HOLDS),
                WriteSettings.usual(LedgerSettings.DEFAULT_APPLICATION_ID));
    }

    private Object answer(String command, JsonNode arguments) throws IOException {
        return switch (command) {
            case "key" -> Map.of("key", api.keys().create(
                    Scope.parse(arguments.required("role").textValue(), null, null), null,
                    "bench", null).key().text());
            case "memory" -> Map.of("heap", heapAfterCollection(), "resident", resident());
            default -> throw new IllegalArgumentException("there is no command " + command);
        };
    }

    private static long heapAfterCollection() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Linux tells it; elsewhere 0. */
    private static long resident() throws IOException {
        if (!Files.isReadable(STATUS)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(RESIDENT)).mapToLong(
                    line -> Long.parseLong(line.replaceAll("[^0-9]", ""))).findFirst().orElse(0)
                    * BYTES_PER_KILOBYTE;
        }
    }
}
