package dev.extrausage.client.publish;

import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;

/** Sorts the errors of Kafka's producer: those of one record, and those of the connection. */
final class SendError {
    private SendError() { }

    /** Returns whether the error is the record's own, so that the next record may be taken. */
    static boolean isOfOneRecord(Exception e) {
        return e instanceof RecordTooLargeException || e instanceof RecordBatchTooLargeException
                || e instanceof InvalidRecordException || e instanceof InvalidTimestampException
                || e instanceof PolicyViolationException || e instanceof CorruptRecordException;
    }

    /** The error in a sentence, for the log and the metrics. */
    static String inWords(Throwable e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        String what = cause.getClass().getSimpleName() + ": " + cause.getMessage();
        return e instanceof RetriableException
                ? "Kafka does not answer (" + what + ")"
                : "Kafka refuses the events (" + what + ")";
    }
}
