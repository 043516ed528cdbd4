package dev.extrausage.cli;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.catalog.VersionYaml;
import dev.extrausage.catalog.litellm.LiteLlmImport;
import dev.extrausage.catalog.litellm.NotAPriceList;
import dev.extrausage.core.BadInput;
import dev.extrausage.core.Bounds;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.CatalogVersion;
import dev.extrausage.core.UtcTime;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ledger catalog import}: a new version with the prices of a list. */
@Command(
        name = "import",
        description = "Prints a new catalog version as YAML: prices from a list in the form of"
                + " LiteLLM's model_prices_and_context_window.json, all else from the last version"
                + " of --base. What is not exactly as in the list is named on standard error, one"
                + " line each; nothing is rounded, and a model that the catalog cannot price as the"
                + " list does is left out.",
        footer = {
            "",
            "To put the version in force, append what is printed below its first line to the",
            "catalog, then `ledger catalog check` it.",
            "",
            "Exit status: 0 when the version is exactly as the list says, 1 when something is not,",
            "2 when the command could not run."
        })
final class CatalogImportCommand implements Callable<Integer> {
    @Option(names = "--from", paramLabel = "FILE", required = true,
            description = "The price list, JSON; - is the standard input.")
    private Path from;

    @Option(names = "--provider", paramLabel = "NAME",
            description = "Only the models of this litellm_provider; by default all.")
    private String provider;

    @Option(names = "--base", paramLabel = "CATALOG",
            description = "The catalog to go on from; by default the one built in.")
    private Path base;

    @Option(names = "--version", paramLabel = "NAME",
            description = "The new version's name (default: the day of --effective-from).")
    private String version;

    @Option(names = "--effective-from", paramLabel = "T", converter = UtcInstant.class,
            description = "Its start: " + UtcInstant.FORM + " (default: the end of this day).")
    private Long effectiveFrom;

    @Option(names = {"-h", "--help"}, usageHelp = true,
            description = "Show this help message and exit.")
    private boolean help;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        Catalog catalog = base == null ? CatalogFile.defaultCatalog() : CatalogOption.read(base);
        CatalogVersion last = catalog.versions().get(catalog.versions().size() - 1);
        long start = effectiveFrom == null ? tomorrow() : effectiveFrom;
        String name = name(start);
        requireNew(catalog, last, name, start);
        try {
            LiteLlmImport.Result result = LiteLlmImport.run(
                    from.toString(), InputFile.bytes(from), provider, last, name, start);
            LookBack.print(spec, VersionYaml.catalogOf(result.version()));
            return tell(result, last);
        } catch (NotAPriceList e) {
            throw new CannotRun(e.getMessage(), e);
        }
    }

    private static long tomorrow() {
        return LocalDate.now(ZoneOffset.UTC).plusDays(1)
                .atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    private String name(long start) {
        try {
            return version == null
                    ? UtcTime.format(start).substring(0, 10) : Bounds.name("--version", version);
        } catch (BadInput e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void requireNew(Catalog catalog, CatalogVersion last, String name, long start) {
        if (catalog.version(name) != null) {
            throw new ParameterException(spec.commandLine(),
                    "the base has a version " + name + " already: give the new one another name"
                            + " with --version");
        }
        if (start <= last.effectiveFrom()) {
            throw new ParameterException(spec.commandLine(), "--effective-from is "
                    + UtcTime.format(start) + ": must be after version " + last.version() + "'s, "
                    + UtcTime.format(last.effectiveFrom()));
        }
    }

    private int tell(LiteLlmImport.Result result, CatalogVersion last) {
        PrintWriter err = spec.commandLine().getErr();
        if (!result.kept().isEmpty()) {
            err.println("Not in " + from + ", and priced as in version " + last.version() + ": "
                    + String.join(", ", result.kept()) + ".");
        }
        if (!result.remarks().isEmpty()) {
            err.println("Not exactly as in " + from + ":");
            result.remarks().forEach(remark -> err.println("  " + remark));
        }
        err.flush();
        return result.remarks().isEmpty() ? ExitCode.DONE : ExitCode.NOT_WELL;
    }
}
