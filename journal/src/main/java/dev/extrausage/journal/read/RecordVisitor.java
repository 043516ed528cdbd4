package dev.extrausage.journal.read;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Sees the records of one partition, in their order, from one thread. */
@FunctionalInterface
public interface RecordVisitor {
    /** One committed record, its key and value as raw bytes; what it throws ends the reading. */
    void visit(ConsumerRecord<byte[], byte[]> record);
}
