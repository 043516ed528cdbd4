package dev.extrausage.cli;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.cli.text.GateJson;
import dev.extrausage.cli.text.GateText;
import dev.extrausage.client.gate.GateAnswer;
import dev.extrausage.client.gate.GatePolicy;
import dev.extrausage.client.gate.RequestEstimate;
import dev.extrausage.client.gate.UsageGate;
import dev.extrausage.core.BadInput;
import dev.extrausage.core.Bounds;
import dev.extrausage.kafka.Cluster;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ledger gate}: what an inference service would be answered. */
@Command(
        name = "gate",
        description = "Asks, as an inference service does, whether a request of an account may run:"
                + " which limit decides, what is left of each, when it resets, and what the user of"
                + " the app and the caller of the API are told.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The answer comes from the snapshots on balances, carried to the present by the rules."
                    + " It holds nothing, and knows nothing of what services hold.",
            "",
            "Exit status: 0 when the request may run, or the watching was ended; 1 when it is"
                    + " blocked or what is left is short of its cost; 2 when the command could not"
                    + " run."
        })
final class GateCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    @Parameters(paramLabel = "ACCOUNT", description = "The account_id.")
    private String account;

    @Option(names = "--app", paramLabel = "APP", required = true,
            description = "The app that asks; the catalog says which are first-party.")
    private String app;

    @Option(names = "--cost", paramLabel = "USD",
            description = "What the request may cost; by default any cost at all, or what --model"
                    + " and the options with it come to.")
    private String cost;

    @Mixin private EstimateOptions estimate;

    @Option(names = "--watch",
            description = "Print a line at once and whenever the answer changes, until Ctrl-C.")
    private boolean watch;

    @Option(names = "--lines", paramLabel = "N",
            description = "With --watch: end after so many lines.")
    private int lines = Integer.MAX_VALUE;

    @Option(names = "--json", description = "One JSON object an answer, amounts in nano-USD.")
    private boolean json;

    @Mixin private KeptCatalogOption catalogOption;

    @Mixin private Target target;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        LookBack.accountId(spec, account);
        Function<UsageGate, GateAnswer> question = question();
        if (lines < 1) {
            throw new ParameterException(spec.commandLine(),
                    "--lines is " + lines + ": must be 1 or more");
        }
        try (Cluster cluster = target.connect();
                UsageGate gate = builder(cluster).schemaIds(cluster.ids())
                        .stale(Duration.ofSeconds(30), GatePolicy.FAIL_CLOSED).start()) {
            if (!gate.awaitReady(PATIENCE)) {
                throw new CannotRun("The snapshots could not be read within "
                        + PATIENCE.toSeconds() + " s.", null);
            }
            if (watch) {
                watch(gate, question);
                return ExitCode.DONE;
            }
            GateAnswer answer = question.apply(gate);
            LookBack.print(spec, json ? List.of(GateJson.of(answer, app).toString())
                    : GateText.of(answer, app));
            return answer.isAllowed() ? ExitCode.DONE : ExitCode.NOT_WELL;
        }
    }

    private UsageGate.Builder builder(Cluster cluster) {
        String bootstrap = cluster.bootstrap();
        UsageGate.Builder builder = catalogOption.named()
                .map(named -> UsageGate.builder(bootstrap, named).catalogAsGiven())
                .orElseGet(() -> UsageGate.builder(bootstrap, CatalogFile.defaultCatalog()));
        cluster.access().settings().forEach(builder::kafka);
        return builder;
    }

    /** The question as it is put to a gate, by a request's cost or by the request itself. */
    private Function<UsageGate, GateAnswer> question() {
        try {
            Bounds.name("app", app);
            RequestEstimate request = estimate.read();
            if (request == null) {
                long nanos = cost == null ? 0 : Usd.parse("--cost", cost);
                return gate -> gate.check(account, app, nanos);
            }
            if (cost != null) {
                throw new ParameterException(spec.commandLine(),
                        "--cost and --model cannot be given together");
            }
            return gate -> gate.check(account, app, request);
        } catch (BadInput e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** Ctrl-C ends it as one ends it, and no supervisor is to take that for a failure. */
    private void watch(UsageGate gate, Function<UsageGate, GateAnswer> question) {
        Thread ended = new Thread(() -> Runtime.getRuntime().halt(ExitCode.DONE), "stop");
        Runtime.getRuntime().addShutdownHook(ended);
        GateAnswer last = null;
        for (int printed = 0; printed < lines; ) {
            GateAnswer answer = question.apply(gate);
            if (last == null || isAnother(last, answer)) {
                last = answer;
                printed++;
                LookBack.print(spec, List.of(json ? GateJson.of(answer, app).toString()
                        : GateText.line(answer)));
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
        Runtime.getRuntime().removeShutdownHook(ended);
    }

    private static boolean isAnother(GateAnswer a, GateAnswer b) {
        return a.verdict() != b.verdict() || a.reason() != b.reason()
                || a.decidedBy() != b.decidedBy()
                || a.allowanceLeftNanos() != b.allowanceLeftNanos()
                || a.extraUsageLeftNanos() != b.extraUsageLeftNanos()
                || a.spendRoomNanos() != b.spendRoomNanos()
                || !a.resetsAt().equals(b.resetsAt());
    }
}
