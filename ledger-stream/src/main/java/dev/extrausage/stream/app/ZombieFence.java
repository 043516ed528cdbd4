package dev.extrausage.stream.app;

import dev.extrausage.kafka.HangingBrokers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Zombie fencing: ends the open transactions of stream threads that are no longer members of the
 * group, as of a process that was killed. Who takes over their partitions waits for these
 * transactions, and so does each reader of committed records; Kafka would end them when they run
 * out of time (decision 0401).
 */
final class ZombieFence implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ZombieFence.class);
    private static final long LONGEST_ANSWER_SECONDS = 5;
    /** One broker's; the others do not wait longer for one that hangs. */
    private static final long LONGEST_LIST_SECONDS = 1;
    private static final long PAUSE_MILLIS = 500;
    private static final long LONGEST_TRANSACTION_NANOS = TimeUnit.MILLISECONDS.toNanos(
            StreamsSettings.TRANSACTION_TIMEOUT_MILLIS);

    private final String applicationId;
    private final Map<String, Object> clients;
    private final Supplier<Set<String>> ours;
    private final BooleanSupplier sharedOut;
    private final Pattern consumer;
    private final Pattern transaction;
    /** One that looks, and one that waits to: who comes third has nothing to add. */
    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(1), ZombieFence::daemon,
            new ThreadPoolExecutor.DiscardPolicy());

    /**
     * A fence that asks nothing before it is told to {@link #look}.
     *
     * @param applicationId of the ledger, which is its group's id
     * @param clients settings of its client
     * @param ours the client ids of this process's consumers; none when it has stopped
     * @param sharedOut tells whether partitions are being shared out now
     */
    ZombieFence(String applicationId, Map<String, Object> clients, Supplier<Set<String>> ours,
            BooleanSupplier sharedOut) {
        this.applicationId = applicationId;
        this.clients = new HashMap<>(HangingBrokers.writing());
        this.clients.putAll(clients);
        this.ours = ours;
        this.sharedOut = sharedOut;
        executor.allowCoreThreadTimeOut(true);
        // Kafka Streams' names, of a process by its random id and of its threads by numbers.
        String process = "(" + Pattern.quote(applicationId) + "-[0-9a-f-]{36})";
        consumer = Pattern.compile(process + "-StreamThread-(\\d+)-consumer");
        transaction = Pattern.compile(process + "-(\\d+)");
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "zombie-fence");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Begins to look, and goes on until partitions are no longer shared out, when this process is a
     * member, and every broker has answered; after that no longer than a transaction may be open.
     * Returns at once.
     */
    void look() {
        executor.execute(this::lookOn);
    }

    private void lookOn() {
        boolean told = false;
        long end = System.nanoTime();
        try (Admin admin = Admin.create(clients)) {
            while (true) {
                boolean isOver = !sharedOut.getAsBoolean();
                Optional<Exception> unanswered = fence(admin);
                if (unanswered.isPresent() && !told) {
                    tell(unanswered.get());
                    told = true;
                }
                if (!isOver) {
                    end = System.nanoTime() + LONGEST_TRANSACTION_NANOS;
                } else if (unanswered.isEmpty() || System.nanoTime() > end) {
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt(); // closed
        } catch (KafkaException e) {
            tell(e);
        }
    }

    private static void tell(Exception e) {
        LOG.warn("whether threads that are gone have left transactions open cannot be told yet;"
                + " Kafka ends them when they run out of time ({})", e.toString());
    }

    /** One look; why it may have missed a transaction, or nothing. */
    private Optional<Exception> fence(Admin admin) throws InterruptedException {
        Optional<Exception> unanswered = Optional.empty();
        try {
            List<String> open = new ArrayList<>();
            for (KafkaFuture<Collection<TransactionListing>> broker : answer(
                    admin.listTransactions(new ListTransactionsOptions().filterStates(
                            Set.of(TransactionState.ONGOING))).byBrokerId()).values()) {
                try {
                    broker.get(LONGEST_LIST_SECONDS, TimeUnit.SECONDS)
                            .forEach(listed -> open.add(listed.transactionalId()));
                } catch (ExecutionException | TimeoutException e) {
                    unanswered = Optional.of(e); // the others' are ended all the same
                }
            }
            fence(admin, open);
        } catch (ExecutionException | TimeoutException e) {
            return Optional.of(e);
        }
        return unanswered;
    }

    /**
     * The transactions are asked for before the members: a thread that joins in between has none
     * among them, and one that has was a member and is none.
     */
    private void fence(Admin admin, List<String> open)
            throws InterruptedException, ExecutionException, TimeoutException {
        Collection<MemberDescription> members = answer(
                admin.describeConsumerGroups(List.of(applicationId)).all())
                .get(applicationId).members();
        Set<String> zombies = zombies(open,
                members.stream().map(MemberDescription::clientId).toList(), ours.get());
        if (!zombies.isEmpty()) {
            answer(admin.fenceProducers(zombies).all());
            LOG.info("ended the open transactions of threads that are gone: {}", zombies);
        }
    }

    private static <T> T answer(KafkaFuture<T> asked)
            throws InterruptedException, ExecutionException, TimeoutException {
        return asked.get(LONGEST_ANSWER_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * The transactional ids of the ledger's that belong to no member. None when this process is no
     * member itself, which has nothing to say about others then, or when a member's name is not
     * Kafka Streams' own, so that its transactional id is not known.
     *
     * @param open transactional ids of open transactions, anybody's
     * @param members client ids of the group's members
     * @param own client ids of this process's consumers
     */
    Set<String> zombies(Collection<String> open, Collection<String> members, Set<String> own) {
        Set<String> alive = new HashSet<>();
        for (String member : members) {
            Matcher named = consumer.matcher(member);
            if (!named.matches()) {
                return Set.of();
            }
            alive.add(named.group(1) + "-" + named.group(2));
        }
        Set<String> zombies = new TreeSet<>();
        if (members.stream().anyMatch(own::contains)) {
            open.stream().filter(id -> transaction.matcher(id).matches())
                    .filter(id -> !alive.contains(id)).forEach(zombies::add);
        }
        return zombies;
    }

    @Override public void close() {
        executor.shutdownNow();
    }
}
