package dev.extrausage.schemas.wire;

import static dev.extrausage.schemas.wire.Reference.CODECS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.Catalog;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Histories;
import dev.extrausage.core.Run;
import dev.extrausage.core.Seed;
import dev.extrausage.schemas.BadRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A snapshot that is skimmed is one that the codec reads, of the same entry. */
class SnapshotSkimmerTest {
    private static final Catalog CATALOG = Catalogs.severalVersions();

    private final SnapshotSkimmer skimmer = new SnapshotSkimmer(CODECS.balances());

    @Test void any_snapshot_is_skimmed(@Seed long seed) {
        for (byte[] value : snapshots(seed)) {
            assertThat(skimmer.sequenceOf(value)).as("%s", Arrays.toString(value))
                    .isEqualTo(CODECS.balances().decode(value).getSequence());
        }
    }

    @Test void mangled_snapshots_are_skimmed_as_read_or_not(@Seed long seed) {
        Random random = new Random(seed);
        for (byte[] value : snapshots(seed)) {
            for (int i = 0; i < 10; i++) {
                byte[] mangled = value.clone();
                for (int times = random.nextInt(3); times >= 0; times--) {
                    mangled[random.nextInt(mangled.length)] = random.nextBoolean()
                            ? (byte) random.nextInt() : (byte) random.nextInt(4);
                }
                assertAgrees(mangled);
                assertAgrees(Arrays.copyOf(value, random.nextInt(value.length)));
                assertAgrees(Arrays.copyOf(value, value.length + 1 + random.nextInt(3)));
            }
        }
    }

    @Test void one_changed_byte_is_skimmed_as_read_or_not() {
        List<byte[]> all = snapshots(1);
        for (byte[] value : all.subList(all.size() - 3, all.size())) {
            for (int at = 0; at < value.length; at++) {
                for (int octet = 0; octet < 256; octet++) {
                    byte[] changed = value.clone();
                    changed[at] = (byte) octet;
                    assertAgrees(changed);
                }
            }
        }
        assertThat(skimmer.sequenceOf(null)).isEqualTo(-1);
        assertThat(skimmer.sequenceOf(new byte[0])).isEqualTo(-1);
    }

    private void assertAgrees(byte[] value) {
        long sequence = skimmer.sequenceOf(value);
        if (sequence >= 0) {
            long decoded;
            try {
                decoded = CODECS.balances().decode(value).getSequence();
            } catch (BadRecord e) {
                throw new AssertionError(Arrays.toString(value) + " was skimmed", e);
            }
            assertThat(sequence).as("%s", Arrays.toString(value)).isEqualTo(decoded);
        }
    }

    private static List<byte[]> snapshots(long seed) {
        BalanceWriter writer = new BalanceWriter(CODECS.balances());
        List<byte[]> snapshots = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Run run = new Run(CATALOG);
            Histories.nasty(seed + i, 100, "acme", CATALOG).forEach(run::decide);
            run.steps().stream().filter(step -> !step.isDuplicate())
                    .forEach(step -> snapshots.add(writer.write(
                            new StoredAccount(step.after(), HashChain.start(), 7L),
                            step.entry().catalogVersion(), CATALOG)));
        }
        return snapshots;
    }
}
