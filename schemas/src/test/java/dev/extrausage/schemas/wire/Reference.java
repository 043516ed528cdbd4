package dev.extrausage.schemas.wire;

import dev.extrausage.core.Account;
import dev.extrausage.core.AutoReload;
import dev.extrausage.core.Availability;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Entry;
import dev.extrausage.core.Event;
import dev.extrausage.core.Grant;
import dev.extrausage.core.NextDue;
import dev.extrausage.core.Posting;
import dev.extrausage.core.StarterCredit;
import dev.extrausage.core.Subscription;
import dev.extrausage.core.TopUpDue;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.schemas.Balance;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.LiveGrant;
import dev.extrausage.schemas.NextPlan;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Sha256;
import dev.extrausage.schemas.Source;
import dev.extrausage.schemas.StarterCreditState;
import dev.extrausage.schemas.Surface;
import dev.extrausage.schemas.TopUpInFlight;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Entries and snapshots as objects of the classes that Avro generates, which Avro itself writes:
 * what {@link EntryWriter} and {@link BalanceWriter} are held to. The generated constructors take
 * every field, so a contract with a new one does not compile here until it is told.
 */
public final class Reference {
    static final TopicCodecs CODECS = TopicCodecs.of(ReleasedSchemas.load());

    private Reference() {}

    public static BalanceChange entry(
            Entry e, int rulesVersion, Source source, byte[] previousHash) {
        return new BalanceChange(e.accountId(), e.sequence(), rulesVersion, e.catalogVersion(),
                cause(e.cause().event()), instant(e.cause().receivedAt()), source,
                instant(e.clock()), e.costNanos(), e.outcome().name(),
                e.reason() == null ? null : e.reason().name(), postings(e.postings()),
                e.allowanceLeftNanos(), e.extraUsageNanos(), e.spentNanos(),
                topUpDue(e.topUpDue()), e.notices().stream().map(n -> n.kind().name()).toList(),
                new Sha256(previousHash), new Sha256(new byte[32]));
    }

    static Object cause(Event event) {
        return event instanceof UsageEvent usage ? EventCodec.toAvro(usage)
                : EventCodec.toAvro((dev.extrausage.core.AccountEvent) event);
    }

    private static List<dev.extrausage.schemas.Posting> postings(List<Posting> postings) {
        List<dev.extrausage.schemas.Posting> out = new ArrayList<>();
        for (Posting p : postings) {
            out.add(new dev.extrausage.schemas.Posting(p.from().name(), p.to().name(), p.grantId(),
                    p.amountNanos(), instant(p.effectiveAt())));
        }
        return out;
    }

    private static dev.extrausage.schemas.TopUpDue topUpDue(TopUpDue due) {
        return due == null ? null
                : new dev.extrausage.schemas.TopUpDue(due.topUpId(), due.amountNanos());
    }

    public static Balance balance(StoredAccount stored, String catalogVersion, Catalog catalog) {
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
                s == null ? null : s.customAllowanceNanos(), a.allowance().previousLeftNanos(),
                s != null && s.cycle().isFirst() && s.cycle().index() > 0, nextPlan(s),
                starterCredit(a.starterCredit()));
    }

    private static List<LiveGrant> liveGrants(List<Grant> grants) {
        return grants.stream().filter(Grant::isLive).map(g -> new LiveGrant(g.grantId(),
                g.kind().name(), g.leftNanos(), instant(g.grantedAt()), instant(g.expiresAt())))
                .toList();
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

    private static NextPlan nextPlan(Subscription s) {
        Subscription.NextPlan next = s == null ? null : s.next();
        return next == null ? null : new NextPlan(
                next.plan(), (int) next.seats(), next.customAllowanceNanos());
    }

    private static StarterCreditState starterCredit(StarterCredit starter) {
        return starter.offeredNanos() == null ? null
                : new StarterCreditState(starter.offeredNanos(), starter.claimed());
    }

    private static Surface surface(Availability availability) {
        return new Surface(availability.isOpen(),
                availability.reason() == null ? null : availability.reason().name());
    }

    private static Instant instant(Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}
