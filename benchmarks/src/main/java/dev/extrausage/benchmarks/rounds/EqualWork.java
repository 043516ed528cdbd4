package dev.extrausage.benchmarks.rounds;

import dev.extrausage.benchmarks.contender.Writing;
import dev.extrausage.schemas.Topics;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The volume a passthrough has to write, as the ledger wrote it in its latest turn. */
final class EqualWork {
    /** Beside a record's value: its key, and about so much that frames them. */
    private static final int FRAME_BYTES = 9;
    private static final int KEY_BYTES = 13;
    /** The bytes of a journal entry, about: for where the ledger is not measured. */
    private static final int USUAL_ENTRY_BYTES = 480;

    private EqualWork() {}

    /** One record for each event, of an average entry's size. */
    static Writing entries(String topic, TurnResult ledger) {
        int bytes = ledger == null ? USUAL_ENTRY_BYTES : valueBytes(
                ledger.written().get(Topics.BALANCE_CHANGES.topicName()));
        return new Writing(topic, 1, bytes);
    }

    /**
     * As many records and bytes as the ledger wrote, topic by topic, by the ledger's topic. What
     * it wrote to a topic hardly ever is left out: less than a record for 100,000 events.
     */
    static Map<String, Writing> writings(String prefix, TurnResult ledger) {
        Map<String, Writing> writings = new LinkedHashMap<>();
        ledger.written().entrySet().stream()
                .filter(e -> e.getValue().records() >= 1e-5)
                .sorted(Comparator.comparing(e -> -e.getValue().records()))
                .forEach(e -> writings.put(e.getKey(), new Writing(prefix + e.getKey(),
                        e.getValue().records(), valueBytes(e.getValue()))));
        return writings;
    }

    private static int valueBytes(TurnResult.PerEvent written) {
        return Math.max(1,
                (int) Math.round(written.bytesPerRecord()) - KEY_BYTES - FRAME_BYTES);
    }
}
