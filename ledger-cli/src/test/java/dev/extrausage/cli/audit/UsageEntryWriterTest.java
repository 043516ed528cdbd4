package dev.extrausage.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.Catalog;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Entry;
import dev.extrausage.core.Histories;
import dev.extrausage.core.Run;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.schemas.Source;
import dev.extrausage.stream.EntryCodec;
import dev.extrausage.stream.HashChain;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class UsageEntryWriterTest {
    private static final Catalog CATALOG = Catalogs.severalVersions();

    @Test void usage_is_written_as_the_codec_writes_it_and_nothing_else_passes_for_it() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        UsageEntryWriter writer = new UsageEntryWriter();
        byte[] previous = new byte[HashChain.HASH_LENGTH];
        for (int i = 0; i < 50; i++) {
            for (Entry entry : Run.of(Histories.nasty(random.nextLong(), 100), CATALOG).entries()) {
                if (entry.cause().event() instanceof UsageEvent) {
                    random.nextBytes(previous);
                    Source source = new Source("usage-events", random.nextInt(9),
                            random.nextLong() >>> 1);
                    byte[] bytes = WrittenAccount.CODECS.balanceChanges().encode(
                            EntryCodec.toAvro(entry, source, previous));
                    assertThat(writer.isWrittenAs(bytes, entry, source, previous))
                            .as("seed %d: %s", seed, entry).isTrue();
                    int at = 5 + random.nextInt(bytes.length - HashChain.HASH_LENGTH - 5);
                    bytes[at] ^= 1;
                    assertThat(writer.isWrittenAs(bytes, entry, source, previous)).isFalse();
                }
            }
        }
    }
}
