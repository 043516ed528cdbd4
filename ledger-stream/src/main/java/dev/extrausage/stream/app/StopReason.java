package dev.extrausage.stream.app;

import dev.extrausage.stream.topology.UnstampedInput;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;

/** Puts into words why a ledger stopped by itself, with what to do where it can be known. */
public final class StopReason {
    private StopReason() {}

    /** The first cause, in a sentence; Streams' own advice would be to set what must not be set. */
    public static String of(Throwable e) {
        Throwable first = e;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        if (first instanceof UnstampedInput) {
            return first.getMessage();
        }
        if (first instanceof InvalidOffsetException) {
            return "an input partition does not hold the offset to read on from, so inputs were"
                    + " deleted before they were decided, or the offset was lost: "
                    + first.getMessage() + ". What is lost can only be sent again by its senders."
                    + " See \"An input that lost records\" in docs/OPERATIONS.md";
        }
        if (first instanceof OutOfMemoryError) {
            return "the memory is full (" + first.getMessage() + "), with a heap of "
                    + (Runtime.getRuntime().maxMemory() >> 20) + " MiB. One record of an input may"
                    + " be larger than that once it is unpacked: a heap of twice its size gets past"
                    + " it, and rejects it. See \"A record that unpacks to more than the memory\""
                    + " in docs/OPERATIONS.md";
        }
        if (first instanceof InconsistentGroupProtocolException) {
            return "its group is held by a rebuild of what it remembers, or by a consumer that is"
                    + " no ledger: let `ledger rebuild` end, and start again";
        }
        if (String.valueOf(first.getMessage()).contains("No space left on device")) {
            return "the disk of the state directory is full: make room, and start again ("
                    + first.getMessage() + ")";
        }
        return e.getMessage() + ": " + first;
    }
}
