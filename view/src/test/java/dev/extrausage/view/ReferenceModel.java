package dev.extrausage.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Change;
import dev.extrausage.core.Entry;
import dev.extrausage.core.FoldedName;
import dev.extrausage.core.NoticeKind;
import dev.extrausage.core.Outcome;
import dev.extrausage.core.Pool;
import dev.extrausage.core.Posting;
import dev.extrausage.core.Run;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.view.rows.ActionFilter;
import dev.extrausage.view.rows.EntryFilter;
import dev.extrausage.view.rows.EntryRow;
import dev.extrausage.view.rows.SessionFilter;
import dev.extrausage.view.rows.SessionRow;
import dev.extrausage.view.rows.Slice;
import dev.extrausage.view.rows.UsageQuery;
import dev.extrausage.view.rows.UsageRow;
import dev.extrausage.view.rows.UsageTally;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The answers that a read model must give, made straight from the entries of a ledger. */
final class ReferenceModel {
    private static final List<ZoneId> ZONES = List.of(ZoneId.of("UTC"), ZoneId.of("Asia/Kolkata"),
            ZoneId.of("America/New_York"), ZoneId.of("Asia/Kathmandu"),
            ZoneId.of("America/Santiago"));

    private final ReadModel model;
    private final Map<String, List<Run.Step>> steps;
    private final Random random;

    ReferenceModel(ReadModel model, List<Run.Step> steps, long seed) {
        this.model = model;
        this.steps = steps.stream().collect(
                Collectors.groupingBy(s -> s.input().event().accountId()));
        random = new Random(seed);
    }

    /** Compares everything there is, and what random questions ask for. */
    void compare(int questions) {
        steps.forEach((account, of) -> {
            compareAccount(account, of);
            compareEntries(account, of);
            compareSessions(account, of, null);
            compareSessions(account, of, "member-" + random.nextInt(3));
            compareSessions(account, of, "member-of-nothing");
            compareGivenBack(account, of);
            for (int i = 0; i < questions; i++) {
                compareUsage(question(account, of), of);
                compareFiltered(account, of);
            }
        });
        compareActions();
    }

    private void compareAccount(String account, List<Run.Step> of) {
        Run.Step last = of.get(of.size() - 1);
        var row = model.account(account).orElseThrow();
        assertThat(row.sequence()).isEqualTo(last.entry().sequence());
        assertThat(row.balance().getExtraUsageNanos()).isEqualTo(last.after().extraUsageNanos());
        assertThat(row.balance().getAllowanceLeftNanos())
                .isEqualTo(last.after().allowance().leftNanos());
    }

    private void compareEntries(String account, List<Run.Step> of) {
        List<EntryRow> rows = entries(account, EntryFilter.ALL);
        Collections.reverse(rows);
        assertThat(rows).hasSameSizeAs(of);
        for (int i = 0; i < of.size(); i++) {
            compare(rows.get(i), of.get(i).entry());
        }
        EntryRow any = rows.get(random.nextInt(rows.size()));
        assertThat(model.entry(account, any.sequence())).contains(any);
        EntryRow answering = model.entryAnswering(account, any.eventId()).orElseThrow();
        assertThat(answering.eventId()).isEqualTo(any.eventId());
        List<EntryRow> same = rows.stream()
                .filter(e -> e.eventId().equals(any.eventId())).toList();
        assertThat(answering).isEqualTo(same.stream().filter(e -> e.outcome() != Outcome.REFUSED)
                .findFirst().orElse(same.get(same.size() - 1)));
        assertThat(model.entriesAfter(account, any.sequence(), 1_000_000))
                .isEqualTo(rows.subList((int) any.sequence(), rows.size()));
    }

    private List<EntryRow> entries(String account, EntryFilter filter) {
        List<EntryRow> all = new ArrayList<>();
        Long before = null;
        do {
            Slice<EntryRow> page =
                    model.entries(account, filter, before, 1 + random.nextInt(200));
            all.addAll(page.rows());
            before = page.next() == null ? null : Long.valueOf(page.next());
        } while (before != null);
        return all;
    }

    private static void compare(EntryRow row, Entry entry) {
        assertThat(row.sequence()).isEqualTo(entry.sequence());
        assertThat(row.cause()).isEqualTo(entry.cause().event());
        assertThat(row.receivedAt().toEpochMilli()).isEqualTo(entry.cause().receivedAt());
        assertThat(row.clock() == null ? null : (Long) row.clock().toEpochMilli())
                .isEqualTo(entry.clock());
        assertThat(row.outcome()).isEqualTo(entry.outcome());
        assertThat(row.reason()).isEqualTo(
                entry.reason() == null ? null : entry.reason().name());
        assertThat(row.costNanos()).isEqualTo(entry.costNanos());
        assertThat(row.allowanceLeftNanos()).isEqualTo(entry.allowanceLeftNanos());
        assertThat(row.extraUsageNanos()).isEqualTo(entry.extraUsageNanos());
        assertThat(row.spentNanos()).isEqualTo(entry.spentNanos());
        assertThat(row.topUpDue()).isEqualTo(entry.topUpDue());
        assertThat(row.notices()).isEqualTo(entry.notices().stream().map(n -> n.kind().name())
                .filter(kind -> !kind.equals(NoticeKind.TOP_UP_DUE.name())).toList());
        assertThat(row.sums().extraUsageChangeNanos()).isEqualTo(change(entry, Pool.EXTRA_USAGE));
        assertThat(row.sums().allowanceChangeNanos()).isEqualTo(change(entry, Pool.ALLOWANCE));
        if (row.usage() != null) {
            assertThat(row.sums().fromExtraUsageNanos()).isEqualTo(entry.postings().stream()
                    .filter(p -> p.from() == Pool.EXTRA_USAGE && p.to() == Pool.USAGE)
                    .mapToLong(Posting::amountNanos).sum());
        }
    }

    private static long change(Entry entry, Pool pool) {
        return entry.postings().stream().mapToLong(p -> p.to() == pool ? p.amountNanos()
                : p.from() == pool ? -p.amountNanos() : 0).sum();
    }

    private void compareFiltered(String account, List<Run.Step> of) {
        Entry any = of.get(random.nextInt(of.size())).entry();
        UsageEvent usage = any.cause().event() instanceof UsageEvent u ? u : null;
        Instant at = Instant.ofEpochMilli(at(any)).plusMillis(random.nextInt(3) - 1);
        EntryFilter filter = new EntryFilter(random.nextInt(3) == 0 ? at : null,
                random.nextInt(3) == 0 ? at.plusSeconds(random.nextInt(10_000_000)) : null,
                random.nextInt(4) == 0 ? type(any) : null,
                random.nextInt(4) == 0 ? any.outcome() : null,
                usage != null && random.nextInt(4) == 0 ? usage.app() : null,
                usage != null && random.nextInt(4) == 0 ? usage.model() : null,
                usage != null && random.nextInt(4) == 0 ? usage.sessionId() : null,
                usage != null && random.nextInt(4) == 0 ? usage.memberId() : null,
                random.nextInt(4) == 0 ? (Long) any.costNanos() : null);
        assertThat(entries(account, filter).stream().map(EntryRow::sequence)).as("%s", filter)
                .isEqualTo(of.stream().map(Run.Step::entry).filter(e -> matches(e, filter))
                        .map(Entry::sequence).sorted(Collections.reverseOrder()).toList());
        assertThat(entries(account, EntryFilter.ALL).stream().filter(filter::matches).toList())
                .as("%s", filter).isEqualTo(entries(account, filter));
    }

    private static boolean matches(Entry e, EntryFilter f) {
        UsageEvent u = e.cause().event() instanceof UsageEvent usage ? usage : null;
        Instant at = Instant.ofEpochMilli(at(e));
        return (f.from() == null || !at.isBefore(f.from()))
                && (f.to() == null || at.isBefore(f.to()))
                && (f.type() == null || f.type().equals(type(e)))
                && (f.outcome() == null || f.outcome() == e.outcome())
                && is(f.app(), u == null ? null : u.app(), FoldedName::of)
                && is(f.model(), u == null ? null : u.model(), FoldedName::of)
                && is(f.session(), u == null ? null : u.sessionId(), x -> x)
                && is(f.member(), u == null ? null : u.memberId(), x -> x)
                && (f.minNanos() == null || about(e) >= f.minNanos());
    }

    private static boolean is(String wanted, String there, Function<String, String> folded) {
        return wanted == null || there != null && folded.apply(wanted).equals(folded.apply(there));
    }

    private static long about(Entry e) {
        if (e.cause().event() instanceof UsageEvent) {
            return e.costNanos();
        }
        Change change = ((AccountEvent) e.cause().event()).change();
        Long named = change instanceof Change.CreditGranted c ? (Long) c.amountNanos()
                : change instanceof Change.CreditRefunded c ? (Long) c.amountNanos()
                : change instanceof Change.RefundFailed c ? (Long) c.amountNanos()
                : change instanceof Change.PaymentReversed c ? (Long) c.amountNanos()
                : change instanceof Change.UsageReversed c ? (Long) c.amountNanos()
                : change instanceof Change.AutoReloadSet c ? (Long) c.amountNanos()
                : change instanceof Change.SpendLimitSet c ? longOf(c.monthlyLimitNanos())
                : change instanceof Change.LowBalanceNoticeSet c ? longOf(c.thresholdNanos())
                : change instanceof Change.RefundOrdered c ? c.amountNanos() : null;
        return named != null ? named : e.postings().stream().filter(p -> p.to() != Pool.EXPIRED
                && (p.from() == Pool.EXTRA_USAGE || p.to() == Pool.EXTRA_USAGE))
                .mapToLong(Posting::amountNanos).sum();
    }

    private static Long longOf(Long optional) {
        return optional == null ? 0L : optional;
    }

    private static String type(Entry e) {
        return e.cause().event() instanceof AccountEvent a ? a.change().type() : EntryRow.USAGE;
    }

    private static long at(Entry e) {
        return e.clock() != null ? e.clock() : e.cause().time();
    }

    private UsageQuery question(String account, List<Run.Step> of) {
        Instant a = instant(of);
        Instant b = instant(of);
        Instant from = a.isBefore(b) ? a : b;
        Instant to = a.isBefore(b) ? b : a.plusMillis(1);
        ZoneId zone = ZONES.get(random.nextInt(ZONES.size()));
        UsageQuery.Bucket[] buckets = UsageQuery.Bucket.values();
        UsageQuery.Bucket bucket = buckets[random.nextInt(buckets.length)];
        if (bucket == UsageQuery.Bucket.HOUR && from.plus(3_000, ChronoUnit.DAYS).isBefore(to)) {
            bucket = UsageQuery.Bucket.DAY;
        }
        Set<UsageQuery.GroupBy> by = EnumSet.noneOf(UsageQuery.GroupBy.class);
        for (UsageQuery.GroupBy property : UsageQuery.GroupBy.values()) {
            if (random.nextInt(3) == 0) {
                by.add(property);
            }
        }
        return new UsageQuery(account, from, to, bucket, zone, by,
                random.nextInt(5) == 0 ? "member-" + random.nextInt(3) : null);
    }

    /** Near the time of an entry, on the hour, or at the start of a cycle. */
    private Instant instant(List<Run.Step> of) {
        Run.Step step = of.get(random.nextInt(of.size()));
        Instant at = Instant.ofEpochMilli(at(step.entry()));
        return switch (random.nextInt(4)) {
            case 0 -> at.truncatedTo(ChronoUnit.HOURS);
            case 1 -> !step.after().wasOpened() ? at
                    : Instant.ofEpochMilli(step.after().subscription().cycle().start());
            default -> at.plusMillis(random.nextInt(3) - 1);
        };
    }

    private void compareUsage(UsageQuery query, List<Run.Step> of) {
        ExpectedUsage expected = new ExpectedUsage(query, starts(query, of));
        of.forEach(expected::add);
        Map<ExpectedUsage.Key, UsageTally> found = new HashMap<>();
        for (UsageRow row : model.usage(query)) {
            assertThat(found.put(new ExpectedUsage.Key(row.start(), row.group()), row.tally()))
                    .isNull();
        }
        assertThat(found).as("%s", query).isEqualTo(expected.rows);
        assertThat(model.usageTotal(query)).isEqualTo(expected.rows.values().stream()
                .reduce(UsageTally.NONE, UsageTally::plus));
    }

    private static NavigableSet<Long> starts(UsageQuery query, List<Run.Step> of) {
        NavigableSet<Long> starts = new TreeSet<>();
        long from = query.from().toEpochMilli();
        starts.add(from);
        ZonedDateTime at = query.from().atZone(query.zone());
        switch (query.bucket()) {
            case HOUR -> {
                for (at = at.truncatedTo(ChronoUnit.HOURS); at.toInstant().isBefore(query.to());
                        at = at.plusHours(1)) {
                    starts.add(at.toInstant().toEpochMilli());
                }
            }
            case DAY -> {
                for (var day = at.toLocalDate(); !day.atStartOfDay(query.zone()).toInstant()
                        .isAfter(query.to()); day = day.plusDays(1)) {
                    starts.add(day.atStartOfDay(query.zone()).toInstant().toEpochMilli());
                }
            }
            case CYCLE -> starts.addAll(ExpectedCycles.starts(of, query.to().toEpochMilli()));
            default -> { }
        }
        starts.removeIf(start -> start < from);
        return starts;
    }

    private void compareSessions(String account, List<Run.Step> of, String member) {
        UsageQuery all = new UsageQuery(account, Instant.EPOCH,
                Instant.parse("2100-01-01T00:00:00Z"), UsageQuery.Bucket.NONE,
                ZoneId.of("UTC"), Set.of(UsageQuery.GroupBy.SESSION), member);
        ExpectedUsage expected = new ExpectedUsage(all, new TreeSet<>(Set.of(0L)));
        of.forEach(expected::add);
        Map<String, UsageTally> bySession = new HashMap<>();
        expected.rows.forEach((key, tally) ->
                bySession.put(key.group().get(UsageQuery.GroupBy.SESSION), tally));
        bySession.remove("");
        Map<String, UsageTally> found = new HashMap<>();
        String cursor = null;
        do {
            Slice<SessionRow> page = model.sessions(account,
                    new SessionFilter(null, null, member), cursor, 1 + random.nextInt(3));
            page.rows().forEach(row -> found.put(row.sessionId(), row.tally()));
            cursor = page.next();
        } while (cursor != null);
        assertThat(found).isEqualTo(bySession);
        bySession.forEach((session, tally) -> {
            var detail = model.session(account, session, member).orElseThrow();
            assertThat(detail.whole().tally()).isEqualTo(tally);
            assertThat(detail.parts().stream().map(p -> p.tally())
                    .reduce(UsageTally.NONE, UsageTally::plus)).isEqualTo(tally);
        });
    }

    private void compareGivenBack(String account, List<Run.Step> of) {
        long allowance = 0;
        long extra = 0;
        for (Run.Step step : of) {
            if (step.input().event() instanceof AccountEvent) {
                for (Posting p : step.entry().postings()) {
                    extra += p.from() == Pool.USAGE && p.to() == Pool.EXTRA_USAGE ? p.amountNanos()
                            : p.to() == Pool.USAGE ? -p.amountNanos() : 0;
                    allowance += p.from() == Pool.USAGE && p.to() != Pool.EXTRA_USAGE
                            ? p.amountNanos() : 0;
                }
            }
        }
        var found = model.givenBack(account, Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"));
        assertThat(found.toExtraUsageNanos()).isEqualTo(extra);
        assertThat(found.toAllowanceNanos()).isEqualTo(allowance);
    }

    private void compareActions() {
        List<EntryRow> found = new ArrayList<>();
        String cursor = null;
        do {
            Slice<EntryRow> page = model.actions(ActionFilter.ALL, cursor, 1 + random.nextInt(300));
            found.addAll(page.rows());
            cursor = page.next();
        } while (cursor != null);
        assertThat(found).extracting(EntryRow::receivedAt)
                .isSortedAccordingTo(Collections.reverseOrder());
        assertThat(found.stream().map(e -> e.accountId() + " " + e.sequence()))
                .doesNotHaveDuplicates().hasSize((int) steps.values().stream()
                        .flatMap(List::stream).filter(ReferenceModel::isAction).count());
        assertThat(model.writtenBy("histories", Set.of("CreditGranted"), Instant.EPOCH))
                .isEqualTo(steps.values().stream().flatMap(List::stream)
                        .filter(s -> s.entry().outcome() == Outcome.APPLIED)
                        .filter(s -> type(s.entry()).equals("CreditGranted"))
                        .map(s -> about(s.entry())).reduce(0L, UsageTally::sum));
    }

    private static boolean isAction(Run.Step step) {
        return step.input().event() instanceof AccountEvent e
                && !(e.change() instanceof Change.CycleReset)
                && !(e.change() instanceof Change.TimePassed);
    }
}
