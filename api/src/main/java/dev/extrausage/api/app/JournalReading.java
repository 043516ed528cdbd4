package dev.extrausage.api.app;

import dev.extrausage.api.accounts.AccountAge;
import dev.extrausage.api.accounts.AccountReading;
import dev.extrausage.api.accounts.EntryRoutes;
import dev.extrausage.api.accounts.ExportRoutes;
import dev.extrausage.api.accounts.ForecastRoutes;
import dev.extrausage.api.accounts.Freshness;
import dev.extrausage.api.accounts.JournalWork;
import dev.extrausage.api.accounts.PastBalanceRoutes;
import dev.extrausage.api.accounts.PreviewRoutes;
import dev.extrausage.api.accounts.StatementRoutes;
import dev.extrausage.api.accounts.TrialBalanceRoutes;
import dev.extrausage.api.routing.Route;
import dev.extrausage.api.stream.NoticeTexts;
import dev.extrausage.core.Catalog;
import dev.extrausage.journal.read.AccountEntries;
import dev.extrausage.journal.read.AccountJournal;
import dev.extrausage.journal.read.EntryLookup;
import dev.extrausage.journal.read.EntryPlace;
import dev.extrausage.journal.read.JournalReader;
import dev.extrausage.journal.read.KnownPlaces;
import dev.extrausage.journal.read.NoticeLookup;
import dev.extrausage.journal.redecide.AccountHistory;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.Notice;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.schemas.Topics;
import dev.extrausage.view.ReadModel;
import dev.extrausage.view.rows.Knowledge;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The answers from the journal itself, found by the places that the read model knows. */
final class JournalReading implements AutoCloseable {
    /** As many requests read the journal at a time. */
    static final int THREADS = 4;
    /** As many more wait for it. */
    static final int MOST_WAITING = 64;

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration NOTICE_PATIENCE = Duration.ofMillis(500);
    private static final long MOST_KEPT_BYTES = 64L * 1024 * 1024;

    private final ReadModel model;
    private final Supplier<Catalog> catalog;
    private final EntryLookup lookup;
    private final KnownPlaces places;
    private final AccountEntries entries;
    private final AccountJournal all;
    private final NoticeLookup notices;

    JournalReading(Map<String, Object> kafka, SchemaIds ids, ReadModel model,
            Supplier<Catalog> catalog, int partitions) {
        this.model = model;
        this.catalog = catalog;
        AvroCodec<BalanceChange> codec = new AvroCodec<>(
                BalanceChange.class, Topics.BALANCE_CHANGES.topicName(), ids);
        places = (account, after, limit) -> model.entriesAfter(account, after, limit).stream()
                .map(row -> new EntryPlace(row.sequence(), row.partition(), row.offset()))
                .toList();
        lookup = new EntryLookup(kafka, THREADS, PATIENCE);
        entries = new AccountEntries(lookup, codec, places, partitions);
        notices = new NoticeLookup(kafka, new AvroCodec<>(Notice.class,
                Topics.NOTICES.topicName(), ids), partitions, THREADS, NOTICE_PATIENCE);
        all = new AccountJournal(new JournalReader(kafka, 1), codec);
    }

    AccountEntries entries() {
        return entries;
    }

    /** The notices of entries, as the ledger wrote them. */
    NoticeTexts notices() {
        return new NoticeTexts(notices);
    }

    AccountJournal all() {
        return all;
    }

    List<Route> routes(JournalWork work) {
        AccountReading reading = new AccountReading(this::age, entries, catalog);
        List<Route> routes = new ArrayList<>(new EntryRoutes(this::age, entries, places,
                new AccountHistory(entries, catalog, MOST_KEPT_BYTES)).routes(work));
        routes.addAll(new StatementRoutes(reading).routes(work));
        routes.addAll(new ExportRoutes(reading).routes(work));
        routes.addAll(new PastBalanceRoutes(reading, Clock.systemUTC()).routes(work));
        routes.addAll(new ForecastRoutes(reading, Clock.systemUTC()).routes(work));
        routes.addAll(new PreviewRoutes(reading, Clock.systemUTC()).routes(work));
        routes.addAll(new TrialBalanceRoutes(all, Clock.systemUTC()).routes(work));
        return routes;
    }

    /** The age is asked for before the account: what follows may be newer, never older. */
    private Optional<AccountAge> age(String accountId) {
        return Freshness.reading(() -> {
            Knowledge known = model.knowledge(accountId);
            return model.account(accountId).map(row -> new AccountAge(
                    row.sequence(), known.knownAt().toEpochMilli(), known.stale()));
        });
    }

    @Override
    public void close() {
        lookup.close();
        notices.close();
    }
}
