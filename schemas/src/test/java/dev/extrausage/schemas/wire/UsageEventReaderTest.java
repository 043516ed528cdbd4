package dev.extrausage.schemas.wire;

import static dev.extrausage.schemas.wire.Reference.CODECS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.BadInput;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Histories;
import dev.extrausage.core.Input;
import dev.extrausage.core.Seed;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.schemas.BadRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Usage that is read by hand is what the codec reads, and so is what is said of bad usage. */
class UsageEventReaderTest {
    private static final String ID = "019b76da-a800-7000-8000-000000000001";

    private final UsageEventReader reader = new UsageEventReader(CODECS.usageEvents());

    @Test void any_usage_is_read_as_the_codec_reads_it(@Seed long seed) {
        for (byte[] value : usage(seed)) {
            assertThat(answer(reader::read, value))
                    .isEqualTo(answer(UsageEventReaderTest::byTheCodec, value))
                    .isInstanceOf(UsageEvent.class);
        }
    }

    @Test void mangled_bytes_are_read_as_the_codec_reads_them(@Seed long seed) {
        Random random = new Random(seed);
        for (byte[] value : usage(seed)) {
            for (int i = 0; i < 40; i++) {
                byte[] mangled = mangled(value, random);
                assertThat(answer(reader::read, mangled))
                        .as("%s", Arrays.toString(mangled))
                        .isEqualTo(answer(UsageEventReaderTest::byTheCodec, mangled));
            }
        }
    }

    @Test void any_changed_byte_is_read_as_the_codec_does() {
        byte[] value = CODECS.usageEvents().encode(EventCodec.toAvro(new UsageEvent(
                dev.extrausage.core.EventId.parse(ID), "acme", "ann", 1_767_225_600_000L, "cursor",
                "s-1", "claude-opus-4-5", 1, 200, 30_000, 0, 1_000_000_000)));
        for (int at = 0; at < value.length; at++) {
            for (int octet = 0; octet < 256; octet++) {
                byte[] changed = value.clone();
                changed[at] = (byte) octet;
                assertThat(answer(reader::read, changed)).as("byte %d is %d", at, octet)
                        .isEqualTo(answer(UsageEventReaderTest::byTheCodec, changed));
            }
            byte[] cut = Arrays.copyOf(value, at);
            assertThat(answer(reader::read, cut)).as("cut at %d", at)
                    .isEqualTo(answer(UsageEventReaderTest::byTheCodec, cut));
        }
        assertThat(answer(reader::read, null))
                .isEqualTo(answer(UsageEventReaderTest::byTheCodec, null));
    }

    @Test void names_that_share_a_slot_are_read_correctly() {
        NameCache names = new NameCache();
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] in = new byte[20];
            Arrays.setAll(new int[20], at -> in[at] = (byte) ('a' + random.nextInt(2)));
            int from = random.nextInt(20);
            int length = random.nextInt(21 - from);
            assertThat(names.of(in, from, length))
                    .isEqualTo(new String(in, from, length, StandardCharsets.US_ASCII));
        }
    }

    private static UsageEvent byTheCodec(byte[] value) {
        return EventCodec.toCore(CODECS.usageEvents().decode(value));
    }

    /** The event, or what was said of the bytes. */
    private static Object answer(Function<byte[], UsageEvent> read, byte[] value) {
        try {
            return read.apply(value);
        } catch (BadInput | BadRecord e) {
            return e.getClass().getSimpleName() + ": " + e.getMessage();
        }
    }

    private static List<byte[]> usage(long seed) {
        List<byte[]> values = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            for (Input input : Histories.nasty(seed + i, 100, "acme", Catalogs.example())) {
                if (input.event() instanceof UsageEvent event) {
                    values.add(CODECS.usageEvents().encode(EventCodec.toAvro(event)));
                }
            }
        }
        return values;
    }

    /** Bytes changed, taken out, put in or cut off, mostly near each other. */
    private static byte[] mangled(byte[] value, Random random) {
        List<Byte> bytes = new ArrayList<>();
        for (byte b : value) {
            bytes.add(b);
        }
        for (int i = random.nextInt(3); i >= 0 && !bytes.isEmpty(); i--) {
            int at = random.nextInt(bytes.size());
            byte octet = random.nextBoolean() ? (byte) random.nextInt() : (byte) random.nextInt(4);
            switch (random.nextInt(5)) {
                case 0 -> bytes.remove(at);
                case 1 -> bytes.add(at, octet);
                case 2 -> bytes.add(at, (byte) 0x80);
                case 3 -> bytes.add(octet);
                default -> bytes.set(at, octet);
            }
        }
        byte[] mangled = new byte[bytes.size()];
        for (int i = 0; i < mangled.length; i++) {
            mangled[i] = bytes.get(i);
        }
        return mangled;
    }
}
