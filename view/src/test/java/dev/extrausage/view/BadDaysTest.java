package dev.extrausage.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Entry;
import dev.extrausage.core.Histories;
import dev.extrausage.core.Run;
import dev.extrausage.core.Seed;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import dev.extrausage.view.database.Schema;
import dev.extrausage.view.database.SqliteDatabase;
import dev.extrausage.view.rows.EntryFilter;
import dev.extrausage.view.rows.EntryRow;
import dev.extrausage.view.rows.NotComplete;
import dev.extrausage.view.rows.TooOldForDetail;
import dev.extrausage.view.rows.UsageQuery;
import dev.extrausage.view.rows.UsageTally;
import dev.extrausage.view.rows.ViewUnavailable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults of the disk, the database or the topics are told, and mend themselves. */
class BadDaysTest {
    /** Hardly enough for empty tables. */
    private static final long TOO_FEW_PAGES = 24;
    private static final Instant END = Instant.parse("2100-01-01T00:00:00Z");

    private final long seed;
    @TempDir Path folder;
    private JournalKafka kafka;

    BadDaysTest(@Seed long seed) {
        this.seed = seed;
    }

    @BeforeEach void writeEntries() throws Exception {
        kafka = new JournalKafka(folder.resolve("kafka"), 2, Catalogs.severalVersions());
        kafka.write(Histories.ofManyAccounts(seed, 6, 60, kafka.catalog));
    }

    @AfterEach void close() {
        kafka.close();
    }

    @Test void a_full_disk_is_told_and_the_rest_folded_later() throws Exception {
        try (ReadModel full = ReadModel.start(settings(), database(TOO_FEW_PAGES))) {
            JournalKafka.await("the full disk to be told", () -> full.problems().stream()
                    .anyMatch(problem -> problem.contains("full")));
            assertThatThrownBy(() -> full.account(anAccount()))
                    .isInstanceOfAny(ViewUnavailable.class, NotComplete.class);
        }
        compareAfter(() -> ReadModel.start(settings(), database(0)));
    }

    @Test void a_locked_database_is_told_and_the_rest_folded_later() throws Exception {
        try (ReadModel model = ReadModel.start(settings(), database(0))) {
            kafka.awaitKnown(model);
            try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + file(0));
                    Connection d = DriverManager.getConnection("jdbc:sqlite:" + file(1));
                    Statement lockOne = c.createStatement();
                    Statement lockOther = d.createStatement()) {
                lockOne.execute("begin immediate");
                lockOther.execute("begin immediate");
                kafka.write(Histories.ofManyAccounts(seed + 1, 6, 20, kafka.catalog));
                JournalKafka.await("the lock to be told", () -> isUnavailable(model));
                lockOne.execute("rollback");
                lockOther.execute("rollback");
            }
            kafka.awaitKnown(model);
            JournalKafka.await("no problem to be left", () -> model.problems().isEmpty());
            new ReferenceModel(model, kafka.steps, seed).compare(5);
        }
    }

    private boolean isUnavailable(ReadModel model) {
        try {
            model.account(anAccount());
            return false;
        } catch (ViewUnavailable e) {
            return true;
        }
    }

    @Test void deleted_files_come_back_from_the_journal() throws Exception {
        compareAfter(() -> ReadModel.start(settings(), database(0)));
        try (Stream<Path> files = Files.list(folder.resolve("view"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        compareAfter(() -> ReadModel.start(settings(), database(0)));
    }

    @Test void earlier_versions_files_go_when_new_ones_are_complete() throws Exception {
        Path earlier = folder.resolve("view/view-v" + (Schema.VERSION - 1) + "-p0.sqlite");
        Path later = folder.resolve("view/view-v" + (Schema.VERSION + 1) + "-p0.sqlite");
        Files.createDirectories(folder.resolve("view"));
        Files.writeString(earlier, "of another version");
        Files.writeString(later, "of another version");
        try (ReadModel full = ReadModel.start(settings(), database(TOO_FEW_PAGES))) {
            JournalKafka.await("the full disk to be told", () -> !full.isReady()
                    && full.problems().stream().anyMatch(problem -> problem.contains("full")));
            assertThat(earlier).exists();
        }
        try (ReadModel model = ReadModel.start(settings(), database(0))) {
            kafka.awaitKnown(model);
            JournalKafka.await("the earlier file to go", () -> !Files.exists(earlier));
            assertThat(later).exists();
            assertThat(file(0)).exists();
        }
    }

    @Test void topics_made_anew_are_folded_from_nothing_and_never_mixed() throws Exception {
        try (ReadModel model = ReadModel.start(settings(), database(0))) {
            kafka.awaitKnown(model);
            kafka.send(Topics.BALANCE_CHANGES, anAccount(), new byte[] {0, 1, 2});
            kafka.flush();
            JournalKafka.await("the entry that cannot be read to be told",
                    () -> model.problems().stream().anyMatch(p -> p.contains("cannot read")));
            assertThat(model.account(anAccount())).isPresent();
            makeTopicsAnew();
            kafka.beginAnew();
            kafka.write(Histories.ofManyAccounts(seed + 2, 4, 50, kafka.catalog));
            JournalKafka.await("the new topics to be folded", () -> isFolded(model));
            kafka.awaitKnown(model);
            new ReferenceModel(model, kafka.steps, seed).compare(5);
            assertThat(model.problems()).isEmpty();
        }
    }

    private boolean isFolded(ReadModel model) {
        try {
            return kafka.steps.stream().allMatch(s -> model.entryAnswering(
                    s.input().event().accountId(),
                    UUID.fromString(s.input().event().eventId().toString())).isPresent());
        } catch (NotComplete e) {
            return false;
        }
    }

    private void makeTopicsAnew() throws Exception {
        try (Admin admin = kafka.admin()) {
            admin.deleteTopics(admin.listTopics().names().get()).all().get();
            JournalKafka.await("the topics to be gone", () -> {
                try {
                    return admin.listTopics().names().get().isEmpty();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            kafka.create(admin, 2);
        }
    }

    @Test void entries_go_after_their_retention_and_their_sums_stay() throws Exception {
        Instant last = kafka.steps.stream().filter(s -> s.entry().clock() != null)
                .map(s -> Instant.ofEpochMilli(s.entry().clock())).max(Instant::compareTo)
                .orElseThrow();
        Duration kept = Duration.ofDays(90);
        compareAfter(() -> ReadModel.start(settings(), database(0)));
        ViewSettings later = settings().withRetention(kept)
                .withClock(Clock.fixed(last, ZoneOffset.UTC));
        try (ReadModel model = ReadModel.start(later, database(0))) {
            String account = anAccount();
            JournalKafka.await("the read model to be ready", model::isReady);
            JournalKafka.await("old entries to go", () -> kafka.steps.stream()
                    .map(s -> s.input().event().accountId()).distinct()
                    .allMatch(id -> allKept(model, id, last.minus(kept))));
            UsageQuery all = whole(account);
            ExpectedUsage expected =
                    new ExpectedUsage(all, new java.util.TreeSet<>(Set.of(0L)));
            of(account).forEach(expected::add);
            assertThat(model.usageTotal(all)).isEqualTo(expected.rows.values().stream()
                    .reduce(UsageTally.NONE, UsageTally::plus));
            assertOldHourCannotBeCut(model, last.minus(kept));
        }
    }

    private static boolean allKept(ReadModel model, String account, Instant since) {
        return model.entries(account, EntryFilter.ALL, null, 10_000).rows().stream()
                .map(EntryRow::at).noneMatch(at -> at.isBefore(since));
    }

    private void assertOldHourCannotBeCut(ReadModel model, Instant kept) {
        kafka.steps.stream().filter(s -> s.input().event() instanceof UsageEvent)
                .map(Run.Step::entry).filter(e -> !e.isRefused())
                .filter(e -> Instant.ofEpochMilli(e.clock()).plus(1, ChronoUnit.HOURS)
                        .isBefore(kept) && e.clock() % 3_600_000 > 0 && !beginsCycle(e))
                .findFirst().ifPresent(e -> {
                    Instant at = Instant.ofEpochMilli(e.clock());
                    assertThatThrownBy(() -> model.usage(new UsageQuery(e.accountId(), at, END,
                            UsageQuery.Bucket.NONE, ZoneId.of("UTC"), Set.of(), null)))
                            .isInstanceOf(TooOldForDetail.class).hasMessageContaining(
                                    at.toString());
                });
    }

    /** There the sums of an hour are cut already. */
    private boolean beginsCycle(Entry entry) {
        return ExpectedCycles.starts(kafka.steps.stream()
                .filter(s -> s.entry().accountId().equals(entry.accountId())).toList(),
                entry.clock() + 1).contains(entry.clock());
    }

    @Test void watchers_and_waiters_are_told_when_it_can_be_read() throws Exception {
        try (ReadModel model = ReadModel.start(settings(), database(0))) {
            kafka.awaitKnown(model);
            var inputs = Histories.nasty(seed, 30, "watched", kafka.catalog);
            UUID id = UUID.fromString(inputs.get(0).event().eventId().toString());
            AtomicInteger signals = new AtomicInteger();
            AutoCloseable watch = model.onChange("watched", signals::incrementAndGet);
            var decided = model.whenDecided("watched", id);
            assertThat(decided).isNotDone();
            kafka.write(inputs);
            JournalKafka.await("the waiter to be answered", decided::isDone);
            EntryRow entry = decided.join();
            assertThat(entry.eventId()).isEqualTo(id);
            assertThat(model.account("watched").orElseThrow().sequence())
                    .isGreaterThanOrEqualTo(entry.sequence());
            JournalKafka.await("the signal", () -> signals.get() > 0);
            watch.close();
            var never = model.whenDecided("watched", new UUID(0x7000L, 0x8000_0000_0000_0000L));
            assertThat(never.cancel(false)).isTrue();
        }
    }

    private UsageQuery whole(String account) {
        return new UsageQuery(account, Instant.EPOCH, END, UsageQuery.Bucket.NONE,
                ZoneId.of("UTC"), Set.of(), null);
    }

    private List<Run.Step> of(String account) {
        return kafka.steps.stream()
                .filter(s -> s.input().event().accountId().equals(account)).toList();
    }

    private String anAccount() {
        return kafka.steps.get(0).input().event().accountId();
    }

    private void compareAfter(java.util.function.Supplier<ReadModel> start) {
        try (ReadModel model = start.get()) {
            kafka.awaitKnown(model);
            new ReferenceModel(model, kafka.steps, seed).compare(3);
        }
    }

    private Path file(int partition) {
        return folder.resolve("view/view-v" + Schema.VERSION + "-p" + partition + ".sqlite");
    }

    private SqliteDatabase database(long mostPages) {
        return new SqliteDatabase(folder.resolve("view"), Schema.VERSION, 4, mostPages);
    }

    private ViewSettings settings() {
        return ViewSettings.sqlite(kafka.clients(Map.of()), ReleasedSchemas.load(),
                () -> kafka.catalog, folder.resolve("view")).withRetention(Duration.ofDays(90_000));
    }
}
