package dev.extrausage.cli;

import dev.extrausage.api.access.rates.Rate;
import dev.extrausage.api.access.rates.Rates;
import dev.extrausage.core.BadInput;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The rates that the callers of the HTTP API are held to. */
final class RateOptions {
    @Option(names = "--rate-per-second", paramLabel = "N", defaultValue = "1000",
            description = "The requests a second that each credential may send on average, but"
                    + " those of inference services (default: ${DEFAULT-VALUE}); five times as"
                    + " many at once.")
    private int perSecond;

    @Option(names = "--inference-rate-per-second", paramLabel = "N", defaultValue = "50000",
            description = "The same of each inference service's credential (default:"
                    + " ${DEFAULT-VALUE}); twice as many at once.")
    private int perSecondOfInference;

    @Spec(Target.MIXEE) private CommandSpec spec;

    /** The rates; a {@link ParameterException} naming what is out of its bounds. */
    Rates rates() {
        try {
            return new Rates(Rate.of(perSecond, Rates.USUAL),
                    Rate.of(perSecondOfInference, Rates.OF_INFERENCE), Rates.OF_FAILURES,
                    System::nanoTime);
        } catch (BadInput e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
