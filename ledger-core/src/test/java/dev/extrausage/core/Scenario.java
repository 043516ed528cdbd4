package dev.extrausage.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Tests as sentences: <em>given</em> a past, <em>when</em> this happens, <em>then</em> exactly
 * these postings are made, and it <em>leaves</em> that state. Everything happens at the time last
 * named, to one account; the first time is {@code 2026-01-10T00:00:00Z}.
 */
final class Scenario {
    static final String ACCOUNT = "acme";
    static final String FIRST_TIME = "2026-01-10T00:00:00Z";

    private final Catalog catalog;
    private final Run run;
    private long now = Happening.millis(FIRST_TIME);
    private int happened;
    private Run.Step last;

    private Scenario(Catalog catalog) {
        this.catalog = catalog;
        this.run = new Run(catalog);
    }

    /** A scenario under another catalog than the example of the SPEC. */
    static Scenario under(Catalog catalog) {
        return new Scenario(catalog);
    }

    /** Starts with a past, every part of which must be applied. */
    static Scenario given(Happening... happenings) {
        return under(Catalogs.example()).and(happenings);
    }

    /** Adds to the past. */
    Scenario and(Happening... happenings) {
        for (Happening happening : happenings) {
            when(happening);
            assertThat(last.entry().outcome()).as("given %s", last.entry())
                    .isIn(Outcome.APPLIED, Outcome.UNCOVERED);
        }
        return this;
    }

    /** Decides these inputs; {@link #then} looks at the last. */
    Scenario when(Happening... happenings) {
        for (Happening happening : happenings) {
            Input input = happening.input(ACCOUNT, now, ++happened);
            now = input.receivedAt();
            last = run.decide(input);
        }
        return this;
    }

    /**
     * Expects this outcome, {@code APPLIED} if none is named, and exactly these postings in this
     * order, none if none is named.
     */
    Scenario then(Expected... expected) {
        Entry entry = last.entry();
        Expected.Answer answer = Arrays.stream(expected)
                .filter(Expected.Answer.class::isInstance).map(Expected.Answer.class::cast)
                .findFirst().orElse(Expected.applied());
        assertThat(new Expected.Answer(entry.outcome(), entry.reason()))
                .as("%s", entry).isEqualTo(answer);
        thenPosted(Arrays.stream(expected).filter(Expected.Posted.class::isInstance)
                .map(Expected.Posted.class::cast).toList());
        return this;
    }

    private void thenPosted(List<Expected.Posted> expected) {
        List<Posting> actual = last.entry().postings();
        List<String> shown = IntStream.range(0, actual.size())
                .mapToObj(i -> i < expected.size() ? expected.get(i).comparable(actual.get(i))
                        : Expected.Posted.shown(actual.get(i))).toList();
        assertThat(shown).as("postings")
                .isEqualTo(expected.stream().map(Expected.Posted::compared).toList());
    }

    /** Expects exactly these notices, in this order. */
    Scenario tells(NoticeKind... kinds) {
        assertThat(last.entry().notices()).as("notices").extracting(Notice::kind)
                .containsExactly(kinds);
        return this;
    }

    /** Expects no notice at all. */
    Scenario tellsNothing() {
        return tells();
    }

    /** Expects exactly one notice of this kind, with this text. */
    Scenario says(NoticeKind kind, String text) {
        assertThat(notice(kind).text()).isEqualTo(text);
        return this;
    }

    /** Returns the entry's one notice of this kind. */
    Notice notice(NoticeKind kind) {
        List<Notice> given = last.entry().notices().stream().filter(n -> n.kind() == kind).toList();
        assertThat(given).as("%s among %s", kind, last.entry().notices()).hasSize(1);
        return given.get(0);
    }

    /** Expects that the entry asks for this top-up. */
    Scenario asks(String topUpId, String amount) {
        assertThat(last.entry().topUpDue())
                .isEqualTo(new TopUpDue(topUpId, Happening.nanos(amount)));
        return this;
    }

    /** Expects that the entry asks for no top-up. */
    Scenario asksNothing() {
        assertThat(last.entry().topUpDue()).isNull();
        return this;
    }

    /** Expects this state afterwards, of the account and in the entry's balances. */
    Scenario leaves(State... states) {
        Account account = last.after();
        for (State state : states) {
            assertThat(state.actual().apply(account, catalog)).as(state.name())
                    .isEqualTo(state.expected());
        }
        Entry entry = last.entry();
        assertThat(List.of(entry.sequence(), entry.allowanceLeftNanos(), entry.extraUsageNanos(),
                entry.spentNanos())).as("balances of the entry").isEqualTo(List.of(
                account.sequence(), account.allowance().leftNanos(), account.extraUsageNanos(),
                account.spentNanos()));
        return this;
    }

    /** The entry of the last input. */
    Entry entry() {
        return last.entry();
    }

    /** The account after the last input. */
    Account account() {
        return last.after();
    }
}
