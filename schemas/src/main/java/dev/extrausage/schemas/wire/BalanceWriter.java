package dev.extrausage.schemas.wire;

import dev.extrausage.core.Account;
import dev.extrausage.core.AutoReload;
import dev.extrausage.core.Availability;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Grant;
import dev.extrausage.core.NextDue;
import dev.extrausage.core.StarterCredit;
import dev.extrausage.core.Subscription;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.Balance;
import java.util.List;

/**
 * Writes an account as its snapshot on {@code balances} shows it (SPEC section 4), straight from
 * the core, as {@link EntryWriter} writes entries. Not safe for use by several threads.
 */
public final class BalanceWriter {
    private final AvroCodec<Balance> codec;
    private final AvroWriter out = new AvroWriter();

    /** A writer of values for the topic of {@code codec}, under its schema id. */
    public BalanceWriter(AvroCodec<Balance> codec) {
        this.codec = codec;
    }

    /**
     * The snapshot after an entry, in the wire format.
     *
     * @param catalogVersion the version that decided the entry
     * @throws dev.extrausage.schemas.SchemaIds.SchemaRefused as {@link AvroCodec#encode} does
     * @throws dev.extrausage.schemas.SchemaIds.WaitEnded as {@link AvroCodec#encode} does
     */
    public byte[] write(StoredAccount stored, String catalogVersion, Catalog catalog) {
        Account a = stored.account();
        Subscription s = a.subscription();
        boolean first = s != null && s.cycle().isFirst() && s.cycle().index() > 0;
        Subscription.NextPlan next = s == null ? null : s.next();
        boolean asEarlier = !first && next == null && a.starterCredit().offeredNanos() == null;
        out.begin(asEarlier ? codec.earlierSchemaId() : codec.schemaId());
        out.name(a.accountId());
        out.number(a.sequence());
        out.optionalNumber(a.clock());
        plan(s);
        out.number(a.allowance().wholeNanos());
        out.number(a.allowance().leftNanos());
        out.number(a.extraUsageNanos());
        liveGrants(a.grants());
        out.flag(a.extraUsageOn());
        out.optionalNumber(a.monthlyLimitNanos());
        out.number(a.spentNanos());
        autoReload(a.autoReload());
        surface(Availability.firstParty(a, catalog));
        surface(Availability.thirdParty(a, catalog));
        out.optionalNumber(NextDue.of(a, catalog));
        out.optionalNumber(stored.usageOffset());
        out.text(catalogVersion);
        out.optionalNumber(s == null ? null : (Long) s.cycle().anchor());
        out.optionalNumber(s == null ? null : s.customAllowanceNanos());
        out.number(a.allowance().previousLeftNanos());
        if (!asEarlier) {
            out.flag(first);
            nextPlan(next);
            starterCredit(a.starterCredit());
        }
        return out.toBytes();
    }

    /** Without a subscription, all but whether it is closed is null. */
    private void plan(Subscription s) {
        if (out.present(s)) {
            out.name(s.plan());
        }
        if (out.present(s)) {
            out.number(s.seats());
        }
        out.flag(s != null && s.closed());
        if (out.present(s)) {
            out.number(s.cycle().start());
        }
        if (out.present(s)) {
            out.number(s.cycle().end());
        }
    }

    private void liveGrants(List<Grant> grants) {
        int live = 0;
        for (int i = 0; i < grants.size(); i++) {
            live += grants.get(i).isLive() ? 1 : 0;
        }
        out.beginList(live);
        for (int i = 0; i < grants.size(); i++) {
            Grant g = grants.get(i);
            if (g.isLive()) {
                out.name(g.grantId());
                out.name(g.kind().name());
                out.number(g.leftNanos());
                out.number(g.grantedAt());
                out.optionalNumber(g.expiresAt());
            }
        }
        out.endList(live);
    }

    private void autoReload(AutoReload state) {
        AutoReload.Settings set = state.settings();
        if (out.present(set)) {
            out.flag(set.enabled());
            out.number(set.thresholdNanos());
            out.number(set.amountNanos());
            out.optionalNumber(set.monthlyCapNanos());
            out.number(state.declines());
            out.flag(state.suspended());
            out.optionalNumber(state.retryNotBefore());
        }
        out.number(state.reloadedNanos());
        AutoReload.InFlight asked = state.inFlight();
        if (out.present(asked)) {
            out.name(asked.topUpId());
            out.number(asked.amountNanos());
            out.number(asked.askedAt());
        }
    }

    private void nextPlan(Subscription.NextPlan next) {
        if (out.present(next)) {
            out.name(next.plan());
            out.number(next.seats());
            out.optionalNumber(next.customAllowanceNanos());
        }
    }

    private void starterCredit(StarterCredit starter) {
        if (out.present(starter.offeredNanos())) {
            out.number(starter.offeredNanos());
            out.flag(starter.claimed());
        }
    }

    private void surface(Availability availability) {
        out.flag(availability.isOpen());
        out.optionalName(availability.reason());
    }
}
