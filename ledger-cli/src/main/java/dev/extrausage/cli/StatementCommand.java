package dev.extrausage.cli;

import dev.extrausage.cli.remote.RemoteLedger;
import dev.extrausage.cli.remote.RemoteProblem;
import dev.extrausage.cli.text.StatementText;
import dev.extrausage.core.UtcTime;
import dev.extrausage.journal.reports.statement.AccountStatements;
import dev.extrausage.journal.reports.statement.Period;
import dev.extrausage.journal.reports.statement.Statement;
import dev.extrausage.journal.reports.statement.StatementCsv;
import dev.extrausage.journal.reports.statement.StatementJson;
import dev.extrausage.journal.reports.statement.StatementQuestion;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code ledger statement}: what moved on an account in a period. */
@Command(
        name = "statement",
        description = "Shows an account's opening balance, every movement, its closing balance, and"
                + " what its requests cost by app, session, model and member. Without a period,"
                + " that of its current billing cycle.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A movement belongs to the time at which it took effect. A period begins at its first",
            "instant and ends before its last: what happens at the very start of a cycle is that",
            "cycle's.",
            "",
            "Exit status: 0 when opening balance and movements come to the closing balance and",
            "every entry adds up, 1 when they do not or the ledger does not know the account, 2",
            "when the command could not run."
        })
final class StatementCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ACCOUNT", description = "The account_id.")
    private String account;

    @Option(names = "--cycle", paramLabel = "YYYY-MM", converter = Month.class,
            description = "The billing cycles that start in that month, in UTC: mostly one.")
    private YearMonth cycle;

    @Option(names = "--from", paramLabel = "T", converter = UtcInstant.class,
            description = "From then on (" + UtcInstant.FORM + ").")
    private Long from;

    @Option(names = "--to", paramLabel = "T", converter = UtcInstant.class,
            description = "To before then.")
    private Long to;

    @ArgGroup private Format format = new Format();

    @Mixin private KeptCatalogOption catalogOption;

    @Mixin private JournalOption journal;

    @Mixin private RemoteOption remote;

    @Spec private CommandSpec spec;

    /** The form it is shown in; a page if nothing is said. */
    static final class Format {
        @Option(names = "--csv", description = "For a spreadsheet; amounts in US dollars, exact.")
        private boolean csv;

        @Option(names = "--json", description = "One JSON object; amounts in nano-USD. With --url"
                + " that is what is shown, in US dollars.")
        private boolean json;
    }

    /** {@code 2026-01}. */
    static final class Month implements ITypeConverter<YearMonth> {
        @Override
        public YearMonth convert(String text) {
            try {
                return YearMonth.parse(text);
            } catch (DateTimeException e) {
                throw new TypeConversionException("'" + text + "' is no month, YYYY-MM");
            }
        }
    }

    @Override
    public Integer call() {
        LookBack.accountId(spec, account);
        StatementQuestion question = question();
        Optional<RemoteLedger> ledger = remote.ledger();
        if (ledger.isPresent()) {
            return ask(ledger.get());
        }
        Optional<List<Statement>> found = LookBack.on(journal::open, catalogOption, spec,
                (entries, catalog) -> AccountStatements.of(account, question,
                        listener -> entries.read(account, listener), catalog, Integer.MAX_VALUE));
        if (found.isEmpty()) {
            return LookBack.unknown(spec, account);
        }
        List<Statement> statements = found.get();
        print(statements);
        if (statements.isEmpty()) {
            spec.commandLine().getErr().println(
                    "ledger: no billing cycle of " + account + " starts in " + cycle + ".");
        }
        boolean addUp = statements.stream().allMatch(s -> s.complaints().isEmpty());
        return addUp ? ExitCode.DONE : ExitCode.NOT_WELL;
    }

    /** The API's own answer: its JSON, in dollars, or its CSV. */
    private int ask(RemoteLedger ledger) {
        String path = "/v1/accounts/" + RemoteLedger.part(account) + "/statement";
        Map<String, Object> query = new HashMap<>();
        query.put("cycle", cycle);
        query.put("from", from == null ? null : UtcTime.format(from));
        query.put("to", to == null ? null : UtcTime.format(to));
        try {
            LookBack.print(spec, List.of(format.csv ? ledger.text(path, query, "text/csv").strip()
                    : ledger.get(path, query).toPrettyString()));
            return ExitCode.DONE;
        } catch (RemoteProblem e) {
            return LookBack.notFound(spec, e);
        }
    }

    private StatementQuestion question() {
        if (cycle != null && (from != null || to != null)) {
            throw new ParameterException(
                    spec.commandLine(), "Name either a --cycle or --from and --to.");
        }
        if (from == null && to == null) {
            return new StatementQuestion(cycle, null);
        }
        try {
            return new StatementQuestion(null, new Period(from, to));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage() + ".", e);
        }
    }

    private void print(List<Statement> statements) {
        if (format.csv) {
            LookBack.print(spec, StatementCsv.of(statements));
        } else if (format.json) {
            LookBack.print(spec, List.of(StatementJson.of(account, statements)));
        } else {
            List<String> lines = new ArrayList<>();
            for (Statement s : statements) {
                if (!lines.isEmpty()) {
                    lines.add("");
                }
                lines.addAll(StatementText.of(s));
            }
            LookBack.print(spec, lines);
        }
    }
}
