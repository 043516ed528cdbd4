package dev.extrausage.cli;

import dev.extrausage.api.access.oidc.OidcFile;
import dev.extrausage.api.access.oidc.OidcSettings;
import dev.extrausage.api.app.ApiSettings;
import dev.extrausage.api.app.LedgerApi;
import dev.extrausage.api.server.ServerSettings;
import dev.extrausage.api.writes.WriteSettings;
import dev.extrausage.core.BadInput;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.operations.OperationsAddress;
import dev.extrausage.process.FreeSpace;
import dev.extrausage.process.ReadyFile;
import dev.extrausage.stream.startup.LedgerSettings;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ledger serve}: the HTTP API alone, beside a Kafka. */
@Command(
        name = "serve",
        description = "Serves the HTTP API beside a Kafka whose ledger runs elsewhere. Several may"
                + " run at once.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "It refuses to listen on an address that others can reach without TLS (--tls-keystore,"
                    + " or --behind-proxy) and a key or --oidc.",
            "",
            "Exit status: 0 after Ctrl-C or SIGTERM and an orderly stop, 2 when it could not"
                    + " start."
        })
final class ServeCommand implements Callable<Integer> {
    private static final Duration IDLE = Duration.ofSeconds(30);
    /** For what is being answered, so that time of the longest stop is left for Kafka's clients. */
    private static final Duration STOP_WITHIN = Duration.ofSeconds(4);
    private static final int MOST_CONNECTIONS = 4_096;
    private static final long LOOK_EVERY_MILLIS = 500;
    private static final int MOST_DAYS = 3_650;

    @Option(names = "--bootstrap", paramLabel = "HOST:PORT", required = true,
            description = "The ledger's Kafka.")
    private String bootstrap;

    @Option(names = "--schema-registry", paramLabel = "URL", converter = WebUrl.class,
            description = "The schema registry of that Kafka; by default the ids built in.")
    private URI schemaRegistry;

    @Option(names = "--data", paramLabel = "DIR", defaultValue = "ledger-api",
            description = "A directory of this process alone, for the read model and the spool of"
                    + " usage (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Option(names = "--key-files", paramLabel = "DIR",
            description = "Keep an operator's and a finance person's key in this directory, as"
                    + " operator.key and finance.key, readable by their owner alone.")
    private Path keyFiles;

    @Option(names = "--host", paramLabel = "ADDRESS", defaultValue = "127.0.0.1",
            description = "The address to listen on (default: ${DEFAULT-VALUE}).")
    private String host;

    @Option(names = "--http-port", paramLabel = "N", defaultValue = "8080",
            description = "Where callers come in (default: ${DEFAULT-VALUE}; 0: any free port).")
    private int httpPort;

    @Option(names = "--operations-port", paramLabel = "N", defaultValue = "9090",
            description = "Where /livez, /readyz and /metrics are, by plain HTTP (default:"
                    + " ${DEFAULT-VALUE}; 0: any free port).")
    private int operationsPort;

    @Option(names = "--operations-host", paramLabel = "ADDRESS", defaultValue = "127.0.0.1",
            description = "Its address (default: ${DEFAULT-VALUE}).")
    private String operationsHost;

    @Option(names = "--host-name", paramLabel = "NAME",
            description = "A host that callers may name, besides this machine's own; repeatable.")
    private List<String> names = List.of();

    @Option(names = "--public-url", paramLabel = "URL",
            description = "The address that browsers know it by, for links.")
    private String publicUrl;

    @Option(names = "--framed-by", paramLabel = "ORIGIN",
            description = "An origin whose pages may show ours in a frame; repeatable.")
    private List<String> framedBy = List.of();

    @Option(names = "--allow-origin", paramLabel = "ORIGIN",
            description = "An origin whose pages may ask the API from a browser, with a bearer"
                    + " token, such as a host product's; repeatable.")
    private List<String> allowedOrigins = List.of();

    @Option(names = "--ready-file", paramLabel = "FILE",
            description = "A file that is there while it is ready, for a container's health check.")
    private Path readyFile;

    @Option(names = "--behind-proxy",
            description = "A proxy with TLS is before it, whose X-Forwarded-Proto and"
                    + " X-Forwarded-For are believed.")
    private boolean behindProxy;

    @Option(names = "--oidc", paramLabel = "FILE",
            description = "The settings of an OpenID provider, see docs/OPERATIONS.md.")
    private Path oidc;

    @ArgGroup(exclusive = false)
    private Tls tls;

    @ArgGroup(exclusive = false)
    private Postgres postgres;

    @Option(names = "--keep-entries", paramLabel = "DAYS", defaultValue = "90",
            description = "For how long the read model keeps entries one by one; older ones are"
                    + " read from the journal (default: ${DEFAULT-VALUE}).")
    private int keepEntries;

    @Mixin private CatalogOption catalog;

    @Mixin private KafkaConfigOption kafka;

    @Mixin private RateOptions rates;

    @Mixin private AdmissionOptions admissions;

    @Spec private CommandSpec spec;

    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile LedgerApi api;

    /** Both or neither. */
    static final class Tls {
        @Option(names = "--tls-keystore", paramLabel = "FILE", required = true,
                description = "Speak TLS with the certificate in this PKCS#12 file.")
        private Path keystore;

        @Option(names = "--tls-password-file", paramLabel = "FILE", required = true,
                description = "Its password.")
        private Path passwordFile;
    }

    /** The database of the read model, in place of files. */
    static final class Postgres {
        @Option(names = "--database", paramLabel = "URL", required = true,
                description = "Keep the read model in a PostgreSQL, jdbc:postgresql://HOST/NAME, in"
                        + " place of files.")
        private String url;

        @Option(names = "--database-user", paramLabel = "NAME", description = "Its user.")
        private String user;

        @Option(names = "--database-password-file", paramLabel = "FILE",
                description = "Its user's password.")
        private Path passwordFile;

        @Option(names = "--database-key-password-file", paramLabel = "FILE",
                description = "The password of the client's key, where the address names one by"
                        + " sslkey.")
        private Path keyPasswordFile;
    }

    @Override
    public Integer call() {
        ReadyFile ready = new ReadyFile(Optional.ofNullable(readyFile));
        // A file that a killed process left behind says nothing about this one.
        ready.show(false);
        ApiSettings settings = settings();
        StopSignal.during(this::stop, () -> run(settings, ready));
        return ExitCode.DONE;
    }

    private void run(ApiSettings settings, ReadyFile ready) {
        Cluster.knock(settings.kafka());
        LedgerApi started = LedgerApi.start(settings);
        api = started;
        PrintWriter out = spec.commandLine().getOut();
        out.println("The API listens at " + started.url() + "; operations at "
                + started.operationsUrl() + ". Ctrl-C stops it.");
        out.flush();
        FreeSpace space = FreeSpace.onlyTold(data, FreeSpace.USUAL_LOW, "the API answers 503");
        try {
            do {
                space.warnIfLow();
                ready.show(started.problems().isEmpty());
            } while (!stopping.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ready.show(false);
    }

    /** Leaves what is still starting as it is: nothing of it needs an orderly end. */
    private void stop() {
        stopping.countDown();
        LedgerApi running = api;
        if (running != null) {
            running.close();
        }
    }

    private ApiSettings settings() {
        PortNumber.check(spec, "--http-port", httpPort);
        PortNumber.check(spec, "--operations-port", operationsPort);
        ServerSettings http = new ServerSettings(host, httpPort,
                tls == null ? null : tls.keystore, tls == null ? null : tls.passwordFile,
                behindProxy, MOST_CONNECTIONS, IDLE, STOP_WITHIN);
        return new ApiSettings(kafka.access(bootstrap), () -> Target.ids(schemaRegistry),
                catalog.read(), data, database(), keyFiles, http,
                new OperationsAddress(operationsHost, operationsPort), names, publicUrl, framedBy,
                allowedOrigins, oidcSettings(), rates.rates(), admissions.settings(),
                WriteSettings.usual(LedgerSettings.DEFAULT_APPLICATION_ID));
    }

    private ApiSettings.Database database() {
        if (keepEntries < 1 || keepEntries > MOST_DAYS) {
            throw new ParameterException(spec.commandLine(),
                    "--keep-entries is " + keepEntries + ": must be 1 to " + MOST_DAYS);
        }
        ApiSettings.Database where = postgres == null ? ApiSettings.Database.FILES
                : new ApiSettings.Database(postgres.url, postgres.user, postgres.passwordFile,
                        postgres.keyPasswordFile);
        return where.keeping(Duration.ofDays(keepEntries));
    }

    private OidcSettings oidcSettings() {
        try {
            return oidc == null ? null : OidcFile.read(oidc);
        } catch (BadInput e) {
            throw new CannotRun(e.getMessage(), e);
        }
    }
}
