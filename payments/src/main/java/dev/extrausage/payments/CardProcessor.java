package dev.extrausage.payments;

import java.util.Optional;

/**
 * The payment port: charges the customers' cards on file. A key names one payment; the ledger's
 * {@code top_up_id} is the key (SPEC A6).
 *
 * <p>Calls come from several threads at once, and may block for as long as the processor takes, but
 * must end: one that gives up, or is lost, ends in {@link ProcessorUnavailable}. It may or may not
 * have had its effect; the caller asks again.
 */
public interface CardProcessor {
    /**
     * Charges the account's card on file. While the processor remembers the key, a second charge
     * with it (also a concurrent one) moves no money and gives the first one's payment as it
     * stands, whatever amount or account it names: the caller compares them.
     *
     * @param key 1 to 128 visible ASCII characters
     * @param accountId whose card
     * @param amountNanos how much, in nano-USD; positive
     */
    Payment charge(String key, String accountId, long amountNanos) throws ProcessorUnavailable;

    /** The payment of that key, however old; empty when no charge with it ever arrived. */
    Optional<Payment> find(String key) throws ProcessorUnavailable;

    /**
     * Pays the whole of an approved payment back, once: a payment that was refunded before is given
     * as it stands. Throws {@link IllegalArgumentException} when there is no approved payment of
     * that key.
     */
    Payment refund(String key) throws ProcessorUnavailable;
}
