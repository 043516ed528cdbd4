package dev.extrausage.journal.proof;

import dev.extrausage.core.Catalog;
import dev.extrausage.schemas.wire.TopicCodecs;

/**
 * The tools that every part of an audit shares.
 *
 * @param catalog prices, plans and terms, all versions
 * @param codecs how the topics' values are encoded
 * @param findings where what does not hold is told
 * @param withBalances whether the end state is compared with {@code balances}
 * @param withInputs whether entries are compared with the input topics
 * @param payments the comparison with a processor's list; or null
 * @param grants the search for payments behind two grants, where there is no list; or null
 */
record AuditTools(Catalog catalog, TopicCodecs codecs, Findings findings, boolean withBalances,
        boolean withInputs, PaymentCheck payments, PaymentGrants grants) {
    /** Without payments. */
    AuditTools(Catalog catalog, TopicCodecs codecs, Findings findings, boolean withBalances,
            boolean withInputs) {
        this(catalog, codecs, findings, withBalances, withInputs, null, null);
    }
}
