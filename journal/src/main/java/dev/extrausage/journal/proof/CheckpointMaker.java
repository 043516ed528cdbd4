package dev.extrausage.journal.proof;

import dev.extrausage.core.Catalog;
import dev.extrausage.journal.proof.checkpoint.Checkpoint;
import dev.extrausage.journal.proof.checkpoint.PartitionState;
import dev.extrausage.journal.read.JournalReader;
import dev.extrausage.journal.read.TopicExtent;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.TopicCodecs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Takes a checkpoint of a journal; reads all of it and checks its links, and nothing else. */
public final class CheckpointMaker {
    /**
     * A checkpoint that was taken.
     *
     * @param checkpoint where the journal stands
     * @param findings what is wrong with its links; not to be signed if there is any
     */
    public record Result(Checkpoint checkpoint, Findings findings) {}

    private CheckpointMaker() {}

    /**
     * Reads the journal as it stands now.
     *
     * @param madeAt the time to be told in it, as an ISO-8601 time
     * @throws dev.extrausage.journal.read.JournalUnreadable if it cannot be read
     */
    public static Result make(
            JournalReader reader, TopicCodecs codecs, Catalog catalog, String madeAt) {
        AuditTools tools = new AuditTools(catalog, codecs, new Findings(), false, false);
        TopicExtent extent = reader.extentOf(Topics.BALANCE_CHANGES);
        Map<Integer, AccountTrails> partitions = new TreeMap<>();
        for (int partition : extent.from().keySet()) {
            partitions.put(partition,
                    AccountTrails.ofLinks(partition, extent.partitions(), tools));
        }
        reader.read(extent, partition -> partitions.get(partition)::next);
        List<PartitionState> states = new ArrayList<>();
        partitions.forEach((partition, trails) -> {
            trails.end();
            states.add(trails.stateAt(extent.to().get(partition)));
        });
        return new Result(
                new Checkpoint(madeAt, extent.topic().topicName(), states), tools.findings());
    }
}
