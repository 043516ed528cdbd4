package dev.extrausage.schemas.wire;

import static dev.extrausage.schemas.wire.Reference.CODECS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.BadInput;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Entry;
import dev.extrausage.core.Histories;
import dev.extrausage.core.Run;
import dev.extrausage.core.Seed;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.schemas.BadRecord;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.Topics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The head of an entry that is read by hand is the codec's, or none. */
class EntryHeadReaderTest {
    private static final Catalog CATALOG = Catalogs.severalVersions();

    private final EntryHeadReader reader = new EntryHeadReader(CODECS.balanceChanges());

    @Test void head_of_any_usage_without_units_is_read(@Seed long seed) {
        for (Entry entry : entries(seed)) {
            EntryHead head = reader.read(written(entry));
            if (entry.cause().event() instanceof UsageEvent usage && usage.units().isEmpty()) {
                assertThat(head).as("%s", entry).isEqualTo(new EntryHead(entry.sequence(), 2,
                        entry.catalogVersion(), entry.cause(), 3, 1_234_567));
                assertThat(head.accountId()).isEqualTo(entry.accountId());
            } else {
                assertThat(head).as("%s", entry).isNull();
            }
        }
    }

    @Test void head_of_mangled_bytes_is_the_codecs_or_none(@Seed long seed) {
        Random random = new Random(seed);
        for (Entry entry : entries(seed)) {
            byte[] value = written(entry);
            for (int i = 0; i < 20; i++) {
                byte[] mangled = value.clone();
                for (int times = random.nextInt(3); times >= 0; times--) {
                    mangled[random.nextInt(mangled.length)] = random.nextBoolean()
                            ? (byte) random.nextInt() : (byte) random.nextInt(4);
                }
                assertAgrees(mangled);
                assertAgrees(Arrays.copyOf(value, random.nextInt(value.length)));
            }
        }
    }

    @Test void head_with_any_byte_changed_is_the_codecs_or_none() {
        Entry usage = entries(1).stream()
                .filter(e -> e.cause().event() instanceof UsageEvent u && u.units().isEmpty())
                .findFirst().orElseThrow();
        byte[] value = written(usage);
        for (int at = 0; at < value.length; at++) {
            for (int octet = 0; octet < 256; octet++) {
                byte[] changed = value.clone();
                changed[at] = (byte) octet;
                assertAgrees(changed);
            }
        }
        assertThat(reader.read(null)).isNull();
    }

    @Test void usage_of_another_topic_or_account_has_no_head() {
        Entry usage = entries(1).stream()
                .filter(e -> e.cause().event() instanceof UsageEvent u && u.units().isEmpty())
                .findFirst().orElseThrow();
        byte[] none = HashChain.start();

        assertThat(reader.read(new EntryWriter(CODECS.balanceChanges())
                .write(usage, Topics.CREDIT_EVENTS.topicName(), 3, 7, none))).isNull();
        BalanceChange other = CODECS.balanceChanges().decode(written(usage));
        other.setAccountId("another");
        assertThat(reader.read(CODECS.balanceChanges().encode(other))).isNull();
    }

    /** The head is that of the codec, or none; and none of bytes that the codec cannot read. */
    private void assertAgrees(byte[] value) {
        EntryHead head = reader.read(value);
        if (head == null) {
            return;
        }
        BalanceChange entry;
        try {
            entry = CODECS.balanceChanges().decode(value);
        } catch (BadRecord e) {
            return;
        }
        assertThat(head).as("%s", Arrays.toString(value)).isEqualTo(codecs(entry));
        assertThat(entry.getAccountId()).isEqualTo(head.accountId());
        assertThat(entry.getSource().getTopic()).isEqualTo(Topics.USAGE_EVENTS.topicName());
    }

    private static EntryHead codecs(BalanceChange entry) {
        try {
            return new EntryHead(entry.getSequence(), entry.getRulesVersion(),
                    entry.getCatalogVersion(), EntryCodec.inputOf(entry),
                    entry.getSource().getPartition(), entry.getSource().getOffset());
        } catch (BadInput e) {
            return null;
        }
    }

    private static byte[] written(Entry entry) {
        String topic = entry.cause().event() instanceof AccountEvent
                ? Topics.ACCOUNT_EVENTS.topicName() : Topics.USAGE_EVENTS.topicName();
        byte[] value = new EntryWriter(CODECS.balanceChanges())
                .write(entry, topic, 3, 1_234_567, HashChain.start());
        new HashChain().seal(HashChain.start(), value);
        return value;
    }

    private static List<Entry> entries(long seed) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Run run = new Run(CATALOG);
            Histories.nasty(seed + i, 100, "acme", CATALOG).forEach(run::decide);
            run.steps().stream().filter(step -> !step.isDuplicate())
                    .forEach(step -> entries.add(step.entry()));
        }
        return entries;
    }
}
