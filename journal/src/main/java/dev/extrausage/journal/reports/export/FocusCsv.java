package dev.extrausage.journal.reports.export;

import dev.extrausage.core.Pool;
import dev.extrausage.core.Posting;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.core.UtcTime;
import dev.extrausage.journal.reports.CsvLines;
import dev.extrausage.journal.reports.Sum;
import java.math.BigDecimal;

/**
 * Movements in the columns of FOCUS, the FinOps cost and usage specification (1.2), as far as the
 * ledger knows them; what is its own begins with {@code x_}. Decision 0212 says which and why.
 */
public final class FocusCsv {
    /** The first line: the names of the columns. */
    public static final String HEAD = CsvLines.line("BillingAccountId", "BillingAccountName",
            "BillingCurrency", "BillingPeriodStart", "BillingPeriodEnd", "ChargePeriodStart",
            "ChargePeriodEnd", "ChargeCategory", "ChargeClass", "ChargeFrequency",
            "ChargeDescription", "BilledCost", "EffectiveCost", "ListCost", "ContractedCost",
            "ConsumedQuantity", "ConsumedUnit", "PricingCategory", "ProviderName", "PublisherName",
            "InvoiceIssuerName", "ServiceCategory", "ServiceSubcategory", "ServiceName", "SkuId",
            "SubAccountId", "ResourceId", "ResourceType", "Tags", "x_Sequence", "x_EventId",
            "x_EffectiveAt", "x_Cause", "x_FromPool", "x_ToPool", "x_GrantId", "x_GrantKind",
            "x_Amount");

    private static final long SECOND_MILLIS = 1_000;

    private FocusCsv() {}

    /** A line, without its end. */
    public static String line(ExportedMovement m) {
        Posting p = m.posting();
        UsageEvent u = m.usage();
        FocusCharge charge = FocusCharge.of(m);
        boolean counts = m.isFirstPaid();
        long second = p.effectiveAt() - Math.floorMod(p.effectiveAt(), SECOND_MILLIS);
        return CsvLines.line(m.movement().entry().accountId(), m.movement().entry().accountId(),
                "USD", m.cycle() == null ? null : time(m.cycle().start()),
                m.cycle() == null ? null : time(m.cycle().end()), time(second),
                time(second + SECOND_MILLIS), charge.category(), charge.chargeClass(),
                charge.frequency(), charge.description(), usd(charge.billedNanos()),
                usd(charge.effectiveNanos()), usd(charge.listNanos()), usd(charge.listNanos()),
                counts ? (Long) tokens(u) : null, counts ? "Tokens" : null,
                u == null ? null : "Standard", m.product(), m.product(), m.product(),
                "AI and Machine Learning", "Generative AI", m.product(),
                u == null ? null : u.model(), u == null ? null : u.memberId(),
                u == null ? null : u.sessionId(),
                u == null || u.sessionId() == null ? null : "Session", tags(u),
                m.movement().entry().sequence(),
                m.movement().entry().cause().event().eventId(), UtcTime.format(p.effectiveAt()),
                m.movement().cause(), p.from(), p.to(), p.grantId(), m.grantKind(),
                usd(p.amountNanos()));
    }

    /** FOCUS has times to the second. */
    private static String time(long millis) {
        return UtcTime.format(millis).substring(0, "2026-01-31T09:00:00".length()) + "Z";
    }

    private static BigDecimal usd(long nanos) {
        return new BigDecimal(Sum.of(nanos).plain());
    }

    private static long tokens(UsageEvent u) {
        return u.contextTokens() + u.outputTokens();
    }

    /** A JSON object; names are visible ASCII. */
    private static String tags(UsageEvent u) {
        if (u == null) {
            return "{}";
        }
        return "{\"app\":" + quoted(u.app()) + (u.serviceTier() == null ? ""
                : ",\"service_tier\":" + quoted(u.serviceTier())) + "}";
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
