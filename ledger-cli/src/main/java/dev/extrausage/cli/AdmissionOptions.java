package dev.extrausage.cli;

import dev.extrausage.api.inference.AdmissionSettings;
import dev.extrausage.client.gate.DecidedBy;
import dev.extrausage.client.gate.GateBounds;
import dev.extrausage.client.gate.GatePolicy;
import dev.extrausage.core.BadInput;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;
import picocli.CommandLine.TypeConversionException;

/** Options of how the HTTP API admits requests of inference services. */
final class AdmissionOptions {
    @Option(names = "--hold", paramLabel = "SECONDS", defaultValue = "600",
            description = "The time after which what is held for a request is given back without"
                    + " its usage (default: ${DEFAULT-VALUE}): longer than the longest request"
                    + " takes.")
    private long hold;

    @Option(names = "--most-holds", paramLabel = "N", defaultValue = "200000",
            description = "The most requests that something is held for at once (default:"
                    + " ${DEFAULT-VALUE}): requests a second, times the seconds that each takes.")
    private int mostHolds;

    @Option(names = "--gateways", paramLabel = "N", defaultValue = "1",
            description = "The gateways that admit requests of the same accounts, this server among"
                    + " them: servers of the API, and services that embed the gate (default:"
                    + " ${DEFAULT-VALUE}). With fewer than there are, an account can spend more"
                    + " than it has.")
    private int gateways;

    @Option(names = "--stale-after", paramLabel = "SECONDS", defaultValue = "30",
            description = "The age from which on known balances are stale (default:"
                    + " ${DEFAULT-VALUE}).")
    private long staleAfter;

    @Option(names = "--fail-open", paramLabel = "CASE", split = ",", converter = Case.class,
            description = "Admit a request where the balances cannot tell: start-up (not all"
                    + " balances are read yet), stale, unknown-account, unpriced (a model, tier or"
                    + " unit without a price) or too-many-holds; several with commas (default:"
                    + " stale).")
    private List<DecidedBy> open = List.of();

    @Option(names = "--fail-closed", paramLabel = "CASE", split = ",", converter = Case.class,
            description = "Block a request in such a case (default: all but stale).")
    private List<DecidedBy> closed = List.of();

    @Spec(Target.MIXEE) private CommandSpec spec;

    /** A case in which a policy decides: as an answer's {@code decided_by}, but with dashes. */
    static final class Case implements ITypeConverter<DecidedBy> {
        private static final List<DecidedBy> ALL = Arrays.stream(DecidedBy.values())
                .filter(which -> which != DecidedBy.BALANCES).toList();

        @Override public DecidedBy convert(String name) {
            return ALL.stream().filter(which -> nameOf(which).equals(name)).findAny()
                    .orElseThrow(() -> new TypeConversionException(
                            BadInput.of("the case", name, ALL.stream().map(Case::nameOf)
                                    .collect(Collectors.joining(", "))).getMessage()));
        }

        private static String nameOf(DecidedBy which) {
            return which.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The settings; a {@link ParameterException} naming what cannot be. */
    AdmissionSettings settings() {
        try {
            return new AdmissionSettings(
                    GateBounds.time("--hold", Duration.ofSeconds(hold)),
                    GateBounds.holds("--most-holds", mostHolds),
                    GateBounds.gateways("--gateways", gateways), policies());
        } catch (BadInput e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private AdmissionSettings.Policies policies() {
        AdmissionSettings.Policies policies = AdmissionSettings.Policies.USUAL.staleAfter(
                GateBounds.time("--stale-after", Duration.ofSeconds(staleAfter)));
        for (DecidedBy which : open) {
            if (closed.contains(which)) {
                throw new BadInput(Case.nameOf(which)
                        + " is named by --fail-open and by --fail-closed: must be by one");
            }
            policies = policies.with(which, GatePolicy.FAIL_OPEN);
        }
        for (DecidedBy which : closed) {
            policies = policies.with(which, GatePolicy.FAIL_CLOSED);
        }
        return policies;
    }
}
