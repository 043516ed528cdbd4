package dev.extrausage.kafka;

import dev.extrausage.schemas.wire.CutBytes;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The headers of a record that are together longer than a whole record may be. */
public final class LongHeaders {
    private static final String CUT = "ledger-headers-that-were-cut";
    /** More are not taken out one by one: each costs a pass over the others. */
    private static final int MOST_TAKEN_OUT = 1_000;

    private LongHeaders() {}

    /** True if they are too long; also of those that were cut. */
    public static boolean areLong(Headers headers) {
        return size(headers) > CutBytes.MOST_WHOLE;
    }

    /**
     * The bytes of all keys and values; of those that were cut, what they were before. Reading a
     * header also lets go of the buffer that its whole record was unpacked into.
     */
    private static long size(Headers headers) {
        long size = 0;
        for (Header header : headers) {
            size += header.key().length() + CutBytes.length(header.value());
        }
        return size;
    }

    /** One header that is as long as these were, to stand for all of them. */
    public static Header standIn(Headers headers) {
        long size = size(headers) - CUT.length();
        return new Header() {
            private final byte[] value = CutBytes.standIn(size);

            @Override public String key() {
                return CUT;
            }

            @Override public byte[] value() {
                return value;
            }
        };
    }

    /** Puts {@link #standIn} in the place of all, unless it is there or they are very many. */
    static void cut(Headers headers) {
        List<String> names = new ArrayList<>();
        for (Header header : headers) {
            if (header.value() != null && CutBytes.isCut(header.value())
                    || names.size() == MOST_TAKEN_OUT) {
                return;
            }
            names.add(header.key());
        }
        Header standIn = standIn(headers);
        names.forEach(headers::remove);
        headers.add(standIn);
    }
}
