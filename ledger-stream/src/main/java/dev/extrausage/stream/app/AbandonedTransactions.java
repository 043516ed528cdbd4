package dev.extrausage.stream.app;

import dev.extrausage.stream.startup.LedgerSettings;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open transactions of processes that are gone. Whoever reads committed sees nothing behind
 * one, and so none of what another process decides in its place, until the broker gives it up: ten
 * seconds after it began and up to ten more. So who takes part in a rebalance ends those whose
 * process is no longer in the group.
 *
 * <p>Streams names a process's transactions and its members of the group after the same random id.
 * A member that was only missed, and lives, loses nothing: its transaction could not commit any
 * more, since it was begun as a member that it is no longer.
 */
final class AbandonedTransactions {
    private static final Logger LOG = LoggerFactory.getLogger(AbandonedTransactions.class);
    private static final String PROCESS = "-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})";
    private static final int TRIES = 60;
    private static final long BETWEEN_MILLIS = 250;

    private final LedgerSettings settings;
    private final Pattern member;
    private final Pattern transaction;
    private final AtomicBoolean isLooking = new AtomicBoolean();

    AbandonedTransactions(LedgerSettings settings) {
        this.settings = settings;
        String group = "(" + Pattern.quote(settings.applicationId()) + PROCESS;
        member = Pattern.compile(group + "-StreamThread-[0-9]+-consumer");
        transaction = Pattern.compile(group + "-[0-9]+");
    }

    /** Begins to look for them, in a thread of its own; does nothing while that runs already. */
    void look() {
        if (settings.instances() == 1 || !isLooking.compareAndSet(false, true)) {
            return;
        }
        Thread thread = new Thread(() -> {
            try (Admin admin = Admin.create(settings.forClients())) {
                endAll(admin);
            } catch (KafkaException e) {
                LOG.debug("the broker ends what was abandoned, when its time is over", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                isLooking.set(false);
            }
        }, "abandoned-transactions");
        thread.setDaemon(true);
        thread.start();
    }

    private void endAll(Admin admin) throws InterruptedException {
        for (int i = 0; i < TRIES && !isEnded(admin); i++) {
            Thread.sleep(BETWEEN_MILLIS);
        }
    }

    /** False while it is not known who is in the group. */
    private boolean isEnded(Admin admin) throws InterruptedException {
        try {
            // In this order: what is open now was begun by a member of before.
            List<String> open = open(admin);
            ConsumerGroupDescription group = admin.describeConsumerGroups(
                    List.of(settings.applicationId())).all().get().get(settings.applicationId());
            if (group.groupState() != GroupState.STABLE) {
                return false;
            }
            List<String> abandoned = abandoned(open,
                    group.members().stream().map(MemberDescription::clientId).toList());
            if (!abandoned.isEmpty()) {
                admin.fenceProducers(abandoned).all().get();
                LOG.info("ended the open transactions of processes that are gone: {}", abandoned);
            }
            return true;
        } catch (ExecutionException e) {
            LOG.debug("the open transactions are not known yet", e);
            return false;
        }
    }

    private List<String> open(Admin admin) throws ExecutionException, InterruptedException {
        return admin.listTransactions(new ListTransactionsOptions()
                .filterStates(List.of(TransactionState.ONGOING))).all().get().stream()
                .map(TransactionListing::transactionalId).toList();
    }

    /**
     * Those of the transactional ids whose process is none of the members'. None if a member is not
     * named as Streams does by itself: then nothing is known of who is who.
     */
    List<String> abandoned(Collection<String> open, Collection<String> members) {
        if (!members.stream().allMatch(name -> member.matcher(name).matches())) {
            return List.of();
        }
        Set<String> living = members.stream().map(name -> process(member, name))
                .collect(Collectors.toSet());
        return open.stream().filter(id -> transaction.matcher(id).matches()
                && !living.contains(process(transaction, id))).toList();
    }

    private static String process(Pattern form, String name) {
        Matcher matcher = form.matcher(name);
        return matcher.matches() ? matcher.group(1) : name;
    }
}
