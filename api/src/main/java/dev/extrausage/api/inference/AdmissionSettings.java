package dev.extrausage.api.inference;

import dev.extrausage.client.gate.DecidedBy;
import dev.extrausage.client.gate.GateBounds;
import dev.extrausage.client.gate.GatePolicy;
import java.time.Duration;
import java.util.Objects;

/**
 * The settings of one server's admissions; their bounds are those of the gate.
 *
 * @param hold the time after which a hold ends by itself: longer than the longest request and the
 *     ledger's lag, and the most that a client costs which dies between admission and usage; at
 *     most 30 days
 * @param mostHolds the most estimates held at once, 1 to 10 million: requests a second, times their
 *     seconds
 * @param gateways the number of gateways that admit for the same accounts, this server among them:
 *     other servers, and services that embed the gate; 1 or more
 * @param policies the answers where the balances cannot answer
 */
public record AdmissionSettings(Duration hold, int mostHolds, int gateways, Policies policies) {
    private static final Duration USUAL_HOLD = Duration.ofMinutes(10);
    private static final int USUAL_MOST_HOLDS = 200_000;

    /**
     * The answers where the balances cannot answer, as of the gate.
     *
     * @param startUp until every snapshot was read once
     * @param staleAfter the age from which on {@code stale} answers, at most 30 days
     * @param stale once what is known is older than that
     * @param unknownAccount for an account that the ledger does not know
     * @param unpriced for a model, service tier or unit without a price
     * @param tooManyHolds for one estimate more than may be held
     */
    public record Policies(
            GatePolicy startUp, Duration staleAfter, GatePolicy stale, GatePolicy unknownAccount,
            GatePolicy unpriced, GatePolicy tooManyHolds) {
        /** The gate's own: all closed, but for balances of more than 30 seconds ago. */
        public static final Policies USUAL = new Policies(
                GatePolicy.FAIL_CLOSED, Duration.ofSeconds(30), GatePolicy.FAIL_OPEN,
                GatePolicy.FAIL_CLOSED, GatePolicy.FAIL_CLOSED, GatePolicy.FAIL_CLOSED);

        /** Throws {@link dev.extrausage.core.BadInput} when the age is out of its bounds. */
        public Policies {
            GateBounds.time("staleAfter", staleAfter);
            Objects.requireNonNull(startUp, "startUp");
            Objects.requireNonNull(stale, "stale");
            Objects.requireNonNull(unknownAccount, "unknownAccount");
            Objects.requireNonNull(unpriced, "unpriced");
            Objects.requireNonNull(tooManyHolds, "tooManyHolds");
        }

        /** The same with balances that are stale from another age on. */
        public Policies staleAfter(Duration age) {
            return new Policies(startUp, age, stale, unknownAccount, unpriced, tooManyHolds);
        }

        /**
         * The same with another policy for one case.
         *
         * @throws IllegalArgumentException the balances decide it
         */
        public Policies with(DecidedBy which, GatePolicy policy) {
            if (which == DecidedBy.BALANCES) {
                throw new IllegalArgumentException("no policy answers where the balances do");
            }
            return new Policies(
                    which == DecidedBy.START_UP ? policy : startUp, staleAfter,
                    which == DecidedBy.STALE ? policy : stale,
                    which == DecidedBy.UNKNOWN_ACCOUNT ? policy : unknownAccount,
                    which == DecidedBy.UNPRICED ? policy : unpriced,
                    which == DecidedBy.TOO_MANY_HOLDS ? policy : tooManyHolds);
        }
    }

    /** Throws {@link dev.extrausage.core.BadInput} when a value is out of its bounds. */
    public AdmissionSettings {
        GateBounds.time("hold", hold);
        GateBounds.holds("mostHolds", mostHolds);
        GateBounds.gateways("gateways", gateways);
        Objects.requireNonNull(policies, "policies");
    }

    /** A lone server, with holds of 10 minutes and at most 200,000 of them. */
    public static AdmissionSettings usual() {
        return new AdmissionSettings(USUAL_HOLD, USUAL_MOST_HOLDS, 1, Policies.USUAL);
    }

    /** The same with another time for holds. */
    public AdmissionSettings hold(Duration longest) {
        return new AdmissionSettings(longest, mostHolds, gateways, policies);
    }

    /** The same with another number of holds. */
    public AdmissionSettings mostHolds(int most) {
        return new AdmissionSettings(hold, most, gateways, policies);
    }

    /** The same beside other gateways; all of them, this server too. */
    public AdmissionSettings gateways(int all) {
        return new AdmissionSettings(hold, mostHolds, all, policies);
    }

    /** The same with other policies. */
    public AdmissionSettings policies(Policies others) {
        return new AdmissionSettings(hold, mostHolds, gateways, others);
    }
}
