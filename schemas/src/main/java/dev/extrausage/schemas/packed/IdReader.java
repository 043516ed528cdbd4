package dev.extrausage.schemas.packed;

import java.util.List;
import java.util.function.Function;

/**
 * Reads the lists of ids of one account.
 *
 * @param blocks the values of the records of its blocks, by name; null: its lists are whole
 */
record IdReader(Function<String, byte[]> blocks) {
    <T> List<T> read(RememberedIds<T> kind, PackedReader in, String grantId) {
        return blocks == null ? kind.read(in) : kind.readRest(in, grantId, blocks);
    }
}
