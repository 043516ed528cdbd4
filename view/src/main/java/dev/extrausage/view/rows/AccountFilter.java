package dev.extrausage.view.rows;

/**
 * The accounts wanted; only such as were opened once. What is null does not filter.
 *
 * @param prefix the beginning of their ids
 * @param plan the catalog's name of their plan
 * @param belowNanos their extra usage is less, nano-USD
 */
public record AccountFilter(String prefix, String plan, Long belowNanos) {
    /** All accounts that were opened once. */
    public static final AccountFilter ALL = new AccountFilter(null, null, null);
}
