package dev.extrausage.journal.read;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A topic cannot be read to its end; the message is a sentence for whoever asked. */
public final class JournalUnreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** {@code cause} may be null. */
    public JournalUnreadable(String message, Throwable cause) {
        super(message, cause);
    }

    /** The error for a record of {@code balance-changes} that holds no entry. */
    static JournalUnreadable noEntry(ConsumerRecord<byte[], byte[]> record, Exception cause) {
        return new JournalUnreadable("the record at " + record.topic() + " partition "
                + record.partition() + " offset " + record.offset() + " is no entry ("
                + cause.getMessage() + "); run `ledger audit`", cause);
    }
}
