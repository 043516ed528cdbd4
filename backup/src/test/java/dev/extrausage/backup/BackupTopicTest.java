package dev.extrausage.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The order in which the topics are cut. */
class BackupTopicTest {
    private static final List<String> ORDER = Stream.concat(
            BackupTopic.FIRST.stream(), BackupTopic.later().stream())
            .map(BackupTopic::name).toList();

    @Test
    void every_topic_is_cut_once() {
        assertThat(ORDER).containsExactlyInAnyOrderElementsOf(
                BackupTopic.all().stream().map(BackupTopic::name).toList());
    }

    @Test
    void a_closed_case_is_cut_and_copied_before_its_order() {
        assertThat(BackupTopic.FIRST).extracting(BackupTopic::name).contains("attention");
        assertThat(ORDER).containsSubsequence("attention", "credit-events");
        assertThat(ORDER).containsSubsequence("attention", "account-events");
    }

    @Test
    void effects_are_cut_before_their_causes() {
        assertThat(ORDER).containsSubsequence(
                "extra-usage-top-ups-memory", "attention", "top-up-requests", "balance-changes",
                "credit-events");
        assertThat(ORDER).containsSubsequence("balance-changes", "usage-events");
        assertThat(ORDER).containsSubsequence("balance-changes", "notices");
    }
}
