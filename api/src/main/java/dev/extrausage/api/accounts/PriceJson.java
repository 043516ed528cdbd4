package dev.extrausage.api.accounts;

import dev.extrausage.core.PriceBook;
import dev.extrausage.journal.reports.explain.PriceLines;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The price of a request. Its lines may have parts of a nano-dollar: {@code exact_cost} has them
 * all, {@code cost_usd} as many as money has here. Only the whole is rounded (M2): the exact costs
 * of the lines come to the exact cost of the whole, and that, rounded once, is what is paid.
 */
final class PriceJson {
    private static final int NANO_DECIMALS = 9;
    private static final int FACTOR_DECIMALS = 4;

    private PriceJson() {}

    static AnswerFields of(PriceLines price) {
        return new AnswerFields().text("model", price.model())
                .text("service_tier", price.serviceTier()).text("factor", factor(price.factor()))
                .flag("long_context", price.longContextAbove() != null)
                .number("long_context_above_tokens", price.longContextAbove())
                .list("lines", price.lines(), PriceJson::line)
                .text("exact_cost", plain(price.exactUsd())).flag("rounded", price.isRounded())
                .usd("cost_usd", price.costNanos());
    }

    private static AnswerFields line(PriceLines.Line line) {
        return new AnswerFields().text("what", line.name()).number("count", line.count())
                .text("price_usd", plain(line.listPriceUsd()))
                .number("per", line.isUnit() ? 1L : 1_000_000L)
                .text("factor", factor(line.factor()))
                .text("exact_cost", plain(line.costUsd()))
                .text("cost_usd", plain(
                        line.costUsd().setScale(NANO_DECIMALS, RoundingMode.HALF_EVEN)));
    }

    private static String factor(int tenThousandths) {
        return tenThousandths == PriceBook.FACTOR_ONE ? "1"
                : plain(BigDecimal.valueOf(tenThousandths, FACTOR_DECIMALS));
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
