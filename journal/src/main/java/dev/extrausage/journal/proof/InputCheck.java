package dev.extrausage.journal.proof;

import dev.extrausage.core.BadInput;
import dev.extrausage.core.Event;
import dev.extrausage.core.Input;
import dev.extrausage.core.InputAge;
import dev.extrausage.schemas.BadRecord;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.EventCodec;
import dev.extrausage.schemas.wire.Rejection;
import dev.extrausage.schemas.wire.TopicCodecs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A comparison of one partition of the three input topics with its journal: every input has an
 * entry, was a duplicate or was rejected, and every entry has its input, as far as inputs are still
 * kept. Inputs are read in the order of {@link Topics}, beside the journal's and the rejections'
 * places, sorted alike.
 */
final class InputCheck implements AutoCloseable {
    private final PartitionAudit journal;
    private final Findings findings;
    private final TopicCodecs codecs;
    private final ExternalMergeSort rejections;
    private final ExternalMergeSort unanswered;
    private Peeking answered;
    private Peeking rejected;
    private boolean rejectionsForgotten;
    private long pending;

    InputCheck(PartitionAudit journal, AuditTools tools, Path folder) {
        this.journal = journal;
        findings = tools.findings();
        codecs = tools.codecs();
        rejections = new ExternalMergeSort(folder);
        unanswered = new ExternalMergeSort(folder);
    }

    /** One record of {@code rejected-events}; its headers say where the bad input lay. */
    void rejection(ConsumerRecord<byte[], byte[]> record) {
        try {
            Topics topic = Topics.named(header(record, Rejection.TOPIC)).orElseThrow();
            long offset = Long.parseLong(header(record, Rejection.OFFSET));
            rejections.add(new KeyedPlace(topic.ordinal(), offset, 0, record.offset(), 0, 0));
        } catch (RuntimeException e) {
            place(Topics.REJECTED_EVENTS).report(FindingKind.FOREIGN, record.offset(), null, null,
                    "the record does not say which input it was");
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    /** All rejections were read; {@code forgotten}: the oldest are not kept any more. */
    void rejectionsWereRead(boolean forgotten) {
        rejectionsForgotten = forgotten;
        answered = new Peeking(journal.sources().sorted());
        rejected = new Peeking(rejections.sorted());
    }

    /**
     * One input.
     *
     * @param from the first offset of the topic's partition that is kept
     * @param decidedTo how far the ledger says it has decided; what lies behind it may yet come
     */
    void input(Topics topic, ConsumerRecord<byte[], byte[]> record, long from, long decidedTo) {
        withoutInput(topic, from, record.offset());
        boolean hasEntry = answered.isAt(topic, record.offset());
        Input input = hasEntry ? inputOf(topic, record) : null;
        boolean hasRightful = false;
        while (answered.isAt(topic, record.offset())) {
            KeyedPlace entry = answered.next();
            if (!isAnsweredBy(input, entry)) {
                anotherCause(topic, record, entry);
            } else if (hasRightful) {
                journal.place().report(FindingKind.DOUBLED, entry.offset(),
                        journal.trails().accountAt(entry.account()), entry.sequence(), "entry "
                                + entry.sequence() + " answers the input at offset "
                                + record.offset() + " of " + topic.topicName() + " once more");
            } else {
                hasRightful = true;
            }
        }
        boolean wasRejected = rejected.skipTo(topic, record.offset());
        if (!hasEntry && !wasRejected) {
            withoutAnswer(topic, record, decidedTo);
        }
    }

    /** The topic was read to its end. */
    void endOf(Topics topic, long from) {
        withoutInput(topic, from, Long.MAX_VALUE);
    }

    private void withoutInput(Topics topic, long from, long before) {
        while (answered.isBefore(topic, before)) {
            KeyedPlace entry = answered.next();
            if (entry.high() == topic.ordinal() && entry.low() >= from) {
                place(topic).report(FindingKind.MISSING, entry.low(),
                        journal.trails().accountAt(entry.account()), entry.sequence(),
                        "there is no input at this offset, which entry " + entry.sequence()
                                + " at offset " + entry.offset() + " of the journal answers");
            }
        }
    }

    /**
     * True if the entry's cause is the input: of several entries that name an offset, that one is
     * rightful, wherever it lies.
     */
    private boolean isAnsweredBy(Input input, KeyedPlace entry) {
        return input != null && PartitionAudit.fingerprint(input) == entry.note()
                && input.event().accountId().equals(journal.trails().accountAt(entry.account()));
    }

    private void anotherCause(
            Topics topic, ConsumerRecord<byte[], byte[]> record, KeyedPlace entry) {
        place(topic).report(FindingKind.CONTENT_DIFFERS, record.offset(),
                journal.trails().accountAt(entry.account()), entry.sequence(),
                "the input is not the cause that entry " + entry.sequence() + " at offset "
                        + entry.offset() + " of the journal names");
    }

    private void withoutAnswer(
            Topics topic, ConsumerRecord<byte[], byte[]> record, long decidedTo) {
        if (record.offset() >= decidedTo) {
            pending++;
            return;
        }
        Input input = inputOf(topic, record);
        if (input == null && rejectionsForgotten) {
            return; // Its rejection was kept for as long as rejections are.
        }
        Map<String, Trail> trails = journal.trails().byAccount();
        Trail trail = input == null ? null : trails.get(input.event().accountId());
        if (trail == null || !InputAge.isCompared(input)) {
            lost(topic, record.offset(), input == null ? null : input.event().accountId());
            return;
        }
        unanswered.add(new KeyedPlace(input.event().eventId().high(), input.event().eventId().low(),
                trail.owner().index(), record.offset(), 0, topic.ordinal()));
    }

    /** All inputs were read: what has no answer must be a duplicate. */
    void end() {
        Peeking decided = new Peeking(journal.decidedIds().sorted());
        Iterator<KeyedPlace> places = unanswered.sorted();
        while (places.hasNext()) {
            KeyedPlace seen = places.next();
            if (!decided.skipToKeyOf(seen)) {
                lost(Topics.values()[seen.note()], seen.offset(),
                        journal.trails().accountAt(seen.account()));
            }
        }
    }

    private void lost(Topics topic, long offset, String account) {
        place(topic).report(FindingKind.MISSING, offset, account, null,
                "the input has no entry, is no duplicate, and is not in "
                        + Topics.REJECTED_EVENTS.topicName(), List.of());
    }

    /** Inputs that the ledger has not come to yet. */
    long pending() {
        return pending;
    }

    private Input inputOf(Topics topic, ConsumerRecord<byte[], byte[]> record) {
        try {
            Event event = switch (topic) {
                case USAGE_EVENTS -> EventCodec.toCore(codecs.usageEvents().decode(record.value()));
                case ACCOUNT_EVENTS ->
                        EventCodec.toCore(codecs.accountEvents().decode(record.value()));
                default -> EventCodec.toCore(codecs.creditEvents().decode(record.value()));
            };
            return new Input(event, record.timestamp());
        } catch (BadInput | BadRecord e) {
            return null;
        }
    }

    private Place place(Topics topic) {
        return new Place(topic.topicName(), journal.place().partition(), findings);
    }

    @Override public void close() {
        rejections.close();
        unanswered.close();
    }

    /** An iterator that can look at its next without taking it. */
    private static final class Peeking {
        private final Iterator<KeyedPlace> places;
        private KeyedPlace head;

        Peeking(Iterator<KeyedPlace> places) {
            this.places = places;
            next();
        }

        KeyedPlace next() {
            KeyedPlace taken = head;
            head = places.hasNext() ? places.next() : null;
            return taken;
        }

        boolean isAt(Topics topic, long offset) {
            return head != null && head.high() == topic.ordinal() && head.low() == offset;
        }

        boolean isBefore(Topics topic, long offset) {
            return head != null && (head.high() < topic.ordinal()
                    || head.high() == topic.ordinal() && head.low() < offset);
        }

        boolean skipTo(Topics topic, long offset) {
            while (isBefore(topic, offset)) {
                next();
            }
            return isAt(topic, offset);
        }

        boolean skipToKeyOf(KeyedPlace wanted) {
            while (head != null && head.isBeforeKeyOf(wanted)) {
                next();
            }
            return head != null && head.hasKeyOf(wanted);
        }
    }
}
