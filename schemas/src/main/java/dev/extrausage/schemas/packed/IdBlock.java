package dev.extrausage.schemas.packed;

import dev.extrausage.core.Account;
import dev.extrausage.core.Grant;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A full block of ids that an account remembers, in a record of its own beside the account's: so
 * the account's record stays small however many refunds a grant has, and a block is written once.
 *
 * @param kind the kind of ids
 * @param name the block's own within the account
 * @param ids the block; the same object in every later state of the account
 */
public record IdBlock<T>(RememberedIds<T> kind, String name, List<T> ids) {
    /** Tells whether an account has any block; as a rule it has none. */
    public static boolean isIn(Account account) {
        for (Grant grant : account.grants()) {
            if (RememberedIds.fillBlock(grant.refundIds())
                    || RememberedIds.fillBlock(grant.reversedUsage())) {
                return true;
            }
        }
        return RememberedIds.fillBlock(account.chargebackIds());
    }

    /** All blocks of an account. */
    public static List<IdBlock<?>> of(Account account) {
        if (!isIn(account)) {
            return List.of();
        }
        List<IdBlock<?>> blocks = new ArrayList<>();
        for (Grant grant : account.grants()) {
            blocks.addAll(RememberedIds.REFUNDS.blocks(grant.refundIds(), grant.grantId()));
            blocks.addAll(RememberedIds.USAGE_GIVEN_BACK.blocks(
                    grant.reversedUsage(), grant.grantId()));
        }
        blocks.addAll(RememberedIds.CHARGEBACKS.blocks(account.chargebackIds(), ""));
        return blocks;
    }

    /**
     * The key of its record: the account's, a zero byte, and its name. No account id has a zero
     * byte, so no account has such a key.
     */
    public byte[] key(byte[] accountKey) {
        return key(accountKey, name);
    }

    /** The key of the block of that name. */
    public static byte[] key(byte[] accountKey, String name) {
        byte[] last = name.getBytes(StandardCharsets.US_ASCII);
        byte[] key = Arrays.copyOf(accountKey, accountKey.length + 1 + last.length);
        System.arraycopy(last, 0, key, accountKey.length + 1, last.length);
        return key;
    }

    /** The value of its record. */
    public byte[] value() {
        return kind.encode(ids);
    }
}
