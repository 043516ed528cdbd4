package dev.extrausage.view.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Histories;
import dev.extrausage.core.Run;
import dev.extrausage.core.Seed;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.wire.EntryWriter;
import dev.extrausage.schemas.wire.HashChain;
import dev.extrausage.schemas.wire.TopicCodecs;
import dev.extrausage.view.database.EntryBody;
import dev.extrausage.view.database.FoldedEntry;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UsageEntryReaderTest {
    private final TopicCodecs codecs = TopicCodecs.of(ReleasedSchemas.load());
    private final UsageEntryReader byHand = new UsageEntryReader(codecs.balanceChanges());
    private final EntryFolding byCodec = new EntryFolding(codecs.balanceChanges(), new EntryBody());

    @Test void entries_read_by_hand_equal_those_that_avro_reads(@Seed long seed) {
        EntryWriter writer = new EntryWriter(codecs.balanceChanges());
        int read = 0;
        // Not of an account so rich that credit is all there is.
        for (Run.Step step : Run.of(Histories.nasty(Math.floorDiv(seed, 16) * 16, 500),
                Catalogs.severalVersions()).steps()) {
            if (step.isDuplicate() || !(step.input().event() instanceof UsageEvent)) {
                continue;
            }
            byte[] value = writer.write(step.entry(), "usage-events", 1, 2, HashChain.start());
            assertThat(byHand.read(7, value))
                    .isEqualTo(byCodec.readAll(7, value));
            read++;
        }
        assertThat(read).isPositive();
    }

    @Test void broken_entries_are_left_to_the_codec(@Seed long seed) {
        Random random = new Random(seed);
        EntryWriter writer = new EntryWriter(codecs.balanceChanges());
        for (Run.Step step : Run.of(Histories.nasty(seed, 100), Catalogs.severalVersions())
                .steps()) {
            if (!step.isDuplicate()) {
                byte[] value = writer.write(step.entry(), "usage-events", 1, 2, HashChain.start());
                byte[] cut = Arrays.copyOf(value, 5 + random.nextInt(value.length - 5));
                FoldedEntry entry = byHand.read(7, cut);
                assertThat(entry).isNull();
            }
        }
    }
}
