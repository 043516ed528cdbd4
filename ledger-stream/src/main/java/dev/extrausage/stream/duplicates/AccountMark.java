package dev.extrausage.stream.duplicates;

import dev.extrausage.core.EventId;
import dev.extrausage.schemas.wire.HashChain;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The first 128 bits of SHA-256 of an account id, which tell one account's event ids from
 * another's: an id is remembered as its own 128 bits XOR these. Within an account no two ids become
 * the same, so nothing is ever taken for a duplicate there; of two accounts, two ids meet with odds
 * of 2⁻¹²⁸. It is made once while an account is hot: a hash per event would cost as much as all the
 * rest.
 *
 * @param high the first 64 bits
 * @param low the last 64 bits
 */
public record AccountMark(long high, long low) {
    /** Hashes the account id. */
    public static AccountMark of(String accountId) {
        ByteBuffer hash = ByteBuffer.wrap(
                HashChain.sha256().digest(accountId.getBytes(StandardCharsets.UTF_8)));
        return new AccountMark(hash.getLong(), hash.getLong());
    }

    long high(EventId id) {
        return high ^ id.high();
    }

    long low(EventId id) {
        return low ^ id.low();
    }
}
