package dev.extrausage.consumers.topup;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The output of one step: the records of its transaction, and the calls that follow it. */
final class Step {
    private final long now;
    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final List<TopUp> toCharge = new ArrayList<>();
    private final List<PayBack> toPayBack = new ArrayList<>();

    /** {@code now}: the step's time, in milliseconds since 1970. */
    Step(long now) {
        this.now = now;
    }

    long now() {
        return now;
    }

    void write(ProducerRecord<byte[], byte[]> record) {
        records.add(record);
    }

    /** Its card is charged once the transaction is committed, and not before (A6). */
    void chargeAfterwards(TopUp topUp) {
        toCharge.add(topUp);
    }

    /** It is paid back once the transaction is committed, and not before (A7). */
    void payBackAfterwards(PayBack payBack) {
        toPayBack.add(payBack);
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    List<ProducerRecord<byte[], byte[]>> records() {
        return records;
    }

    List<TopUp> toCharge() {
        return toCharge;
    }

    List<PayBack> toPayBack() {
        return toPayBack;
    }
}
