package dev.extrausage.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.extrausage.api.accounts.EntryRows;
import dev.extrausage.api.http.EventFeed;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Entry;
import dev.extrausage.core.Histories;
import dev.extrausage.core.Run;
import dev.extrausage.core.Seed;
import dev.extrausage.view.rows.EntryRow;
import dev.extrausage.view.rows.ViewUnavailable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A feed on one thread: the caller of {@code signal} does all that follows from it. */
class AccountFeedTest {
    private final List<EntryRow> journal = new ArrayList<>();
    private final Caller caller = new Caller();
    private long snapshotAt;
    private boolean isAway;
    private boolean isStale;
    private int reads;
    private Runnable signal = () -> { };
    private boolean isSubscribed;
    private int open;

    /** A caller that takes writes at once, or only when it is told to. */
    private static final class Caller implements EventFeed.Channel {
        private final CompletableFuture<Void> closed = new CompletableFuture<>();
        private final StringBuilder text = new StringBuilder();
        private CompletableFuture<Void> pending;
        private boolean isSlow;

        @Override public CompletableFuture<Void> write(ByteBuffer bytes) {
            assertThat(pending == null || pending.isDone()).as("one write at a time").isTrue();
            text.append(StandardCharsets.UTF_8.decode(bytes));
            pending = isSlow ? new CompletableFuture<>() : CompletableFuture.completedFuture(null);
            return pending;
        }

        @Override public CompletableFuture<Void> closed() {
            return closed;
        }

        @Override public void close() {
            closed.complete(null);
        }

        List<String> names() {
            return Arrays.stream(text.toString().split("\n\n"))
                    .filter(frame -> frame.startsWith("id: "))
                    .map(frame -> frame.split("\n")).map(lines -> lines[1].substring(7) + " "
                            + lines[0].substring(4)).toList();
        }

        List<Long> entries() {
            return names().stream().filter(name -> name.startsWith("entry "))
                    .map(name -> Long.parseLong(name.substring(6))).toList();
        }
    }

    private AccountFeed feed(Long after) {
        LiveAccount account = new LiveAccount("acme", () -> {
            reads++;
            if (isAway) {
                throw new ViewUnavailable("the database is locked", null);
            }
            return snapshotAt == 0 ? Optional.empty()
                    : Optional.of(new LiveAccount.Standing(snapshotAt, isStale, () ->
                            JsonNodeFactory.instance.objectNode().put("sequence", snapshotAt)));
        }, (sequence, limit) -> journal.stream().filter(row -> row.sequence() > sequence)
                .limit(limit).toList(), row -> List.of(), call -> {
                    signal = call;
                    isSubscribed = true;
                    return () -> isSubscribed = false;
                });
        return new AccountFeed(account, after, Runnable::run, Duration.ofSeconds(2),
                new AccountFeed.Lifetime() {
                    @Override public boolean opened(AccountFeed feed) {
                        open++;
                        return true;
                    }

                    @Override public void closed(AccountFeed feed) {
                        open--;
                    }
                });
    }

    private void decided(long seed, int entries) {
        List<Entry> all = Run.of(Histories.nasty(seed, entries * 2), Catalogs.severalVersions())
                .entries();
        journal.clear();
        all.stream().limit(entries).map(EntryRows::of).forEach(journal::add);
        snapshotAt = journal.size();
    }

    /** The first entry with notices of a history that has one. */
    private EntryRow decidedWithNotice(long seed) {
        for (long next = seed; ; next++) {
            decided(next, 100);
            Optional<EntryRow> found =
                    journal.stream().filter(row -> !row.notices().isEmpty()).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
        }
    }

    private static List<Long> numbers(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    /** It may have been cut off between the entry and its notices. */
    @Test void who_goes_on_after_an_entry_gets_its_notices_first(@Seed long seed) {
        EntryRow noticed = decidedWithNotice(seed);
        feed(noticed.sequence()).start(caller);

        assertThat(caller.names()).startsWith(noticed.notices().stream()
                .map(kind -> "notice " + noticed.sequence()).toArray(String[]::new));
        assertThat(caller.names().stream().filter(("notice " + noticed.sequence())::equals))
                .hasSameSizeAs(noticed.notices());
        assertThat(caller.entries()).isEqualTo(numbers(noticed.sequence() + 1, snapshotAt));
    }

    @Test void notices_of_an_entry_that_is_yet_to_come_here_wait_for_it(@Seed long seed) {
        EntryRow noticed = decidedWithNotice(seed);
        snapshotAt = noticed.sequence() - 1;
        feed(noticed.sequence()).start(caller);
        assertThat(caller.names()).isEmpty();

        snapshotAt = noticed.sequence();
        signal.run();

        List<String> expected = new ArrayList<>(noticed.notices().stream()
                .map(kind -> "notice " + noticed.sequence()).toList());
        expected.add("account " + noticed.sequence());
        assertThat(caller.names()).isEqualTo(expected);
    }

    @Test void a_new_caller_gets_the_account_and_no_past(@Seed long seed) {
        decided(seed, 10);
        feed(null).start(caller);

        assertThat(caller.text.toString()).startsWith("retry: 2000\n\n"
                + "id: 10\nevent: account\ndata: {\"sequence\":10}\n\n");
        assertThat(caller.names()).containsExactly("account 10");
    }

    @Test void a_caller_that_comes_back_misses_nothing(@Seed long seed) {
        decided(seed, 50);
        feed(3L).start(caller);

        assertThat(caller.entries()).isEqualTo(numbers(4, 50));
        assertThat(caller.names().get(caller.names().size() - 1)).isEqualTo("account 50");
    }

    @Test void an_account_never_goes_before_its_entry(@Seed long seed) {
        decided(seed, 10);
        feed(10L).start(caller);
        snapshotAt = 12; // the snapshot is here before the entries
        signal.run();
        assertThat(caller.names()).containsExactly("account 10");

        decided(seed, 12);
        signal.run();
        assertThat(caller.entries()).containsExactly(11L, 12L);
        assertThat(caller.names()).endsWith("account 12");
    }

    @Test void a_caller_ahead_of_this_server_gets_nothing_twice(@Seed long seed) {
        decided(seed, 10);
        feed(12L).start(caller);
        assertThat(caller.names()).isEmpty();

        decided(seed, 14);
        signal.run();
        assertThat(caller.entries()).containsExactly(13L, 14L);
    }

    @Test void a_slow_caller_costs_no_reading(@Seed long seed) {
        decided(seed, 10);
        caller.isSlow = true;
        AccountFeed feed = feed(10L);
        feed.start(caller);
        int before = reads;
        decided(seed, 60);
        for (int i = 0; i < 100; i++) {
            signal.run();
        }

        assertThat(reads).isEqualTo(before);
        assertThat(feed.isSlowerThan(Duration.ZERO, System.nanoTime() + 2)).isTrue();

        caller.isSlow = false;
        caller.pending.complete(null);
        assertThat(caller.entries()).isEqualTo(numbers(11, 60));
        assertThat(feed.isSlowerThan(Duration.ZERO, System.nanoTime() + 2)).isFalse();
    }

    @Test void notices_come_with_their_entry(@Seed long seed) {
        decided(seed, 40);
        feed(0L).start(caller);
        List<String> expected = new ArrayList<>();
        for (EntryRow row : journal) {
            expected.add("entry " + row.sequence());
            row.notices().forEach(kind -> expected.add("notice " + row.sequence()));
        }
        expected.add("account 40");

        assertThat(caller.names()).isEqualTo(expected);
    }

    @Test void a_read_model_that_is_away_is_asked_again(@Seed long seed) {
        decided(seed, 5);
        isAway = true;
        AccountFeed feed = feed(2L);
        feed.start(caller);
        assertThat(caller.names()).isEmpty();

        isAway = false;
        feed.comment();
        assertThat(caller.entries()).isEqualTo(numbers(3, 5));
        assertThat(caller.text.toString()).contains(":\n\n");
    }

    @Test void a_read_model_that_falls_behind_is_told_once(@Seed long seed) {
        decided(seed, 10);
        AccountFeed feed = feed(null);
        feed.start(caller);
        feed.comment();
        assertThat(caller.names()).containsExactly("account 10");

        isStale = true;
        feed.comment();
        feed.comment();
        assertThat(caller.names()).containsExactly("account 10", "account 10");

        isStale = false;
        feed.comment();
        feed.comment();
        assertThat(caller.names()).containsExactly("account 10", "account 10", "account 10");
    }

    @Test void a_caller_that_goes_away_is_forgotten(@Seed long seed) {
        decided(seed, 5);
        AccountFeed feed = feed(null);
        feed.start(caller);
        assertThat(open).isEqualTo(1);
        caller.closed.complete(null);

        assertThat(open).isZero();
        assertThat(isSubscribed).isFalse();
    }

    @Test void entries_with_a_gap_between_end_the_stream(@Seed long seed) {
        decided(seed, 9);
        journal.remove(4);
        feed(2L).start(caller);

        assertThat(caller.closed).isCompleted();
        assertThat(caller.entries()).isEmpty();
    }

    /** Whatever the order of writes, reads and reconnections, each entry comes once, in order. */
    @Test void every_entry_comes_once_in_order(@Seed long seed) {
        Random random = new Random(seed);
        decided(seed, 5);
        List<EntryRow> all = Run.of(Histories.nasty(seed, 300), Catalogs.severalVersions())
                .entries().stream().map(EntryRows::of).toList();
        List<Long> seen = new ArrayList<>();
        long last = 5;
        while (last < all.size()) {
            Caller next = new Caller();
            feed(last).start(next);
            for (int i = 0; i < 20; i++) {
                next.isSlow = random.nextBoolean();
                int more = Math.min(all.size(), journal.size() + random.nextInt(5));
                all.subList(journal.size(), more).forEach(journal::add);
                snapshotAt = Math.max(snapshotAt, more - random.nextInt(3));
                signal.run();
                if (next.pending != null && random.nextBoolean()) {
                    next.pending.complete(null);
                }
            }
            snapshotAt = journal.size();
            next.isSlow = false;
            signal.run();
            seen.addAll(next.entries());
            last = seen.isEmpty() ? last : seen.get(seen.size() - 1);
            next.close();
        }

        assertThat(seen).isEqualTo(numbers(6, all.size()));
    }
}
