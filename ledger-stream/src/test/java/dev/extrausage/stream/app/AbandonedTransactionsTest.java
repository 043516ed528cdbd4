package dev.extrausage.stream.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.stream.startup.LedgerSettings;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class AbandonedTransactionsTest {
    private static final String ALIVE = "extra-usage-ledger-0b1d7d30-96c7-4b3c-9f0e-0f6a3c6f2a11";
    private static final String GONE = "extra-usage-ledger-7f1d7d30-96c7-4b3c-9f0e-0f6a3c6f2a99";

    private final AbandonedTransactions transactions = new AbandonedTransactions(
            LedgerSettings.single("127.0.0.1:1", Path.of("nowhere")));

    @Test void transactions_of_a_process_outside_the_group_are_abandoned() {
        assertThat(transactions.abandoned(List.of(ALIVE + "-1", GONE + "-1", GONE + "-2"),
                List.of(ALIVE + "-StreamThread-1-consumer", ALIVE + "-StreamThread-2-consumer")))
                .containsExactly(GONE + "-1", GONE + "-2");
    }

    @Test void transactions_of_others_are_left_alone() {
        assertThat(transactions.abandoned(List.of("extra-usage-ledger-catalog-versions",
                "extra-usage-top-ups-7f1d7d30-96c7-4b3c-9f0e-0f6a3c6f2a99-1", "billing"),
                List.of(ALIVE + "-StreamThread-1-consumer"))).isEmpty();
    }

    @Test void nothing_is_abandoned_where_members_have_names_of_their_own() {
        assertThat(transactions.abandoned(List.of(GONE + "-1"),
                List.of(ALIVE + "-StreamThread-1-consumer", "ledger-east-StreamThread-1-consumer")))
                .isEmpty();
    }
}
