package dev.extrausage.schemas;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * Says which field of unreadable bytes is at fault. The decoder does not know where it is, and to
 * tell it would slow down every good record; so a bad one is walked a second time, field by field.
 */
final class FaultFinder {
    private final FrameDecoder in;
    private final Deque<String> path = new ArrayDeque<>();

    private FaultFinder(FrameDecoder in) {
        this.in = in;
    }

    /**
     * The first fault, led by its field, in the value that starts at {@code from}; empty if the
     * bytes are a whole value of the writer's schema, so that the fault lies in its meaning.
     */
    static Optional<String> find(Schema writer, byte[] bytes, int from) {
        FrameDecoder in = new FrameDecoder(bytes, from);
        FaultFinder finder = new FaultFinder(in);
        try {
            finder.walk(writer);
        } catch (BadRecord e) {
            return Optional.of("field " + String.join(".", finder.path) + ": " + e.getMessage());
        } catch (StackOverflowError e) {
            return Optional.of("values are nested too deep");
        }
        return trailing(in.remainingBytes());
    }

    private static Optional<String> trailing(int bytes) {
        return bytes == 0 ? Optional.empty()
                : Optional.of(FrameDecoder.count(bytes) + (bytes == 1 ? " follows" : " follow")
                        + " the last field, must be 0");
    }

    private void walk(Schema schema) {
        switch (schema.getType()) {
            case RECORD -> schema.getFields().forEach(f -> walk(f.name(), f.schema()));
            case UNION -> walk(branch(schema.getTypes()));
            case ARRAY -> walkItems(schema.getElementType(), false);
            case MAP -> walkItems(schema.getValueType(), true);
            case ENUM -> check("enum symbol", in.readEnum(), schema.getEnumSymbols().size());
            case STRING -> in.readString();
            case BYTES -> in.skipBytes();
            case FIXED -> in.skipFixed(schema.getFixedSize());
            case INT -> in.readInt();
            case LONG -> in.readLong();
            case FLOAT -> in.readFloat();
            case DOUBLE -> in.readDouble();
            case BOOLEAN -> in.readBoolean();
            case NULL -> in.readNull();
        }
    }

    private void walk(String name, Schema schema) {
        path.addLast(name);
        walk(schema);
        path.removeLast();
    }

    private Schema branch(List<Schema> branches) {
        return branches.get(check("union branch", in.readIndex(), branches.size()));
    }

    private void walkItems(Schema item, boolean keyed) {
        long index = 0;
        for (long block = in.readArrayStart(); block > 0; block = in.arrayNext()) {
            for (long i = 0; i < block; i++) {
                if (keyed) {
                    in.readString();
                }
                walk("[" + index++ + "]", item);
            }
        }
    }

    private static int check(String what, int index, int bound) {
        if (index < 0 || index >= bound) {
            throw new BadRecord(what + " is " + index + ", must be 0 to " + (bound - 1));
        }
        return index;
    }
}
