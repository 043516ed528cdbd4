package dev.extrausage.benchmarks.api;

import dev.extrausage.benchmarks.settings.BadSetting;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A part of what {@code --api} measures. */
public enum ApiPart {
    /** Entries folded into the read model. */
    PROJECTOR,
    /** Batches of usage, alone and beside the ledger. */
    USAGE,
    /** The account, its entries and its usage. */
    READS,
    /** Open streams: their memory, and how soon they see a decision. */
    STREAMS,
    /** Admissions: how many, and how soon they are answered. */
    ADMISSIONS;

    /** The part as an option has it. */
    String option() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The parts of those names; all of them for none.
     *
     * @throws BadSetting there is no such part
     */
    public static Set<ApiPart> named(Collection<String> options) {
        Set<ApiPart> parts = EnumSet.noneOf(ApiPart.class);
        for (String option : options) {
            parts.add(Arrays.stream(values()).filter(p -> p.option().equals(option)).findFirst()
                    .orElseThrow(() -> new BadSetting("--api", option, "of " + names(
                            EnumSet.allOf(ApiPart.class)))));
        }
        return parts.isEmpty() ? EnumSet.allOf(ApiPart.class) : parts;
    }

    /** The options, one after another. */
    static String names(Collection<ApiPart> parts) {
        return parts.stream().sorted().map(ApiPart::option).collect(Collectors.joining(", "));
    }
}
