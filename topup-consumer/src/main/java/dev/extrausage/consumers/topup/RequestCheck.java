package dev.extrausage.consumers.topup;

import dev.extrausage.core.BadInput;
import dev.extrausage.core.Bounds;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.CatalogVersion;
import dev.extrausage.core.Grant;
import dev.extrausage.core.GrantKind;
import dev.extrausage.core.Money;
import dev.extrausage.core.TopUpId;
import dev.extrausage.schemas.Partitioning;
import dev.extrausage.schemas.TopUpRequested;
import java.nio.charset.StandardCharsets;

/** The check of a request before anybody is charged (SPEC 4), as a plain decline code. */
final class RequestCheck {
    static final String MALFORMED = "malformed_request";
    static final String WRONG_PARTITION = "wrong_partition";
    static final String RESERVED_ID = "reserved_top_up_id";
    static final String AMOUNT = "amount_out_of_bounds";
    static final String PART_OF_A_CENT = "amount_not_whole_cents";
    static final String MAX_BALANCE = "max_balance_exceeded";
    static final String UNKNOWN = "account_unknown";
    static final String CLOSED = "account_closed";
    static final String WITHOUT_EXTRA_USAGE = "no_extra_usage";

    private static final String MANUAL = "MANUAL";
    private static final String AUTO_RELOAD = "AUTO_RELOAD";

    private RequestCheck() {}

    /**
     * True if it is known whom to answer about what: a decline under a key that is not the
     * account's could end another account's top-up.
     */
    static boolean canBeAnswered(TopUpRequested request, byte[] key) {
        try {
            Bounds.accountId(request.getAccountId());
            Bounds.name("top_up_id", request.getTopUpId());
            return key != null && request.getAccountId().equals(
                    new String(key, StandardCharsets.UTF_8));
        } catch (BadInput e) {
            return false;
        }
    }

    /** The reason why it can never be accepted, whatever the account is; null when it could be. */
    static String flaw(TopUpRequested request, int partition, int partitions) {
        try {
            Bounds.name("actor", request.getActor());
            Bounds.time("requested_at", request.getRequestedAt().toEpochMilli());
        } catch (BadInput | ArithmeticException e) {
            return MALFORMED;
        }
        if (Partitioning.partitionOf(request.getAccountId(), partitions) != partition) {
            return WRONG_PARTITION;
        }
        String id = request.getTopUpId();
        return switch (request.getKind()) {
            // Credit under the starter credit's id would be a bad input to the ledger.
            case MANUAL -> TopUpId.isAutoReload(id) || id.equals(Grant.STARTER_ID)
                    ? RESERVED_ID : null;
            case AUTO_RELOAD -> TopUpId.isAutoReloadOf(request.getAccountId(), id)
                    ? null : RESERVED_ID;
            default -> MALFORMED;
        };
    }

    /**
     * The reason why it is not accepted now; null when it is.
     *
     * @param catalog with which plans have bounds
     * @param version the catalog's version in force
     * @param underWay what is charged, or paid and not yet credited, already, in nano-USD
     */
    static String decline(String accountId, long amountNanos, Catalog catalog,
            CatalogVersion version, Standings standings, long underWay) {
        if (!version.topUp().allows(amountNanos)) {
            return AMOUNT;
        }
        if (!Money.isWholeCents(amountNanos)) {
            return PART_OF_A_CENT;
        }
        return switch (standings.of(accountId)) {
            case UNKNOWN -> UNKNOWN;
            case CLOSED -> CLOSED;
            case WITHOUT_EXTRA_USAGE -> WITHOUT_EXTRA_USAGE;
            case OPEN -> fits(standings.plan(accountId), catalog, version, Money.saturatingAdd(
                    Money.saturatingAdd(standings.extraUsageNanos(accountId), underWay),
                    amountNanos)) ? null : MAX_BALANCE;
        };
    }

    /** A plan that this consumer's catalog does not know, since it lags, has no bound here. */
    private static boolean fits(
            String plan, Catalog catalog, CatalogVersion version, long balanceNanos) {
        return catalog.versions().stream().noneMatch(v -> v.plans().containsKey(plan))
                || catalog.termsOf(plan, version).allowsBalance(balanceNanos);
    }

    /** The kind of the credit that a flawless request buys. */
    static GrantKind kind(TopUpRequested request) {
        return request.getKind().equals(AUTO_RELOAD) ? GrantKind.AUTO_RELOAD : GrantKind.PURCHASE;
    }
}
