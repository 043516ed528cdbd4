package dev.extrausage.schemas.wire;

import dev.extrausage.core.BadInput;
import dev.extrausage.core.Input;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.BadRecord;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.Topics;

/**
 * Reads the heads of entries about usage, nearly all of the journal, without Avro's objects: enough
 * to decide them again, and to compare the answer's bytes in place of reading them. It only ever
 * says yes, as {@link UsageEventReader} does. Not safe for use by several threads.
 */
public final class EntryHeadReader extends AvroReader {
    /** The cause's place in its union: usage. */
    private static final int USAGE = 0;

    private final AvroCodec<BalanceChange> codec;

    /** A reader of values of the topic of {@code codec}. */
    public EntryHeadReader(AvroCodec<BalanceChange> codec) {
        this.codec = codec;
    }

    /**
     * The head of the entry; null if it answers anything but usage from the topic of usage, names
     * another account than its cause, is of another form than the newest, or unusual in any way:
     * then the codec knows what it is.
     *
     * @throws dev.extrausage.schemas.SchemaIds.WaitEnded as {@link AvroCodec#decode} does
     */
    public EntryHead read(byte[] value) {
        try {
            if (!codec.hasOwnForm(value)) {
                return null;
            }
            begin(value);
            EntryHead head = head();
            return isUnusual() ? null : head;
        } catch (BadInput | BadRecord e) {
            return null;
        }
    }

    private EntryHead head() {
        String accountId = name();
        long sequence = number();
        long rules = number();
        String catalogVersion = repeatedText();
        if (number() != USAGE || rules != (int) rules) {
            return null;
        }
        UsageEvent usage = usage(true);
        Input cause = new Input(usage, number());
        String topic = repeated();
        long partition = number();
        long offset = number();
        return accountId.equals(usage.accountId())
                && topic.equals(Topics.USAGE_EVENTS.topicName())
                && partition == (int) partition
                ? new EntryHead(sequence, (int) rules, catalogVersion, cause, (int) partition,
                        offset) : null;
    }
}
