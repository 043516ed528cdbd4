package dev.extrausage.stream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.junit.jupiter.api.Test;

class ZombieFenceTest {
    private static final String OURS = "ledger-" + UUID.randomUUID();
    private static final String OTHERS = "ledger-" + UUID.randomUUID();
    private static final String GONE = "ledger-" + UUID.randomUUID();
    private static final Set<String> OUR_CONSUMERS = Set.of(member(OURS, 1), member(OURS, 2));

    private static String member(String process, int thread) {
        return process + "-StreamThread-" + thread + "-consumer";
    }

    private static Set<String> zombies(List<String> open, List<String> members) {
        try (ZombieFence fence = new ZombieFence("ledger", Map.of(), Set::of, () -> false)) {
            return fence.zombies(open, members, OUR_CONSUMERS);
        }
    }

    @Test void threads_that_are_no_members_are_zombies() {
        assertThat(zombies(
                List.of(OURS + "-1", OURS + "-2", OTHERS + "-1", OTHERS + "-2", GONE + "-12"),
                List.of(member(OURS, 1), member(OTHERS, 2))))
                .containsExactlyInAnyOrder(OURS + "-2", OTHERS + "-1", GONE + "-12");
    }

    @Test void transactions_of_other_programs_are_left_alone() {
        assertThat(zombies(List.of("ledger", "ledger-1", "topups-" + UUID.randomUUID() + "-1",
                        "ledger-two-" + UUID.randomUUID() + "-1", "a-" + GONE + "-1", GONE),
                List.of(member(OURS, 1)))).isEmpty();
    }

    @Test void who_is_no_member_says_nothing_about_others() {
        assertThat(zombies(List.of(GONE + "-1"), List.of())).isEmpty();
        assertThat(zombies(List.of(GONE + "-1"), List.of(member(OTHERS, 1)))).isEmpty();
    }

    @Test void nothing_is_done_where_an_operator_has_named_the_clients() {
        assertThat(zombies(List.of(GONE + "-1"),
                List.of(member(OURS, 1), "pod-7-StreamThread-1-consumer"))).isEmpty();
    }

    /** Its transaction would last longer than this test waits for anything. */
    @Test void a_starting_ledger_ends_the_transaction_of_one_that_is_gone() {
        try (TestCluster cluster = TestCluster.ready();
                Producer<byte[], byte[]> gone = open(cluster,
                        cluster.settings.applicationId() + "-" + UUID.randomUUID() + "-1");
                Producer<byte[], byte[]> stranger = open(cluster, "stranger")) {
            cluster.whileLedgerRuns(ledger -> TestCluster.await("one open transaction",
                    () -> openIn(cluster).equals(List.of("stranger"))));
            assertThatThrownBy(gone::commitTransaction)
                    .isInstanceOf(ProducerFencedException.class);
            stranger.commitTransaction();
            assertThat(cluster.committed(Topics.BALANCES)).extracting(
                    record -> new String(record.key(), StandardCharsets.UTF_8))
                    .containsExactly("stranger");
        }
    }

    private static Producer<byte[], byte[]> open(TestCluster cluster, String id) {
        Producer<byte[], byte[]> producer = cluster.transactional(id);
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(Topics.BALANCES.topicName(), 0,
                id.getBytes(StandardCharsets.UTF_8), null));
        producer.flush();
        return producer;
    }

    private static List<String> openIn(TestCluster cluster) {
        try {
            return cluster.admin.listTransactions(new ListTransactionsOptions()
                            .filterStates(Set.of(TransactionState.ONGOING))).all().get().stream()
                    .map(TransactionListing::transactionalId).toList();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
