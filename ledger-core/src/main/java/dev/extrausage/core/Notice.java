package dev.extrausage.core;

/**
 * A message to a person or a consumer (SPEC section 9).
 *
 * @param kind its subject
 * @param at the entry's clock, or the input's time where the account has none; ms since 1970
 * @param amountNanos the amount it is about, in nano-USD; or null
 * @param topUpId the top-up it is about; or null
 * @param grantId the grant it is about; or null
 * @param refundId the refund or chargeback it is about; or null
 * @param text a plain sentence for the customer
 */
public record Notice(NoticeKind kind, long at, Long amountNanos, String topUpId, String grantId,
        String refundId, String text) {}
