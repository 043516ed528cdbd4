package dev.extrausage.cli;

import dev.extrausage.core.Reason;
import dev.extrausage.journal.reports.refused.RefusedUsage;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A reason after which refused usage can be sent again, as a person types it. */
final class MendableReason implements ITypeConverter<Reason> {
    @Override
    public Reason convert(String text) {
        return RefusedUsage.MENDABLE.stream().filter(reason -> reason.name().equals(text))
                .findFirst().orElseThrow(() -> new TypeConversionException("must be one of "
                        + RefusedUsage.MENDABLE.stream().map(Reason::name)
                                .collect(Collectors.joining(", "))
                        + ", after which the same usage may be accepted, but is '" + text + "'"));
    }
}
