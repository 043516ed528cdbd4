package dev.extrausage.stream.startup;

import dev.extrausage.core.Outcome;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.TopicCodecs;
import dev.extrausage.stream.accounts.Accounts;
import dev.extrausage.stream.duplicates.DuplicateMemory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Refuses a start on a memory that is lost. A ledger that finds its changelogs empty would give
 * every account an entry 1 once more, and decide again what it has decided. Every entry has left
 * its account in one changelog, and every entry that is not {@code REFUSED} its id in the other, in
 * one transaction (J4); so a partition with such entries and without any such record has lost them.
 */
public final class MemoryCheck {
    private static final Duration WAIT = Duration.ofMillis(200);
    /** A close waits for the answer to the fetch under way. */
    private static final int LAST_FETCH_MILLIS = 5;

    private final Consumer<byte[], byte[]> consumer;

    private MemoryCheck(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /**
     * Looks into the changelogs, and into the journal only where one of them is empty.
     *
     * @param partitions how many every topic has
     * @throws CannotStart what the journal has entries of is not in the changelogs
     */
    public static void require(
            Admin admin, LedgerSettings settings, int partitions, TopicCodecs codecs) {
        Set<Integer> lostAccounts = lost(admin, settings, partitions, Accounts.STORE, any -> true);
        Set<Integer> lostIds = lost(admin, settings, partitions, DuplicateMemory.STORE,
                entry -> !isRefused(codecs, entry));
        if (!lostAccounts.isEmpty() || !lostIds.isEmpty()) {
            Set<Integer> all = new TreeSet<>(lostAccounts);
            all.addAll(lostIds);
            throw new CannotStart("the ledger " + settings.applicationId() + " has lost what it"
                    + " remembers: the partitions " + all + " of the journal have entries, and "
                    + (lostAccounts.isEmpty() ? "no id" : "no account") + " of theirs is in "
                    + new ChangelogTopics(settings).topicOf(lostAccounts.isEmpty()
                            ? DuplicateMemory.STORE : Accounts.STORE)
                    + ". A start would begin every account anew: `ledger rebuild` makes its memory"
                    + " from the journal first");
        }
    }

    private static boolean isRefused(TopicCodecs codecs, ConsumerRecord<byte[], byte[]> record) {
        BalanceChange entry = codecs.balanceChanges().decode(record.value());
        return entry.getOutcome().equals(Outcome.REFUSED.name());
    }

    /** The partitions whose journal has such an entry, and whose changelog has no record. */
    private static Set<Integer> lost(Admin admin, LedgerSettings settings, int partitions,
            String store, Predicate<ConsumerRecord<byte[], byte[]>> such) {
        ChangelogTopics changelogs = new ChangelogTopics(settings);
        TopicDescription changelog =
                changelogs.existing(admin).get(changelogs.topicOf(store));
        try (Consumer<byte[], byte[]> consumer = consumer(settings)) {
            MemoryCheck check = new MemoryCheck(consumer);
            Set<Integer> empty = new TreeSet<>();
            for (int p = 0; p < partitions; p++) {
                empty.add(p);
            }
            if (changelog != null) {
                empty.removeAll(check.withRecord(changelog.name(), empty, any -> true));
            }
            return empty.isEmpty() ? Set.of()
                    : check.withRecord(Topics.BALANCE_CHANGES.topicName(), empty, such);
        } catch (AuthorizationException e) {
            throw new CannotStart("what the ledger remembers, and whether the journal has more,"
                    + " cannot be looked at: " + e.getMessage() + ". `ledger topics --acls` lets"
                    + " it", e);
        }
    }

    /** Those of the partitions that have a committed record of that kind. */
    private Set<Integer> withRecord(String topic, Set<Integer> partitions,
            Predicate<ConsumerRecord<byte[], byte[]>> such) {
        List<TopicPartition> open = new ArrayList<>(partitions.stream()
                .map(p -> new TopicPartition(topic, p)).toList());
        consumer.assign(open);
        consumer.seekToBeginning(open);
        Map<TopicPartition, Long> ends = consumer.endOffsets(open);
        Set<Integer> found = new TreeSet<>();
        open.removeIf(p -> consumer.position(p) >= ends.get(p));
        while (!open.isEmpty()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(WAIT)) {
                if (!found.contains(record.partition()) && such.test(record)) {
                    found.add(record.partition());
                }
            }
            Set<TopicPartition> done = open.stream().filter(p -> found.contains(p.partition())
                    || consumer.position(p) >= ends.get(p)).collect(Collectors.toSet());
            consumer.pause(done);
            open.removeAll(done);
        }
        return found;
    }

    private static Consumer<byte[], byte[]> consumer(LedgerSettings settings) {
        Map<String, Object> all = settings.forStart();
        all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        all.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, LAST_FETCH_MILLIS);
        return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
