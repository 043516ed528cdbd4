package dev.extrausage.intake;

import dev.extrausage.core.InputAge;
import dev.extrausage.core.Outcome;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.kafka.ClusterProblem;
import dev.extrausage.kafka.OpenTransactions;
import dev.extrausage.kafka.PartitionReader;
import dev.extrausage.schemas.AccountEvent;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.BadRecord;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.CreditGranted;
import dev.extrausage.schemas.TopUpDeclined;
import dev.extrausage.schemas.TopUpRequested;
import dev.extrausage.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Asks for credit to be bought by hand, and finds the answer. */
public final class TopUpDesk implements AutoCloseable {
    private static final String ACTOR = "ledger-cli";

    private final Cluster cluster;
    private final AvroCodec<TopUpRequested> requests;
    private final Producer<byte[], byte[]> producer;

    /**
     * The outcome of a top-up.
     *
     * @param declineCode why no money was taken; null when it was
     * @param entry what the ledger made of it; null when no entry was found in time
     */
    public record Answer(String declineCode, BalanceChange entry) {
        /** True if this answer's entry has credited just that amount, nano-USD. */
        public boolean credits(long amountNanos) {
            return declineCode == null && entry != null
                    && !entry.getOutcome().equals(Outcome.REFUSED.name())
                    && creditNanos() == amountNanos;
        }

        /** The credit that the entry is about, nano-USD; only where there is an entry. */
        public long creditNanos() {
            AccountEvent cause = (AccountEvent) entry.getCause();
            return ((CreditGranted) cause.getChange()).getAmountNanos();
        }
    }

    /** A desk at that Kafka. */
    public TopUpDesk(Cluster cluster) {
        this.cluster = cluster;
        requests = new AvroCodec<>(
                TopUpRequested.class, Topics.TOP_UP_REQUESTS.topicName(), cluster.ids());
        producer = cluster.producer();
    }

    /**
     * A request of the last 35 days that names that key, for another account or amount: a second
     * one of the key changes nothing (A6). Empty if there is none, so that the key is free, or if
     * the first was the same.
     */
    public Optional<TopUpRequested> contradicting(
            String accountId, String key, long amountNanos, Instant now) {
        return earlier(key, now).filter(request -> !request.getAccountId().equals(accountId)
                || request.getAmountNanos() != amountNanos);
    }

    private Optional<TopUpRequested> earlier(String key, Instant now) {
        TopUpRequested[] found = new TopUpRequested[1];
        for (int p = 0; p < cluster.partitions() && found[0] == null; p++) {
            try (PartitionReader reader =
                    new PartitionReader(cluster, Topics.TOP_UP_REQUESTS, p)) {
                reader.seekTo(now.toEpochMilli() - InputAge.WINDOW_MILLIS);
                reader.readToEnd(record -> {
                    if (found[0] == null) {
                        found[0] = requestIn(record, key);
                    }
                });
            }
        }
        return Optional.ofNullable(found[0]);
    }

    private TopUpRequested requestIn(ConsumerRecord<byte[], byte[]> record, String key) {
        try {
            TopUpRequested request = requests.decode(record.value());
            return request.getTopUpId().equals(key) ? request : null;
        } catch (BadRecord e) {
            return null; // the consumer passes it over
        }
    }

    /**
     * Sends the request; the same {@code key} any number of times is one top-up (A6).
     *
     * @param key the {@code top_up_id}: 1 to 128 visible ASCII characters
     * @param amountNanos nano-USD, positive
     * @throws ClusterProblem when Kafka does not take it
     */
    public void request(String accountId, String key, long amountNanos, Instant now) {
        byte[] value = requests.encode(
                new TopUpRequested(key, accountId, amountNanos, "MANUAL", now, ACTOR));
        try {
            producer.send(new ProducerRecord<>(
                    Topics.TOP_UP_REQUESTS.topicName(), bytes(accountId), value)).get();
        } catch (ExecutionException e) {
            throw new ClusterProblem("Kafka did not take the request: "
                    + e.getCause().getMessage() + ".", e);
        } catch (InterruptedException e) {
            throw Cluster.interrupted(e);
        }
    }

    /**
     * Waits for the answer, which may also be that of an earlier request of the same key; empty
     * when none came within {@code patience}.
     */
    public Optional<Answer> await(String accountId, String key, Duration patience) {
        AvroCodec<AccountEvent> codec = new AvroCodec<>(
                AccountEvent.class, Topics.CREDIT_EVENTS.topicName(), cluster.ids());
        long[] answeredAt = new long[1];
        AccountEvent[] answer = new AccountEvent[1];
        try (PartitionReader credit = reader(Topics.CREDIT_EVENTS, accountId)) {
            boolean answered = credit.readUntil(record -> {
                answer[0] = answerIn(record, codec, accountId, key);
                answeredAt[0] = record.timestamp();
                return answer[0] != null;
            }, patience);
            if (!answered) {
                return Optional.empty();
            }
        }
        String declined = answer[0].getChange() instanceof TopUpDeclined decline
                ? decline.getDeclineCode() : null;
        BalanceChange entry = entryFor(answer[0], answeredAt[0], patience);
        if (entry != null) {
            // Who looks at the balance next has to see it there.
            OpenTransactions.awaitEnd(cluster, List.of(new TopicPartition(
                    Topics.BALANCES.topicName(), cluster.partitionOf(accountId))));
        }
        return Optional.of(new Answer(declined, entry));
    }

    private static AccountEvent answerIn(ConsumerRecord<byte[], byte[]> record,
            AvroCodec<AccountEvent> codec, String accountId, String key) {
        if (!Arrays.equals(record.key(), bytes(accountId))) {
            return null;
        }
        try {
            AccountEvent event = codec.decode(record.value());
            String answers = event.getChange() instanceof CreditGranted granted
                    ? granted.getTopUpId()
                    : event.getChange() instanceof TopUpDeclined declined
                            ? declined.getTopUpId() : null;
            return key.equals(answers) ? event : null;
        } catch (BadRecord e) {
            return null; // the ledger rejects it with its reason
        }
    }

    /** The ledger's entry for an event that was appended at that time: entries keep it. */
    private BalanceChange entryFor(AccountEvent event, long appendedAt, Duration patience) {
        AvroCodec<BalanceChange> codec = new AvroCodec<>(
                BalanceChange.class, Topics.BALANCE_CHANGES.topicName(), cluster.ids());
        BalanceChange[] found = new BalanceChange[1];
        try (PartitionReader journal =
                reader(Topics.BALANCE_CHANGES, event.getAccountId())) {
            journal.seekTo(appendedAt);
            journal.readUntil(record -> {
                BalanceChange entry = codec.decode(record.value());
                boolean isIt = entry.getAccountId().equals(event.getAccountId())
                        && entry.getCause() instanceof AccountEvent cause
                        && cause.getEventId().equals(event.getEventId());
                found[0] = isIt ? entry : null;
                return isIt;
            }, patience);
        }
        return found[0];
    }

    private PartitionReader reader(Topics topic, String accountId) {
        return new PartitionReader(cluster, topic, cluster.partitionOf(accountId));
    }

    private static byte[] bytes(String accountId) {
        return accountId.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
