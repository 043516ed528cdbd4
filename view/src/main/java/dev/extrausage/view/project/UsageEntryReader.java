package dev.extrausage.view.project;

import dev.extrausage.core.EventId;
import dev.extrausage.core.Outcome;
import dev.extrausage.core.TopUpDue;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.view.database.ByteSource;
import dev.extrausage.view.database.EntryTypes;
import dev.extrausage.view.database.FoldedEntry;
import dev.extrausage.view.rows.EntryRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads an entry that answers a request, nearly all of what a journal holds, without the objects of
 * Avro's between: what rows do not keep is passed over. It knows the newest form of the contract
 * and the one before, and only ever says yes; whatever is unusual is left to the codec.
 */
final class UsageEntryReader {
    private static final int HASHES = 64;

    private final AvroCodec<BalanceChange> codec;

    UsageEntryReader(AvroCodec<BalanceChange> codec) {
        this.codec = codec;
    }

    /** The entry; null if the codec is to be asked. */
    FoldedEntry read(long offset, byte[] value) {
        boolean hasTier = codec.hasOwnForm(value);
        if (!hasTier && !codec.hasEarlierForm(value)) {
            return null;
        }
        ByteSource in = new ByteSource(value, AvroCodec.FRAME_BYTES);
        try {
            String accountId = in.text();
            long sequence = in.number();
            in.number(); // rules_version
            in.skip(in.count()); // catalog_version
            if (in.number() != 0) {
                return null; // the cause is a change
            }
            FoldedEntry entry = entry(in, offset, accountId, sequence, hasTier);
            in.skip(HASHES);
            return in.at() == value.length ? entry : null;
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            return null;
        }
    }

    private static FoldedEntry entry(
            ByteSource in, long offset, String accountId, long sequence, boolean hasTier) {
        EventId id = EventId.parse(in.text());
        in.skip(in.count()); // account_id
        String member = optional(in);
        long occurredAt = in.number();
        FoldedEntry.Request request = request(in, member, hasTier);
        long receivedAt = in.number();
        in.skip(in.count()); // topic
        in.number(); // partition
        in.number(); // offset
        Long clock = in.number() == 0 ? null : (Long) in.number();
        long cost = in.number();
        Outcome outcome = Outcome.valueOf(in.text());
        String reason = optional(in);
        PostingSums sums = postings(in);
        long allowanceLeft = in.number();
        long extraUsage = in.number();
        long spent = in.number();
        TopUpDue due = in.number() == 0 ? null : new TopUpDue(in.text(), in.number());
        return new FoldedEntry(accountId, offset, sequence, clock, occurredAt, receivedAt,
                EntryTypes.number(EntryRow.USAGE), outcome, reason, id.high(), id.low(), cost,
                sums.sums(), sums.late(), allowanceLeft, extraUsage, spent, due, notices(in),
                request, null, sums.cycleStarts());
    }

    private static FoldedEntry.Request request(ByteSource in, String member, boolean hasTier) {
        String app = in.text();
        String session = optional(in);
        String model = in.text();
        long input = in.number();
        long output = in.number();
        long cacheWrite = in.number();
        long cacheWrite1h = in.number();
        long cacheRead = in.number();
        String tier = hasTier ? optional(in) : null;
        return new FoldedEntry.Request(app, model, session, member, tier, input, output,
                cacheWrite, cacheWrite1h, cacheRead, hasTier ? units(in) : Map.of());
    }

    private static String optional(ByteSource in) {
        return in.number() == 0 ? null : in.text();
    }

    private static Map<String, Long> units(ByteSource in) {
        if (in.number() == 0) {
            return Map.of();
        }
        Map<String, Long> units = new TreeMap<>();
        for (int left = block(in); left > 0; left = block(in)) {
            for (; left > 0; left--) {
                units.put(in.text(), in.number());
            }
        }
        return units;
    }

    /** The number of items in an array's next block; 0 after the last. */
    private static int block(ByteSource in) {
        int count = in.count();
        if (count < 0) {
            in.number(); // the block's length in bytes
        }
        return Math.abs(count);
    }

    private static PostingSums postings(ByteSource in) {
        PostingSums sums = new PostingSums(true);
        for (int left = block(in); left > 0; left = block(in)) {
            for (; left > 0; left--) {
                String from = in.text();
                String to = in.text();
                if (in.number() != 0) {
                    in.skip(in.count()); // grant_id
                }
                sums.add(from, to, in.number(), in.number());
            }
        }
        return sums;
    }

    private static List<String> notices(ByteSource in) {
        List<String> notices = new ArrayList<>(0);
        for (int left = block(in); left > 0; left = block(in)) {
            for (; left > 0; left--) {
                notices.add(in.text());
            }
        }
        return notices;
    }
}
