package dev.extrausage.stack.rebuild;

import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.BadInput;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.DecidedIds;
import dev.extrausage.core.Event;
import dev.extrausage.core.EventId;
import dev.extrausage.core.Input;
import dev.extrausage.core.Ledger;
import dev.extrausage.journal.proof.AnsweredInput;
import dev.extrausage.journal.proof.ProvedJournal;
import dev.extrausage.journal.proof.ProvedPartition;
import dev.extrausage.schemas.BadRecord;
import dev.extrausage.schemas.Partitioning;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.EventCodec;
import dev.extrausage.schemas.wire.StoredAccount;
import dev.extrausage.schemas.wire.TopicCodecs;
import dev.extrausage.stream.startup.StartOffsets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The offsets at which a ledger goes on after what its journal has decided: on each input partition
 * behind the last input that was answered, by an entry or a rejection, and behind the duplicates
 * that follow it.
 *
 * <p>A duplicate leaves nothing, so whether the ledger has passed over it cannot be known. It need
 * not be: it is a duplicate whenever it is read, as long as its id is remembered. But what is
 * remembered ends 36 days before the newest input, on whatever topic, and a topic may have been
 * quiet for longer since. There a duplicate that is read again would count again; so those that
 * come first are passed over here, where every id of the journal is known. Behind them is an input
 * that was not read: it would have left an answer.
 */
final class InputPositions {
    private final InputReader inputs;
    private final ProvedJournal journal;
    private final TopicCodecs codecs;
    private final Catalog catalog;
    private final List<String> warnings = new ArrayList<>();

    /** An id as one account has it. */
    private record OwnId(String accountId, EventId id) {}

    InputPositions(
            InputReader inputs, ProvedJournal journal, TopicCodecs codecs, Catalog catalog) {
        this.inputs = inputs;
        this.journal = journal;
        this.codecs = codecs;
        this.catalog = catalog;
    }

    /**
     * The position of every input partition.
     *
     * @param given in place of those that the journal gives; null: none
     * @throws CannotRebuild the inputs are not those that the journal answers
     */
    Map<TopicPartition, Long> find(Map<TopicPartition, Long> given) {
        Map<TopicPartition, Long> positions = new HashMap<>();
        for (int p = 0; p < journal.extent().partitions(); p++) {
            for (Topics topic : StartOffsets.INPUTS) {
                TopicPartition input = new TopicPartition(topic.topicName(), p);
                long answered =
                        given == null ? behindAnswers(topic, input) : given(given, input);
                requireThere(input, answered);
                positions.put(input, behindDuplicates(topic, input, answered));
            }
        }
        return positions;
    }

    /** A sentence for each position that its topic no longer holds. */
    List<String> warnings() {
        return warnings;
    }

    private static long given(Map<TopicPartition, Long> given, TopicPartition input) {
        Long at = given.get(input);
        if (at == null) {
            throw new CannotRebuild("no position is given for " + input
                    + ": there must be one for every partition of every input");
        }
        return at;
    }

    private long behindAnswers(Topics topic, TopicPartition input) {
        AnsweredInput last = journal.partition(input.partition()).answered().get(topic);
        if (last != null) {
            requireSame(topic, input, last);
        }
        return Math.max(last == null ? 0 : last.offset() + 1, inputs.behindRejections(input));
    }

    /** Inputs that were restored may lie elsewhere; the journal's offsets then mean nothing. */
    private void requireSame(Topics topic, TopicPartition input, AnsweredInput last) {
        inputs.at(input, last.offset()).ifPresent(record -> {
            Event event = decoded(topic, record);
            if (event == null || !event.accountId().equals(last.accountId())
                    || !event.eventId().equals(last.eventId())) {
                throw new CannotRebuild("the input at offset " + last.offset() + " of " + input
                        + " is not " + last.eventId() + " of account " + last.accountId()
                        + ", which the journal answers: the inputs do not lie where they lay."
                        + " Their positions must be given by who has moved them");
            }
        });
    }

    private void requireThere(TopicPartition input, long position) {
        if (position > inputs.end(input)) {
            throw new CannotRebuild(input + " ends at offset " + inputs.end(input) + ", and the"
                    + " ledger is to go on at " + position + ": inputs that it has decided are"
                    + " gone, and new ones in their places would be passed over");
        }
        if (position < inputs.begin(input)) {
            warnings.add(input + " begins at offset " + inputs.begin(input) + ", and the ledger is"
                    + " to go on at " + position + ": it will not start before you have looked at"
                    + " \"An input that lost records\" in docs/OPERATIONS.md");
        }
    }

    private long behindDuplicates(Topics topic, TopicPartition input, long from) {
        long position = from;
        if (from < inputs.begin(input)) {
            return from;
        }
        while (true) {
            List<ConsumerRecord<byte[], byte[]>> next = inputs.from(input, position);
            long before = position;
            ProvedPartition answers = journal.partition(input.partition());
            Set<OwnId> decided = decided(topic, next, answers);
            for (ConsumerRecord<byte[], byte[]> record : next) {
                if (!isDuplicate(decoded(topic, record), record.timestamp(), answers, decided)) {
                    return position;
                }
                position = record.offset() + 1;
            }
            if (position == before) {
                return position;
            }
        }
    }

    /** Those ids of the inputs that their accounts have had decided. */
    private Set<OwnId> decided(Topics topic, List<ConsumerRecord<byte[], byte[]>> records,
            ProvedPartition answers) {
        Set<OwnId> asked = new HashSet<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Event event = decoded(topic, record);
            if (event == null) {
                break;
            }
            asked.add(new OwnId(event.accountId(), event.eventId()));
        }
        Set<OwnId> found = new HashSet<>();
        if (!asked.isEmpty()) {
            answers.forEachId((account, id) -> {
                OwnId own = new OwnId(account, id);
                if (asked.contains(own)) {
                    found.add(own);
                }
            });
        }
        return found;
    }

    private boolean isDuplicate(
            Event event, long receivedAt, ProvedPartition answers, Set<OwnId> decided) {
        if (event == null) {
            return false;
        }
        StoredAccount account = answers.account(event.accountId())
                .map(last -> last.stored()).orElse(StoredAccount.unknown(event.accountId()));
        return Ledger.take(account.account(), new Input(event, receivedAt), new DecidedIds() {
            @Override public boolean contains(EventId id) {
                return decided.contains(new OwnId(event.accountId(), id));
            }

            @Override public void remember(EventId id, long at) {
                // It is only asked.
            }
        }, catalog) == null;
    }

    /** The event in a record; null for what the ledger would reject. */
    private Event decoded(Topics topic, ConsumerRecord<byte[], byte[]> record) {
        try {
            Event event = topic == Topics.USAGE_EVENTS
                    ? EventCodec.toCore(codecs.usageEvents().decode(record.value()))
                    : EventCodec.toCore((topic == Topics.ACCOUNT_EVENTS
                            ? codecs.accountEvents() : codecs.creditEvents())
                                    .decode(record.value()));
            byte[] key = event.accountId().getBytes(StandardCharsets.UTF_8);
            boolean isInPlace = Arrays.equals(key, record.key())
                    && Partitioning.partitionOf(key, journal.extent().partitions())
                            == record.partition()
                    && (!(event instanceof AccountEvent) || Topics.of(event) == topic);
            return isInPlace ? event : null;
        } catch (BadInput | BadRecord e) {
            return null;
        }
    }
}
