package dev.extrausage.stream.topology;

import static dev.extrausage.stream.topology.LedgerDriver.change;
import static dev.extrausage.stream.topology.LedgerDriver.id;
import static dev.extrausage.stream.topology.LedgerDriver.purchase;
import static dev.extrausage.stream.topology.LedgerDriver.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Change;
import dev.extrausage.core.GrantKind;
import dev.extrausage.core.Input;
import dev.extrausage.core.UtcTime;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.Rejection;
import dev.extrausage.stream.accounts.ManyGrants;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An account with as many grants as there is room for: it costs its own credit, nobody else's. */
class AccountFullTest {
    private static final long T = UtcTime.parse("t", "2026-01-30T12:00:00Z");
    private static final String GRANT = "of-more-bytes-than-there-are-left-for-another";
    private static final long DAY = Duration.ofDays(1).toMillis();

    private final LedgerDriver ledger = new LedgerDriver(Catalogs.example());

    /** Its grants are 30 days old, and expire in a day. */
    @BeforeEach void fillAnAccount() {
        ledger.accounts().put("ada".getBytes(StandardCharsets.UTF_8),
                ManyGrants.stored(ManyGrants.account(T - 30 * DAY, ManyGrants.filling(
                        ManyGrants.roomForFree(), 128, T - 30 * DAY, T + DAY))));
    }

    @AfterEach void close() {
        ledger.close();
    }

    @Test void free_credit_for_a_full_account_is_rejected_with_the_bound() {
        ledger.pipe(given(T));

        assertThat(ledger.entries()).isEmpty();
        assertThat(ledger.written(Topics.REJECTED_EVENTS)).singleElement().satisfies(rejected ->
                assertThat(Rejection.header(rejected.headers(), Rejection.REASON))
                        .matches("the account's \\d+ grants take \\d+ bytes: must be at most "
                                + ManyGrants.roomForFree() + "\\. A grant is remembered .*"));
        assertThat(ledger.counts().rejected(RejectionKind.ACCOUNT_FULL)).isEqualTo(1);
    }

    @Test void a_full_account_goes_on_with_paid_credit_and_usage() {
        ledger.pipe(given(T));
        assertThat(ledger.entries()).isEmpty();
        ledger.pipe(new Input(change(id(T, 2), "ada", T, purchase("bought", 5)), T));
        ledger.pipe(new Input(usage(id(T, 3), "ada", T), T));

        assertThat(ledger.outcomes()).containsExactly("APPLIED", "APPLIED");
    }

    @Test void rejected_credit_is_applied_when_it_comes_again_and_there_is_room() {
        ledger.pipe(given(T));
        assertThat(ledger.entries()).isEmpty();
        long later = T + 6 * DAY;
        ledger.pipe(new Input(usage(id(later, 2), "ada", later), later));
        ledger.pipe(given(later));

        assertThat(ledger.outcomes()).containsExactly("APPLIED", "APPLIED");
        assertThat(ledger.balances()).last().satisfies(balance ->
                assertThat(balance.getGrants()).singleElement().satisfies(grant ->
                        assertThat(grant.getGrantId()).isEqualTo(GRANT)));
    }

    private static Input given(long receivedAt) {
        return new Input(change(id(T, 1), "ada", T, new Change.CreditGranted(
                GRANT, GrantKind.GOODWILL, 1, null, null, null)), receivedAt);
    }
}
