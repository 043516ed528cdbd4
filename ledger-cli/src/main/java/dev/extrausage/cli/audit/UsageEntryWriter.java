package dev.extrausage.cli.audit;

import dev.extrausage.core.Entry;
import dev.extrausage.core.Ledger;
import dev.extrausage.core.Notice;
import dev.extrausage.core.Posting;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.Source;
import dev.extrausage.stream.HashChain;
import java.util.Arrays;
import java.util.List;

/**
 * Writes the entry of a usage event as the codec does, straight from what was decided.
 *
 * <p>Nearly all entries are of usage, and building Avro's objects only to write them costs more
 * than deciding. An audit only ever takes "equal" from this class: where the bytes are not equal,
 * the codec has the word. A test holds the two to each other over generated histories.
 */
final class UsageEntryWriter {
    private byte[] bytes = new byte[1024];
    private int length;

    /** Whether an entry's bytes, but for its frame and its hash, are those of this decision. */
    boolean isWrittenAs(byte[] found, Entry entry, Source source, byte[] previousHash) {
        length = 0;
        write(entry, source);
        raw(previousHash);
        return Arrays.equals(bytes, 0, length,
                found, AvroCodec.FRAME_BYTES, found.length - HashChain.HASH_LENGTH);
    }

    private void write(Entry e, Source source) {
        text(e.accountId());
        number(e.sequence());
        number(Ledger.RULES_VERSION);
        text(e.catalogVersion());
        number(0); // The cause is the union's first kind.
        usage((UsageEvent) e.cause().event());
        number(e.cause().receivedAt());
        text(source.getTopic());
        number(source.getPartition());
        number(source.getOffset());
        optional(e.clock());
        number(e.costNanos());
        text(e.outcome().name());
        optional(e.reason() == null ? null : e.reason().name());
        postings(e.postings());
        number(e.allowanceLeftNanos());
        number(e.extraUsageNanos());
        number(e.spentNanos());
        number(e.topUpDue() == null ? 0 : 1);
        if (e.topUpDue() != null) {
            text(e.topUpDue().topUpId());
            number(e.topUpDue().amountNanos());
        }
        notices(e.notices());
    }

    private void usage(UsageEvent u) {
        text(u.eventId().toString());
        text(u.accountId());
        optional(u.memberId());
        number(u.occurredAt());
        text(u.app());
        optional(u.sessionId());
        text(u.model());
        number(u.inputTokens());
        number(u.outputTokens());
        number(u.cacheWriteTokens());
        number(u.cacheWrite1hTokens());
        number(u.cacheReadTokens());
    }

    private void postings(List<Posting> postings) {
        block(postings.size());
        for (int i = 0; i < postings.size(); i++) {
            Posting p = postings.get(i);
            text(p.from().name());
            text(p.to().name());
            optional(p.grantId());
            number(p.amountNanos());
            number(p.effectiveAt());
        }
        end(postings.size());
    }

    private void notices(List<Notice> notices) {
        block(notices.size());
        for (int i = 0; i < notices.size(); i++) {
            text(notices.get(i).kind().name());
        }
        end(notices.size());
    }

    private void block(int items) {
        number(items);
    }

    /** A list ends with an empty block, which is the whole of an empty list. */
    private void end(int items) {
        if (items > 0) {
            number(0);
        }
    }

    private void optional(Long value) {
        number(value == null ? 0 : 1);
        if (value != null) {
            number(value);
        }
    }

    private void optional(String value) {
        number(value == null ? 0 : 1);
        if (value != null) {
            text(value);
        }
    }

    /**
     * All texts of an entry are ASCII; one that is not comes out unequal, and the codec is asked.
     */
    private void text(String value) {
        int count = value.length();
        number(count);
        room(count);
        for (int i = 0; i < count; i++) {
            bytes[length + i] = (byte) value.charAt(i);
        }
        length += count;
    }

    private void number(long value) {
        room(10);
        long rest = value << 1 ^ value >> 63;
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) (rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    private void raw(byte[] value) {
        room(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
