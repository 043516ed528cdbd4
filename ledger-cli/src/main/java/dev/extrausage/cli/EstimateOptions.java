package dev.extrausage.cli;

import dev.extrausage.client.gate.RequestEstimate;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options that say what a request may use, in place of what it may cost. */
final class EstimateOptions {
    @Option(names = "--model", paramLabel = "MODEL",
            description = "The model it is for, which must have a price; its cost is taken from"
                    + " the catalog.")
    private String model;

    @Option(names = "--service-tier", paramLabel = "TIER",
            description = "With --model: the service tier; by default standard.")
    private String serviceTier;

    @Option(names = "--input-tokens", paramLabel = "N",
            description = "With --model: the tokens of the prompt.")
    private Long inputTokens;

    @Option(names = "--output-tokens", paramLabel = "N",
            description = "With --model: the most tokens that may be answered.")
    private Long outputTokens;

    @Option(names = "--unit", paramLabel = "NAME=N",
            description = "With --model: the most of what is priced by the piece, as web_search=3;"
                    + " may be repeated.")
    private Map<String, Long> units = new LinkedHashMap<>();

    @Spec(Target.MIXEE) private CommandSpec spec;

    /**
     * The request; null where no model is named.
     *
     * @throws ParameterException an option is given that only a model gives a meaning
     * @throws dev.extrausage.core.BadInput a value is out of its bounds
     */
    RequestEstimate read() {
        if (model == null) {
            if (serviceTier != null || inputTokens != null || outputTokens != null
                    || !units.isEmpty()) {
                throw new ParameterException(spec.commandLine(), "--service-tier, --input-tokens,"
                        + " --output-tokens and --unit need --model");
            }
            return null;
        }
        RequestEstimate.Builder request = RequestEstimate.of(model).serviceTier(serviceTier)
                .tokens(orNone(inputTokens), orNone(outputTokens));
        units.forEach(request::unit);
        return request.build();
    }

    private static long orNone(Long count) {
        return count == null ? 0 : count;
    }
}
