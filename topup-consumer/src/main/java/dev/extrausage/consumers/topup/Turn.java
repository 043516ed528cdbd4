package dev.extrausage.consumers.topup;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What one turn writes in its transaction, and whom it asks about afterwards. */
final class Turn {
    private final long now;
    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final List<TopUp> toAsk = new ArrayList<>();

    /** {@code now}: the turn's time, in milliseconds since 1970. */
    Turn(long now) {
        this.now = now;
    }

    long now() {
        return now;
    }

    void write(ProducerRecord<byte[], byte[]> record) {
        records.add(record);
    }

    /** The processor is asked about it once the transaction is committed, and not before (A6). */
    void askAfterwards(TopUp topUp) {
        toAsk.add(topUp);
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    List<ProducerRecord<byte[], byte[]>> records() {
        return records;
    }

    List<TopUp> toAsk() {
        return toAsk;
    }
}
