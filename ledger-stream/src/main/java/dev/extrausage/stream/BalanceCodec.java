package dev.extrausage.stream;

import dev.extrausage.core.Account;
import dev.extrausage.core.AutoReload;
import dev.extrausage.core.Availability;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Grant;
import dev.extrausage.core.NextDue;
import dev.extrausage.core.Subscription;
import dev.extrausage.schemas.Balance;
import dev.extrausage.schemas.LiveGrant;
import dev.extrausage.schemas.Surface;
import dev.extrausage.schemas.TopUpInFlight;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An account as its snapshot on {@code balances} shows it (SPEC section 4). */
public final class BalanceCodec {
    private BalanceCodec() {}

    /**
     * The snapshot after an entry.
     *
     * @param catalogVersion the version that decided the entry
     */
    public static Balance toAvro(StoredAccount stored, String catalogVersion, Catalog catalog) {
        Account a = stored.account();
        Subscription s = a.subscription();
        return new Balance(a.accountId(), a.sequence(), instant(a.clock()),
                s == null ? null : s.plan(), s == null ? null : (Integer) (int) s.seats(),
                s != null && s.closed(), s == null ? null : instant(s.cycle().start()),
                s == null ? null : instant(s.cycle().end()), a.allowance().wholeNanos(),
                a.allowance().leftNanos(), a.extraUsageNanos(), liveGrants(a.grants()),
                a.extraUsageOn(), a.monthlyLimitNanos(), a.spentNanos(),
                autoReload(a.autoReload()), a.autoReload().reloadedNanos(),
                inFlight(a.autoReload().inFlight()),
                surface(Availability.firstParty(a, catalog)),
                surface(Availability.thirdParty(a, catalog)),
                instant(NextDue.of(a, catalog)), stored.usageOffset(), catalogVersion,
                s == null ? null : instant(s.cycle().anchor()),
                s == null ? null : s.customAllowanceNanos(), a.allowance().previousLeftNanos());
    }

    private static List<LiveGrant> liveGrants(List<Grant> grants) {
        List<LiveGrant> live = new ArrayList<>();
        for (Grant g : grants) {
            if (g.isLive()) {
                live.add(new LiveGrant(g.grantId(), g.kind().name(), g.leftNanos(),
                        instant(g.grantedAt()), instant(g.expiresAt())));
            }
        }
        return live;
    }

    private static dev.extrausage.schemas.AutoReload autoReload(AutoReload state) {
        AutoReload.Settings set = state.settings();
        return set == null ? null : new dev.extrausage.schemas.AutoReload(set.enabled(),
                set.thresholdNanos(), set.amountNanos(), set.monthlyCapNanos(), state.declines(),
                state.suspended(), instant(state.retryNotBefore()));
    }

    private static TopUpInFlight inFlight(AutoReload.InFlight asked) {
        return asked == null ? null : new TopUpInFlight(
                asked.topUpId(), asked.amountNanos(), instant(asked.askedAt()));
    }

    private static Surface surface(Availability availability) {
        return new Surface(availability.isOpen(),
                availability.reason() == null ? null : availability.reason().name());
    }

    private static Instant instant(Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}
