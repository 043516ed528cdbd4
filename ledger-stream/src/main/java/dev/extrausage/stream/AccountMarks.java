package dev.extrausage.stream;

/**
 * The marks of accounts seen lately, so that a hot account's is not hashed with every event. It is
 * an array with a place for each hash code; the later account of a place takes it. No list of who
 * was used last is worth its upkeep here: a mark that is not found costs a hash, 75 ns.
 */
final class AccountMarks {
    private static final int PLACES = 1 << 14;

    private final String[] accounts = new String[PLACES];
    private final AccountMark[] marks = new AccountMark[PLACES];

    /** The account's mark. */
    AccountMark of(String accountId) {
        int hash = accountId.hashCode();
        int place = (hash ^ hash >>> 16) & PLACES - 1;
        if (!accountId.equals(accounts[place])) {
            accounts[place] = accountId;
            marks[place] = AccountMark.of(accountId);
        }
        return marks[place];
    }
}
