package dev.extrausage.schemas;

import java.util.List;
import org.apache.avro.Schema;

/**
 * A walk over a value in Avro's binary form that builds nothing. It only ever says yes: what it
 * walks over {@link FrameDecoder} reads as a value of the schema; what is unusual, such as a text
 * that is not ASCII, may still be one. Safe for use by several threads.
 */
final class AvroSkimmer {
    private static final AvroSkimmer[] NONE = {};
    private static final int INT_BYTES = 5;
    private static final int LONG_BYTES = 9;
    private static final long MOST_INT = 0xFFFF_FFFFL;

    private final Schema.Type type;
    private final AvroSkimmer[] parts;
    private final int fixedSize;

    private AvroSkimmer(Schema.Type type, AvroSkimmer[] parts, int fixedSize) {
        this.type = type;
        this.parts = parts;
        this.fixedSize = fixedSize;
    }

    /** A walk over values of {@code schema}, none of whose records holds itself. */
    static AvroSkimmer of(Schema schema) {
        return new AvroSkimmer(schema.getType(), switch (schema.getType()) {
            case RECORD -> all(schema.getFields().stream().map(Schema.Field::schema).toList());
            case UNION -> all(schema.getTypes());
            case ARRAY -> all(List.of(schema.getElementType()));
            default -> NONE;
        }, schema.getType() == Schema.Type.FIXED ? schema.getFixedSize() : 0);
    }

    private static AvroSkimmer[] all(List<Schema> schemas) {
        return schemas.stream().map(AvroSkimmer::of).toArray(AvroSkimmer[]::new);
    }

    /** True if the bytes from {@code from} to their end are surely one value. */
    boolean isOver(byte[] bytes, int from) {
        Walk walk = new Walk(bytes, from);
        return walk.over(this) && walk.at == bytes.length;
    }

    /** One walk; after a step that fails it is not used again. */
    private static final class Walk {
        private final byte[] bytes;
        private int at;
        private long items;
        private boolean failed;

        Walk(byte[] bytes, int from) {
            this.bytes = bytes;
            at = from;
        }

        boolean over(AvroSkimmer value) {
            return switch (value.type) {
                case NULL -> true;
                case BOOLEAN -> at < bytes.length && (bytes[at++] & ~1) == 0;
                case INT -> {
                    long number = number(INT_BYTES);
                    yield !failed && number <= MOST_INT;
                }
                case LONG -> {
                    number(LONG_BYTES);
                    yield !failed;
                }
                case STRING -> overText();
                case FIXED -> take(value.fixedSize);
                case RECORD -> overRecord(value.parts);
                case UNION -> overUnion(value.parts);
                case ARRAY -> overList(value.parts[0]);
                default -> false;
            };
        }

        private boolean overRecord(AvroSkimmer[] fields) {
            for (AvroSkimmer field : fields) {
                if (!over(field)) {
                    return false;
                }
            }
            return true;
        }

        private boolean overUnion(AvroSkimmer[] branches) {
            long branch = number(1);
            return !failed && (branch & 1) == 0 && branch >>> 1 < branches.length
                    && over(branches[(int) (branch >>> 1)]);
        }

        private boolean overList(AvroSkimmer item) {
            while (true) {
                long count = number(INT_BYTES);
                items += count >>> 1;
                if (failed || (count & 1) != 0 || count >>> 1 > bytes.length - at
                        || items > bytes.length) {
                    return false;
                }
                if (count == 0) {
                    return true;
                }
                for (long i = count >>> 1; i > 0; i--) {
                    if (!over(item)) {
                        return false;
                    }
                }
            }
        }

        private boolean overText() {
            long length = number(INT_BYTES);
            if (failed || (length & 1) != 0 || !take(length >>> 1)) {
                return false;
            }
            byte all = 0;
            for (int i = at - (int) (length >>> 1); i < at; i++) {
                all |= bytes[i];
            }
            return all >= 0; // ASCII
        }

        private boolean take(long length) {
            if (length > bytes.length - at) {
                return false;
            }
            at += (int) length;
            return true;
        }

        /** A number of at most so many bytes, as it is written: its sign is its last bit. */
        private long number(int most) {
            long value = 0;
            for (int shift = 0; shift < 7 * most && at < bytes.length; shift += 7) {
                byte next = bytes[at++];
                value |= (next & 0x7FL) << shift;
                if (next >= 0) {
                    return value;
                }
            }
            failed = true;
            return 0;
        }
    }
}
