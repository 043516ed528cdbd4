package dev.extrausage.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** P5's last sentence: who takes money back does not want the card charged in return. */
class RefundsTest {
    private static final long NOON = UtcTime.parse("at", "2026-01-10T12:00:00Z");
    private static final long USD = Money.NANOS_PER_USD;

    private Account account = Account.unknown("acme");
    private long now = NOON;

    @Test
    void a_refund_suspends_an_enabled_auto_reload_and_tells_of_it_once() {
        given(new Change.PlanStarted("pro", 1, null));
        given(new Change.CreditGranted("g1", GrantKind.PURCHASE, 10 * USD, null, null, null));
        given(new Change.AutoReloadSet(true, 5 * USD, 20 * USD, null));

        assertThat(given(new Change.CreditRefunded("r1", "g1", 3 * USD)).notices())
                .extracting(Notice::kind).isEqualTo(List.of(NoticeKind.AUTO_RELOAD_SUSPENDED));
        assertThat(given(new Change.CreditRefunded("r2", "g1", 3 * USD)).notices()).isEmpty();
        assertThat(account.autoReload().suspended()).isTrue();
        assertThat(account.autoReload().inFlight()).isNull();
    }

    @Test
    void a_refund_says_nothing_of_an_auto_reload_that_is_not_enabled() {
        given(new Change.PlanStarted("pro", 1, null));
        given(new Change.CreditGranted("g1", GrantKind.PURCHASE, 10 * USD, null, null, null));

        assertThat(given(new Change.CreditRefunded("r1", "g1", 3 * USD)).notices()).isEmpty();
        assertThat(account.autoReload().suspended()).isFalse();
    }

    private Entry given(Change change) {
        now++;
        EventId id = EventId.derived(now, change.toString());
        Event event = new AccountEvent(id, account.accountId(), now, "test", change);
        Decision decision = Ledger.decide(account, new Input(event, now), Catalogs.example());
        account = decision.account();
        return decision.entry();
    }
}
