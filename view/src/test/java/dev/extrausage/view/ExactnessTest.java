package dev.extrausage.view;

import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Histories;
import dev.extrausage.core.Seed;
import dev.extrausage.schemas.ReleasedSchemas;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every row and every sum equals what the entries say, whatever happened. */
class ExactnessTest {
    @TempDir Path folder;

    @Test void rows_and_sums_equal_those_made_from_the_journal(@Seed long seed) throws Exception {
        try (JournalKafka kafka = new JournalKafka(
                folder.resolve("kafka"), 3, Catalogs.severalVersions());
                ReadModel model = ReadModel.start(settings(kafka))) {
            kafka.write(Histories.ofManyAccounts(seed, 12, 250, kafka.catalog));
            kafka.awaitKnown(model);
            new ReferenceModel(model, kafka.steps, seed).compare(40);
        }
    }

    private ViewSettings settings(JournalKafka kafka) {
        return ViewSettings.sqlite(kafka.clients(Map.of()), ReleasedSchemas.load(),
                () -> kafka.catalog, folder.resolve("view")).withRetention(Duration.ofDays(90_000));
    }
}
