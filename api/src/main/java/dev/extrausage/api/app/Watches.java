package dev.extrausage.api.app;

import dev.extrausage.api.operations.InvariantMeters;
import dev.extrausage.api.operations.ReadModelMeters;
import dev.extrausage.api.operations.SurveyMeters;
import dev.extrausage.intake.AttentionDesk;
import dev.extrausage.journal.proof.InvariantCounts;
import dev.extrausage.journal.proof.JournalWatch;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.operations.Meters;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.schemas.wire.TopicCodecs;
import dev.extrausage.view.ReadModel;
import java.time.Clock;
import java.util.Map;

/** The work done for figures alone: the survey of accounts, and the watch on the journal. */
final class Watches implements AutoCloseable {
    private final AttentionDesk desk;
    private final SurveyMeters survey;
    private final JournalWatch journal;

    private Watches(AttentionDesk desk, SurveyMeters survey, JournalWatch journal) {
        this.desk = desk;
        this.survey = survey;
        this.journal = journal;
    }

    static Watches start(Meters meters, Cluster cluster, Map<String, Object> kafka, SchemaIds ids,
            ReadModel model) {
        ReadModelMeters.bind(meters, model, Clock.systemUTC());
        AttentionDesk desk = new AttentionDesk(cluster);
        SurveyMeters survey = SurveyMeters.start(meters, model, desk, Clock.systemUTC());
        InvariantCounts counts = new InvariantCounts();
        JournalWatch journal = JournalWatch.start(
                kafka, cluster.partitions(), TopicCodecs.of(ids), counts);
        InvariantMeters.bind(meters, counts, journal);
        return new Watches(desk, survey, journal);
    }

    @Override
    public void close() {
        journal.close();
        survey.close();
        desk.close();
    }
}
