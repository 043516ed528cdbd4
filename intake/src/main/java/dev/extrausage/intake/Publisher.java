package dev.extrausage.intake;

import dev.extrausage.core.Event;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.kafka.ClusterProblem;
import dev.extrausage.kafka.DecidedOffsets;
import dev.extrausage.kafka.OpenTransactions;
import dev.extrausage.schemas.Topics;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Publishes events so that the ledger decides those of each account in the order given.
 *
 * <p>Inside one topic Kafka keeps that order; among topics nobody does, the ledger takes what it
 * has fetched. So before an account's next event goes to another topic, those before it must have
 * been decided. Only that account waits: the events of others go on meanwhile. Belongs to one
 * thread.
 */
public final class Publisher implements AutoCloseable {
    private static final int MOST_WAITING = 20_000;
    private static final int LOOK_AFTER_EVERY = 10_000;
    private static final List<Topics> ANSWERS = List.of(Topics.BALANCE_CHANGES, Topics.BALANCES,
            Topics.NOTICES, Topics.REJECTED_EVENTS);

    private final Cluster cluster;
    private final Outbox outbox;
    private final DecidedOffsets decided;
    private final PublishedAnswers answers;
    private final Map<String, Lane> lanes = new HashMap<>();
    private int waiting;
    private int sinceLook;

    /** The events of one account that are under way. */
    private static final class Lane {
        private final Deque<Event> waiting = new ArrayDeque<>();
        private Topics topic;
        private Future<RecordMetadata> last;
    }

    private Publisher(Cluster cluster, DecidedOffsets decided, PublishedAnswers answers) {
        this.cluster = cluster;
        this.decided = decided;
        this.answers = answers;
        outbox = new Outbox(cluster, answers == null ? place -> { } : answers::acknowledged);
    }

    /** {@code group}: the consumer group of the ledger that decides what is published. */
    public static Publisher ordered(Cluster cluster, String group) {
        return new Publisher(cluster, new DecidedOffsets(cluster, group), null);
    }

    /** As {@link #ordered}; and it can be asked for the {@link #answers}. */
    public static Publisher counted(Cluster cluster, String group) {
        return new Publisher(
                cluster, new DecidedOffsets(cluster, group), new PublishedAnswers(cluster));
    }

    /** One that waits for Kafka alone, and so keeps no order between topics. */
    public static Publisher unordered(Cluster cluster) {
        return new Publisher(cluster, null, null);
    }

    /**
     * Publishes it as soon as it may be; waits when many others wait.
     *
     * @throws ClusterProblem Kafka does not take events, or the ledger has come to a standstill
     */
    public void publish(Event event) {
        if (decided == null) {
            outbox.send(event);
            return;
        }
        Lane lane = lanes.computeIfAbsent(event.accountId(), id -> new Lane());
        lane.waiting.add(event);
        waiting++;
        advance(lane);
        if (++sinceLook >= LOOK_AFTER_EVERY || waiting > MOST_WAITING) {
            sinceLook = 0;
            settle(MOST_WAITING / 2);
        }
    }

    /**
     * Returns when the ledger has decided all that was published, and what it wrote about that can
     * be read; an unordered one, when Kafka has the events.
     *
     * @throws ClusterProblem Kafka does not take events, or the ledger has come to a standstill
     */
    public void finish() {
        outbox.flush();
        if (!lanes.isEmpty()) {
            decided.expectProgress();
        }
        while (!lanes.isEmpty()) {
            look();
        }
        if (decided != null) {
            OpenTransactions.awaitEnd(cluster, ANSWERS.stream().flatMap(
                    topic -> IntStream.range(0, cluster.partitions())
                            .mapToObj(p -> new TopicPartition(topic.topicName(), p))).toList());
        }
    }

    /** The number of events that went to each topic. */
    public Map<Topics, Long> published() {
        return outbox.sent();
    }

    /**
     * The ledger's answers to all that was published, after {@link #finish}; of a
     * {@link #counted} one.
     *
     * @throws ClusterProblem Kafka does not give the answers
     */
    public AnswerCount answers() {
        return answers.count();
    }

    private void settle(int mostWaiting) {
        decided.expectProgress();
        do {
            look();
        } while (waiting > mostWaiting);
    }

    /** Finds out what has been decided, and sends what waited for it. */
    private void look() {
        outbox.flush();
        decided.refresh();
        for (Iterator<Lane> all = lanes.values().iterator(); all.hasNext();) {
            Lane lane = all.next();
            advance(lane);
            if (lane.waiting.isEmpty() && isSettled(lane)) {
                all.remove();
            }
        }
    }

    private void advance(Lane lane) {
        while (!lane.waiting.isEmpty()) {
            Topics next = Topics.of(lane.waiting.peek());
            if (next != lane.topic && !isSettled(lane)) {
                return;
            }
            lane.topic = next;
            lane.last = outbox.send(lane.waiting.poll());
            waiting--;
        }
    }

    private boolean isSettled(Lane lane) {
        if (lane.last == null) {
            return true;
        }
        if (!lane.last.isDone()) {
            return false;
        }
        RecordMetadata place = Outbox.place(lane.last);
        return decided.isDecided(
                new TopicPartition(place.topic(), place.partition()), place.offset());
    }

    @Override
    public void close() {
        outbox.close();
    }
}
