package dev.extrausage.stream.stores;

import static dev.extrausage.stream.topology.LedgerDriver.change;
import static dev.extrausage.stream.topology.LedgerDriver.id;
import static dev.extrausage.stream.topology.LedgerDriver.planStarted;
import static dev.extrausage.stream.topology.LedgerDriver.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Event;
import dev.extrausage.core.Input;
import dev.extrausage.stream.accounts.Accounts;
import dev.extrausage.stream.duplicates.DuplicateMemory;
import dev.extrausage.stream.topology.LedgerDriver;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** That Kafka Streams still calls what no public contract of its promises. */
class BeforeCommitTest {
    private static final long T = 1_768_046_400_000L; // 2026-01-10T12:00:00Z
    private static final byte[] ACME = "acme".getBytes(StandardCharsets.UTF_8);

    private final LedgerDriver driver = new LedgerDriver(Catalogs.example());

    @AfterEach void closeDriver() {
        driver.close();
    }

    /** If this fails after an upgrade, accounts and ids are no longer written: do not release. */
    @Test void a_commit_first_writes_what_is_only_in_memory() {
        pipe(change(id(T, 1), "acme", T, planStarted("pro")));

        assertThat(driver.accounts().get(ACME)).isNotNull();
        assertThat(driver.balances()).hasSize(1);
        assertThat(driver.changelog(Accounts.STORE)).hasSize(1);
        assertThat(driver.changelog(DuplicateMemory.STORE)).hasSize(1);
    }

    /** As when a task was a standby meanwhile: its stores went on without the memory. */
    @Test void a_recycled_task_forgets_all_but_its_stores() {
        pipe(change(id(T, 1), "acme", T, planStarted("pro")));
        byte[] asOpened = driver.accounts().get(ACME);
        pipe(usage(id(T, 2), "acme", T));
        driver.entries();
        driver.accounts().put(ACME, asOpened);

        driver.beforeCommit().clearCache();
        pipe(usage(id(T, 3), "acme", T));

        assertThat(driver.entries()).singleElement()
                .satisfies(entry -> assertThat(entry.getSequence()).isEqualTo(2));
    }

    private void pipe(Event event) {
        driver.pipe(new Input(event, T));
    }
}
