package dev.extrausage.stream.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.core.Account;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.BadInput;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Change;
import dev.extrausage.core.Event;
import dev.extrausage.core.EventId;
import dev.extrausage.core.Grant;
import dev.extrausage.core.GrantKind;
import dev.extrausage.core.IdList;
import dev.extrausage.core.Input;
import dev.extrausage.core.Ledger;
import dev.extrausage.core.Seed;
import dev.extrausage.core.UtcTime;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.BalanceWriter;
import dev.extrausage.schemas.wire.EntryWriter;
import dev.extrausage.schemas.wire.HashChain;
import dev.extrausage.schemas.wire.StoredAccount;
import dev.extrausage.stream.topology.LedgerDriver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The bound of an account's grants: what it lets in fits the records it is written to. */
class AccountRoomTest {
    private static final Catalog CATALOG = Catalogs.example();
    private static final long T = UtcTime.parse("t", "2026-01-10T12:00:00Z");
    private static final long HOUR = Duration.ofHours(1).toMillis();
    /** Key, headers and what Kafka puts around a record and its batch take less than this. */
    private static final int AROUND = 1024;
    private static final int LONGEST = 128;
    private static final int REST = IdList.BLOCK - 1;

    @Test void all_records_of_the_fullest_account_fit(@Seed long seed) {
        int length = 6 + new Random(seed).nextInt(LONGEST - 5);
        Account full = ManyGrants.account(T,
                ManyGrants.filling(AccountRoom.MOST_BYTES, length, T, T + HOUR));
        Input later = new Input(new AccountEvent(LedgerDriver.id(T + HOUR, 1), "ada", T + HOUR,
                "x".repeat(LONGEST), "\u20ac".repeat(500), new Change.TimePassed(T + HOUR)),
                T + HOUR);

        var expired = Ledger.decide(full, later, CATALOG);
        byte[] entry = new EntryWriter(LedgerDriver.CODECS.balanceChanges()).write(
                expired.entry(), "account-events", 0, Long.MAX_VALUE, HashChain.start());
        byte[] snapshot = new BalanceWriter(LedgerDriver.CODECS.balances()).write(
                new StoredAccount(full, HashChain.start(), Long.MAX_VALUE), "2026-01", CATALOG);

        assertThat(expired.entry().postings()).hasSizeGreaterThanOrEqualTo(full.grants().size());
        assertThat(List.of(entry.length, snapshot.length, ManyGrants.stored(full).length))
                .allMatch(bytes -> bytes <= Topics.MAX_OUTPUT_BYTES - AROUND)
                .allMatch(bytes -> bytes > AccountRoom.MOST_BYTES / 4);
    }

    @Test void few_grants_have_room_with_the_longest_ids() {
        List<Grant> grants = new ArrayList<>();
        for (int n = 0; n < AccountRoom.FEW; n++) {
            grants.add(grant(n, LONGEST, REST, REST));
        }
        Account account = ManyGrants.account(T, grants);

        assertThat(AccountRoom.bytes(account)).isLessThanOrEqualTo(AccountRoom.MOST_BYTES_FREE);
        assertThat(ManyGrants.stored(account).length)
                .isLessThanOrEqualTo(AccountRoom.MOST_BYTES_FREE);
    }

    @Test void what_is_counted_is_never_less_than_what_is_written(@Seed long seed) {
        Random random = new Random(seed);
        List<Grant> grants = new ArrayList<>();
        for (int n = 0; n < 300; n++) {
            grants.add(grant(n, 6 + random.nextInt(LONGEST - 5),
                    random.nextInt(200), random.nextInt(200)));
        }
        Account account = ManyGrants.account(T, grants);

        int ofGrants = ManyGrants.stored(account).length
                - ManyGrants.stored(ManyGrants.account(T, List.of())).length;
        assertThat(AccountRoom.bytes(account)).isBetween((long) ofGrants, 3L * ofGrants);
    }

    @Test void credit_beyond_the_bound_is_refused_with_number_size_and_bound() {
        Account before = filled(AccountRoom.MOST_BYTES_FREE, 0);
        Account after = filled(AccountRoom.MOST_BYTES_FREE, 1);

        assertThatThrownBy(() -> AccountRoom.require(before, given(), after))
                .isInstanceOf(BadInput.class).hasMessageStartingWith("the account's "
                        + after.grants().size() + " grants take " + AccountRoom.bytes(after)
                        + " bytes: must be at most " + AccountRoom.MOST_BYTES_FREE);
    }

    @Test void paid_credit_has_the_room_that_free_credit_has_not() {
        Event bought = event(LedgerDriver.purchase("g", 5));
        Account atHalf = filled(AccountRoom.MOST_BYTES_FREE, 1);
        Account full = filled(AccountRoom.MOST_BYTES, 1);

        assertThatCode(() -> AccountRoom.require(
                filled(AccountRoom.MOST_BYTES_FREE, 0), bought, atHalf)).doesNotThrowAnyException();
        assertThatThrownBy(() -> AccountRoom.require(
                filled(AccountRoom.MOST_BYTES, 0), bought, full)).isInstanceOf(BadInput.class);
    }

    @Test void an_account_beyond_the_bound_goes_on_with_all_that_adds_nothing() {
        Account over = filled(AccountRoom.MOST_BYTES, 100);

        for (Event event : List.of(given(), event(new Change.TimePassed(T)),
                LedgerDriver.usage(LedgerDriver.id(T, 1), "ada", T))) {
            assertThatCode(() -> AccountRoom.require(over, event, over))
                    .doesNotThrowAnyException();
        }
    }

    private static Account filled(int bytes, int more) {
        return ManyGrants.account(T, ManyGrants.filling(
                bytes + more * (AccountRoom.BYTES_OF_A_GRANT + LONGEST), LONGEST, T, null));
    }

    private static Event given() {
        return event(new Change.CreditGranted("g", GrantKind.GOODWILL, 1, null, null, null));
    }

    private static Event event(Change change) {
        return LedgerDriver.change(LedgerDriver.id(T, 1), "ada", T, change);
    }

    private static Grant grant(int number, int nameLength, int refunds, int reversed) {
        List<String> refundIds = new ArrayList<>();
        for (int n = 0; n < refunds; n++) {
            refundIds.add(ManyGrants.name("r", n, LONGEST));
        }
        List<EventId> usage = new ArrayList<>();
        for (int n = 0; n < reversed; n++) {
            usage.add(LedgerDriver.id(T, n));
        }
        return new Grant(ManyGrants.name("", number, nameLength), GrantKind.AUTO_RELOAD,
                Long.MAX_VALUE, Long.MAX_VALUE / 1_000, T, T + HOUR, true, refundIds, usage, true);
    }
}
