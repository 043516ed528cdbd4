package dev.extrausage.catalog;

import dev.extrausage.core.Plan;
import dev.extrausage.core.Plan.StarterCreditTerms;
import java.util.List;

/** Reads the terms of one plan. */
final class PlanReader {
    private final Fields topUp;
    private final long topUpMinNanos;

    /** Takes what a plan's greatest balance is held against: the fields of {@code top_up}. */
    PlanReader(Fields topUp) {
        this.topUp = topUp;
        this.topUpMinNanos = topUp.required("min_usd").amountOfAtLeast(0);
    }

    Plan plan(Value plan) {
        Fields terms = plan.fields("allowance_usd", "extra_usage", "per_seat", "starter_credit",
                "max_balance_usd");
        return new Plan(
                terms.required("allowance_usd").amountOfAtLeast(0),
                terms.required("extra_usage").bool(),
                terms.optional("per_seat", Value::bool, false),
                terms.optional("starter_credit", PlanReader::starterCredit, null),
                terms.optional("max_balance_usd", this::maxBalance, null));
    }

    /** Refuses a balance that the least top-up could not keep within. */
    private Long maxBalance(Value value) {
        long nanos = value.amountOfAtLeast(0);
        if (nanos < topUpMinNanos) {
            throw value.mustBe("at least top_up.min_usd, " + topUp.required("min_usd").text());
        }
        return nanos;
    }

    private static StarterCreditTerms starterCredit(Value credit) {
        Fields terms =
                credit.fields("third_party_history", "per_seat_usd", "fixed_usd", "max_usd");
        List<String> kinds = terms.given().stream().filter(key -> !key.equals("max_usd")).toList();
        if (kinds.size() != 1) {
            throw credit.error(credit.path() + " has " + kinds.size() + " kinds: must have exactly "
                    + "one of third_party_history, per_seat_usd, fixed_usd");
        }
        String kind = kinds.get(0);
        if (terms.has("max_usd") && !kind.equals("per_seat_usd")) {
            throw terms.required("max_usd").error(credit.path() + " has max_usd beside " + kind
                    + ": must be given with per_seat_usd only");
        }
        Value value = terms.required(kind);
        return switch (kind) {
            case "per_seat_usd" -> new StarterCreditTerms.PerSeat(value.amountOfAtLeast(1),
                    terms.optional("max_usd", max -> max.amountOfAtLeast(1), null));
            case "fixed_usd" -> new StarterCreditTerms.Fixed(value.amountOfAtLeast(1));
            default -> thirdPartyHistory(value);
        };
    }

    private static StarterCreditTerms thirdPartyHistory(Value history) {
        Fields terms = history.fields("min_usd", "max_usd");
        long min = terms.required("min_usd").amountOfAtLeast(1);
        return new StarterCreditTerms.ThirdPartyHistory(min, terms.maxUsd(1, min));
    }
}
