package dev.extrausage.client.publish;

import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;

/** What a failure of Kafka's says about the next event. */
final class Failures {
    private Failures() { }

    /** Whether it is about what is in the record, so that the next one may be taken. */
    static boolean areOfOneRecord(Exception e) {
        return e instanceof RecordTooLargeException || e instanceof RecordBatchTooLargeException
                || e instanceof InvalidRecordException || e instanceof InvalidTimestampException
                || e instanceof PolicyViolationException || e instanceof CorruptRecordException;
    }

    /** For the log and the metrics. */
    static String inWords(Throwable e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        String what = cause.getClass().getSimpleName() + ": " + cause.getMessage();
        return e instanceof RetriableException
                ? "Kafka does not answer (" + what + ")"
                : "Kafka refuses the events (" + what + ")";
    }
}
