package dev.extrausage.schemas.packed;

import dev.extrausage.core.EventId;
import dev.extrausage.core.IdList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The bytes of the ids that an account remembers, by their kind: those that fill no block in the
 * account's record, each full block in an {@link IdBlock} of its own.
 */
public final class RememberedIds<T> {
    /** The refunds of a grant (P5). */
    static final RememberedIds<String> REFUNDS =
            new RememberedIds<>('r', PackedWriter::name, PackedReader::text);
    /** The usage given back into a grant (P9). */
    static final RememberedIds<EventId> USAGE_GIVEN_BACK = new RememberedIds<>('u', (out, id) -> {
        out.number(id.high());
        out.number(id.low());
    }, in -> new EventId(in.number(), in.number()));
    /** The chargebacks of an account (P9). */
    static final RememberedIds<String> CHARGEBACKS =
            new RememberedIds<>('c', PackedWriter::name, PackedReader::text);

    private static final int BLOCK_VERSION = 1;

    private final char letter;
    private final BiConsumer<PackedWriter, T> write;
    private final Function<PackedReader, T> read;

    private RememberedIds(char letter, BiConsumer<PackedWriter, T> write,
            Function<PackedReader, T> read) {
        this.letter = letter;
        this.write = write;
        this.read = read;
    }

    /** Tells whether a list fills at least one block. */
    static boolean fillBlock(List<?> ids) {
        return !IdList.copyOf(ids).full().isEmpty();
    }

    /** The full blocks of a list, which belongs to that grant; to none if {@code grantId} is "". */
    List<IdBlock<T>> blocks(List<T> ids, String grantId) {
        List<List<T>> full = IdList.copyOf(ids).full();
        List<IdBlock<T>> blocks = new ArrayList<>(full.size());
        for (int i = 0; i < full.size(); i++) {
            blocks.add(new IdBlock<>(this, nameOf(i, grantId), full.get(i)));
        }
        return blocks;
    }

    /** Its kind and number end at the first slash, whatever the grant's name has in it. */
    private String nameOf(int block, String grantId) {
        return letter + Integer.toString(block) + "/" + grantId;
    }

    /**
     * Writes a list into an account's record.
     *
     * @param blocks whether full blocks lie elsewhere, so that only their number is written
     */
    void write(PackedWriter out, List<T> ids, boolean blocks) {
        if (blocks) {
            IdList<T> list = IdList.copyOf(ids);
            out.number(list.full().size());
            write(out, list.rest());
        } else {
            write(out, ids);
        }
    }

    private void write(PackedWriter out, List<T> ids) {
        out.number(ids.size());
        for (T id : ids) {
            write.accept(out, id);
        }
    }

    /** Reads a list that was written whole. */
    List<T> read(PackedReader in) {
        int count = in.smallNumber();
        if (count == 0) {
            return List.of();
        }
        List<T> ids = new ArrayList<>();
        for (int left = count; left > 0; left--) {
            ids.add(read.apply(in));
        }
        return ids;
    }

    /**
     * Reads a list whose full blocks lie elsewhere.
     *
     * @param records the value of the record of the block of a name, or null
     */
    List<T> readRest(PackedReader in, String grantId, Function<String, byte[]> records) {
        int count = in.smallNumber();
        List<List<T>> full = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = nameOf(i, grantId);
            full.add(decode(name, records.apply(name)));
        }
        return full.isEmpty() ? read(in) : list(full, read(in));
    }

    private static <T> List<T> list(List<List<T>> full, List<T> rest) {
        try {
            return IdList.of(full, rest);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    byte[] encode(List<T> block) {
        PackedWriter out = new PackedWriter();
        out.octet(BLOCK_VERSION);
        write(out, block);
        return out.toBytes();
    }

    private List<T> decode(String name, byte[] value) {
        if (value == null) {
            throw new IllegalStateException("the record of its ids " + name + " is not there");
        }
        PackedReader in = new PackedReader(value);
        int version = in.octet();
        if (version != BLOCK_VERSION) {
            throw new IllegalStateException("its ids " + name + " have version " + version
                    + ", this program knows " + BLOCK_VERSION);
        }
        List<T> ids = List.copyOf(read(in));
        in.end();
        return ids;
    }
}
