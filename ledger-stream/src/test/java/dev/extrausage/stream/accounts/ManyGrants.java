package dev.extrausage.stream.accounts;

import dev.extrausage.core.Account;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Grant;
import dev.extrausage.core.GrantKind;
import dev.extrausage.core.Input;
import dev.extrausage.core.Ledger;
import dev.extrausage.schemas.packed.AccountCodec;
import dev.extrausage.schemas.wire.HashChain;
import dev.extrausage.schemas.wire.StoredAccount;
import dev.extrausage.stream.topology.LedgerDriver;
import java.util.ArrayList;
import java.util.List;

/** Accounts of more grants than a test could have decided one by one. */
public final class ManyGrants {
    private static final long DOLLARS_100_000 = 100_000_000_000_000L;

    private ManyGrants() {}

    /** An open account at that time, with these grants. */
    public static Account account(long time, List<Grant> grants) {
        Account a = Ledger.decide(Account.unknown("ada"), new Input(LedgerDriver.change(
                LedgerDriver.id(time, 0), "ada", time, LedgerDriver.planStarted("pro")), time),
                Catalogs.example()).account();
        return new Account(a.accountId(), a.sequence(), a.clock(), a.subscription(), a.allowance(),
                grants, true, null, 0, null, a.autoReload(), a.starterCredit(), a.thirdPartyUse(),
                0, List.of());
    }

    /**
     * Free grants, as many as have room for {@code bytes} by {@link AccountRoom}.
     *
     * @param nameLength of each name, 6 to 128
     */
    public static List<Grant> filling(int bytes, int nameLength, long grantedAt, Long expiresAt) {
        int count = bytes / (AccountRoom.BYTES_OF_A_GRANT + nameLength);
        List<Grant> grants = new ArrayList<>(count);
        for (int n = 0; n < count; n++) {
            grants.add(new Grant(name("", n, nameLength), GrantKind.GOODWILL, DOLLARS_100_000,
                    DOLLARS_100_000 - n, grantedAt, expiresAt, true, List.of(), List.of(), false));
        }
        return grants;
    }

    /** As many bytes as {@link AccountRoom} has for grants that nobody paid for. */
    public static int roomForFree() {
        return AccountRoom.MOST_BYTES_FREE;
    }

    /** A name of that length, of which there is one for each number up to 999,999. */
    static String name(String word, int number, int length) {
        return (word + (1_000_000 + number)).substring(word.isEmpty() ? 1 : 0)
                .concat("x".repeat(length)).substring(0, length);
    }

    /** The account as its store has it. */
    public static byte[] stored(Account account) {
        return AccountCodec.encode(new StoredAccount(account, HashChain.start(), null));
    }
}
