package dev.extrausage.payments;

import java.util.Optional;

/**
 * The payment port: charges the customers' cards on file, and pays charges back whole or in parts.
 * A key names one charge, or one refund; the ledger's {@code top_up_id} is a charge's key (SPEC
 * A6), the name of a refund's lot is the refund's (A7).
 *
 * <p>Calls come from several threads at once, and may block for as long as the processor takes, but
 * must end: one that gives up, or is lost, ends in {@link ProcessorUnavailable}. It may or may not
 * have had its effect; the caller asks again. A {@link Payment} or {@link Refund} cannot be made
 * with a time or an amount that the ledger would refuse as bad input, also where it was declined:
 * an implementation turns such an answer into {@code ProcessorUnavailable}.
 *
 * <p>At Stripe a charge is a PaymentIntent, a key the {@code Idempotency-Key} and an entry of the
 * metadata, a refund a Refund of the intent; what is looked up is searched by the metadata.
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

    /** The payment that the processor calls so, however old; empty when there is none. */
    Optional<Payment> findById(String paymentId) throws ProcessorUnavailable;

    /**
     * Pays a part of an approved payment back. While the processor remembers the key, a second
     * refund with it moves no money and gives the first one as it stands. More than what is left of
     * the payment is a final no, as is whatever else the processor will never do: a {@link
     * Refund.Status#FAILED} refund, which also stands.
     *
     * @param paymentId the processor's name of the payment
     * @param key 1 to 128 visible ASCII characters; not a charge's
     * @param amountNanos how much, in nano-USD; positive
     * @throws IllegalArgumentException when there is no approved payment of that name
     */
    Refund refund(String paymentId, String key, long amountNanos) throws ProcessorUnavailable;

    /** That payment's refund of that key, however old; empty when none ever arrived. */
    Optional<Refund> findRefund(String paymentId, String key) throws ProcessorUnavailable;
}
