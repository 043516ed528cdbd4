package dev.extrausage.stream.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.core.Account;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Histories;
import dev.extrausage.core.Input;
import dev.extrausage.core.Ledger;
import dev.extrausage.core.Run;
import dev.extrausage.core.Seed;
import dev.extrausage.schemas.wire.HashChain;
import dev.extrausage.schemas.wire.StoredAccount;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AccountCodecTest {
    private static final Catalog CATALOG = Catalogs.severalVersions();

    @Test void resuming_from_an_encoded_account_changes_nothing(@Seed long first) {
        for (long seed = first; seed < first + 60; seed++) {
            List<Input> history = Histories.nasty(seed, 200, "acme", CATALOG);
            for (Run.Step step : Run.of(history, CATALOG).steps()) {
                StoredAccount read = AccountCodec.decode("acme", AccountCodec.encode(
                        new StoredAccount(step.before(), HashChain.start(), null)));
                assertThat(read.account()).as("seed %d", seed).isEqualTo(step.before());
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
                .isEqualTo("01" + "00".repeat(32) + "00".repeat(24));
    }

    @Test void bytes_of_a_newer_version_are_refused_with_a_reason() {
        byte[] bytes = AccountCodec.encode(StoredAccount.unknown("acme"));
        bytes[0] = 2;
        assertThatThrownBy(() -> AccountCodec.decode("acme", bytes))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("account acme").hasMessageContaining("version 2");
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
