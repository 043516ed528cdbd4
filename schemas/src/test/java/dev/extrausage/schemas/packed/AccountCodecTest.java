package dev.extrausage.schemas.packed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.core.Account;
import dev.extrausage.core.Allowance;
import dev.extrausage.core.AutoReload;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Cycle;
import dev.extrausage.core.Grant;
import dev.extrausage.core.GrantKind;
import dev.extrausage.core.Histories;
import dev.extrausage.core.Input;
import dev.extrausage.core.Ledger;
import dev.extrausage.core.Run;
import dev.extrausage.core.Seed;
import dev.extrausage.core.StarterCredit;
import dev.extrausage.core.Subscription;
import dev.extrausage.core.ThirdPartyUse;
import dev.extrausage.core.UtcTime;
import dev.extrausage.schemas.wire.HashChain;
import dev.extrausage.schemas.wire.StoredAccount;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AccountCodecTest {
    private static final Catalog CATALOG = Catalogs.severalVersions();

    /** An account with a value in every field, as a ledger of rules version 1 stored it. */
    private static final String OF_RULES_1 =
            "01000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f01ac02070180f0"
            + "b89bc93301047465616d03018088aca3cf020080e0e58ac133018080ae8cca3380c8c289d4335a50"
            + "0a0502046769667408474f4f4457494c4c090480c8e2e1c1330180909282e733010006626f756768"
            + "74085055524348415345140180dccdbec53300000208726566756e642d3108726566756e642d3201"
            + "01320b010501010514016414020180b290cbc93301010b6175746f3a61636d653a361480f0b89bc9"
            + "33016401030409";

    @Test void resuming_from_an_encoded_account_changes_nothing(@Seed long first) {
        PackedWriter buffer = new PackedWriter();
        for (long seed = first; seed < first + 60; seed++) {
            List<Input> history = Histories.nasty(seed, 200, "acme", CATALOG);
            for (Run.Step step : Run.of(history, CATALOG).steps()) {
                StoredAccount read = AccountCodec.decode("acme", AccountCodec.encode(
                        new StoredAccount(step.before(), HashChain.start(), null)));
                assertThat(read.account()).as("seed %d", seed).isEqualTo(step.before());
                assertThat(AccountCodec.unpack("acme", AccountCodec.pack(step.before(), buffer)))
                        .as("seed %d", seed).isEqualTo(step.before());
                if (!step.isDuplicate()) {
                    assertThat(Ledger.decide(read.account(), step.input(), CATALOG).account())
                            .as("seed %d", seed).isEqualTo(step.after());
                }
            }
        }
    }

    @Test void hash_and_offset_come_back_as_they_were() {
        byte[] hash = new byte[HashChain.HASH_LENGTH];
        new Random(1).nextBytes(hash);
        for (Long offset : new Long[] {null, 0L, 127L, 128L, Long.MAX_VALUE}) {
            StoredAccount read = AccountCodec.decode("acme", AccountCodec.encode(
                    new StoredAccount(Account.unknown("acme"), hash, offset)));
            assertThat(read.lastHash()).isEqualTo(hash);
            assertThat(read.usageOffset()).isEqualTo(offset);
        }
    }

    @Test void an_unknown_account_is_these_bytes_for_ever() {
        assertThat(HexFormat.of().formatHex(
                AccountCodec.encode(StoredAccount.unknown("acme"))))
                .isEqualTo("02" + "00".repeat(32) + "00".repeat(25));
    }

    @Test void an_account_of_rules_1_is_read_as_it_was() {
        byte[] hash = new byte[HashChain.HASH_LENGTH];
        for (int i = 0; i < hash.length; i++) {
            hash[i] = (byte) i;
        }
        Cycle cycle = Cycle.of(UtcTime.parse("anchor", "2026-01-31T00:00:00Z"), 1);
        long clock = 1_772_000_000_000L;
        Account expected = new Account("acme", 7, clock,
                new Subscription("team", 3, 90_000_000_000L, false, cycle, null),
                new Allowance(90, 80, 10, 5), List.of(
                        new Grant("gift", GrantKind.GOODWILL, 9, 4, 1_770_000_000_000L,
                                1_780_000_000_000L, true, List.of(), List.of(), false),
                        new Grant("bought", GrantKind.PURCHASE, 20, 1, 1_771_000_000_000L, null,
                                false, List.of("refund-1", "refund-2"), List.of(), false)),
                true, 50L, 11, 5L,
                new AutoReload(new AutoReload.Settings(true, 5, 20, 100L), 20, 2,
                        1_772_100_000_000L, true,
                        new AutoReload.InFlight("auto:acme:6", 20, clock)),
                new StarterCredit(100L, true), new ThirdPartyUse(3, 4), 9, List.of());

        StoredAccount read = AccountCodec.decode("acme", HexFormat.of().parseHex(OF_RULES_1));

        assertThat(read.account()).isEqualTo(expected);
        assertThat(read.lastHash()).isEqualTo(hash);
        assertThat(read.usageOffset()).isEqualTo(300);
    }

    @Test void bytes_of_a_newer_version_are_refused_with_a_reason() {
        byte[] bytes = AccountCodec.encode(StoredAccount.unknown("acme"));
        bytes[0] = 4;
        assertThatThrownBy(() -> AccountCodec.decode("acme", bytes))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("account acme").hasMessageContaining("version 4");
    }

    @Test void bytes_cut_short_or_too_long_are_never_an_account() {
        List<Input> history = Histories.nasty(3, 150, "acme", CATALOG);
        byte[] bytes = AccountCodec.encode(new StoredAccount(
                Run.of(history, CATALOG).account("acme"), HashChain.start(), 7L));
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> AccountCodec.decode("acme", cut))
                    .isInstanceOf(IllegalStateException.class);
        }
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        assertThatThrownBy(() -> AccountCodec.decode("acme", longer))
                .isInstanceOf(IllegalStateException.class);
    }
}
