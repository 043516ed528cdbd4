package dev.extrausage.cli;

import dev.extrausage.cli.remote.RemoteProblem;
import dev.extrausage.core.BadInput;
import dev.extrausage.core.Bounds;
import dev.extrausage.core.Catalog;
import dev.extrausage.journal.read.AccountJournal;
import dev.extrausage.journal.read.JournalReader;
import dev.extrausage.journal.read.JournalUnreadable;
import dev.extrausage.journal.read.ReadingProgress;
import dev.extrausage.journal.redecide.RedecidedEntry;
import dev.extrausage.journal.redecide.RedecidedHistory;
import dev.extrausage.stack.OpenJournal;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The common frame of the commands that read the journal's entries. */
final class LookBack {
    private LookBack() {}

    /** Does {@code work} on a journal, which is opened before and closed after it. */
    static <T> T on(
            Supplier<OpenJournal> journal, CommandSpec spec, Function<AccountJournal, T> work) {
        return in(journal, spec, (open, entries) -> work.apply(entries));
    }

    /**
     * Does {@code work} on a journal, by the catalog that the option names, which is read first, or
     * else by the one that the journal's ledger keeps.
     */
    static <T> T on(Supplier<OpenJournal> journal, KeptCatalogOption option, CommandSpec spec,
            BiFunction<AccountJournal, Catalog, T> work) {
        Optional<Catalog> named = option.named();
        return in(journal, spec, (open, entries) -> work.apply(entries,
                named.orElseGet(() -> KeptCatalogOption.keptOn(open.kafka()))));
    }

    /** Decides an account's entries again, from the first on, and hands each to a listener. */
    static RedecidedHistory redecide(Supplier<OpenJournal> journal, KeptCatalogOption option,
            CommandSpec spec, String account, Consumer<RedecidedEntry> listener) {
        return on(journal, option, spec, (entries, catalog) -> {
            RedecidedHistory history = new RedecidedHistory(account, catalog);
            entries.read(account, entry -> listener.accept(history.next(entry)));
            return history;
        });
    }

    /** Does {@code work} on a journal, opened before and closed after it, and on its entries. */
    static <T> T in(Supplier<OpenJournal> journal, CommandSpec spec,
            BiFunction<OpenJournal, AccountJournal, T> work) {
        try (OpenJournal open = journal.get()) {
            JournalReader reader = open.reader();
            AccountJournal entries =
                    new AccountJournal(reader, open.codecs().balanceChanges());
            return ReadingProgress.during(
                    reader, spec.commandLine().getErr(), () -> work.apply(open, entries));
        } catch (JournalUnreadable e) {
            throw new CannotRun(
                    "The journal cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** A valid account_id, or the command's usage is wrong. */
    static String accountId(CommandSpec spec, String text) {
        try {
            return Bounds.accountId(text);
        } catch (BadInput e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** Says that the account has no entry; returns the exit status of that. */
    static int unknown(CommandSpec spec, String account) {
        spec.commandLine().getErr().println("ledger: there is no account " + account
                + ": nothing was ever decided for it.");
        spec.commandLine().getErr().flush();
        return ExitCode.NOT_WELL;
    }

    /** Prints lines, and hands them over at once. */
    static void print(CommandSpec spec, List<String> lines) {
        lines.forEach(spec.commandLine().getOut()::println);
        spec.commandLine().getOut().flush();
    }

    /** Says on standard error what a remote ledger does not know; other problems go on. */
    static int notFound(CommandSpec spec, RemoteProblem problem) {
        if (problem.status() != 404) {
            throw problem;
        }
        spec.commandLine().getErr().println("ledger: " + problem.getMessage());
        return ExitCode.NOT_WELL;
    }
}
