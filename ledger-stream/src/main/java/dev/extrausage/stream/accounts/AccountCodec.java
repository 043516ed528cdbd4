package dev.extrausage.stream.accounts;

import dev.extrausage.core.Account;
import dev.extrausage.core.Allowance;
import dev.extrausage.core.AutoReload;
import dev.extrausage.core.Cycle;
import dev.extrausage.core.EventId;
import dev.extrausage.core.Grant;
import dev.extrausage.core.GrantKind;
import dev.extrausage.core.StarterCredit;
import dev.extrausage.core.Subscription;
import dev.extrausage.core.ThirdPartyUse;
import dev.extrausage.schemas.wire.HashChain;
import dev.extrausage.schemas.wire.StoredAccount;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of an account in its store: one version byte, then every field in the order of the
 * record. Stopping anywhere and going on from these bytes changes nothing, so every field is exact.
 *
 * <p>The layout is ours alone and can change with a new version byte; whoever changes it keeps
 * reading the versions before, since changelogs hold them.
 */
public final class AccountCodec {
    /** Rules version 2: the first cycle, a scheduled plan, corrections. */
    private static final int VERSION = 2;
    /** Rules version 1: an account had none of these. */
    private static final int VERSION_OF_RULES_1 = 1;

    private AccountCodec() {}

    /** The account's bytes, but for its id, which is the key they are stored under. */
    public static byte[] encode(StoredAccount stored) {
        return encode(stored, new PackedWriter());
    }

    /** As the other, with a buffer that is used again. */
    static byte[] encode(StoredAccount stored, PackedWriter out) {
        Account account = stored.account();
        out.clear();
        out.octet(VERSION);
        out.raw(stored.lastHash());
        out.optionalNumber(stored.usageOffset());
        out.number(account.sequence());
        out.optionalNumber(account.clock());
        writeSubscription(out, account.subscription());
        writeAllowance(out, account.allowance());
        writeGrants(out, account.grants());
        out.flag(account.extraUsageOn());
        out.optionalNumber(account.monthlyLimitNanos());
        out.number(account.spentNanos());
        out.optionalNumber(account.lowBalanceThresholdNanos());
        writeAutoReload(out, account.autoReload());
        out.optionalNumber(account.starterCredit().offeredNanos());
        out.flag(account.starterCredit().claimed());
        out.number(account.thirdPartyUse().currentNanos());
        out.number(account.thirdPartyUse().previousNanos());
        out.number(account.noticesGiven());
        writeTexts(out, account.chargebackIds());
        return out.toBytes();
    }

    /** The account of that id; throws {@link IllegalStateException} for bytes of anything else. */
    public static StoredAccount decode(String accountId, byte[] bytes) {
        try {
            return decode(accountId, new PackedReader(bytes));
        } catch (IllegalStateException | ArithmeticException e) {
            throw new IllegalStateException("the stored state of account " + accountId
                    + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static StoredAccount decode(String accountId, PackedReader in) {
        int version = in.octet();
        if (version != VERSION && version != VERSION_OF_RULES_1) {
            throw new IllegalStateException("it has version " + version + ", this program knows "
                    + VERSION_OF_RULES_1 + " to " + VERSION + ": was it written by a newer one?");
        }
        boolean old = version == VERSION_OF_RULES_1;
        byte[] lastHash = in.raw(HashChain.HASH_LENGTH);
        Long usageOffset = in.optionalNumber();
        Account account = new Account(accountId, in.number(), in.optionalNumber(),
                readSubscription(in, old), readAllowance(in), readGrants(in, old), in.flag(),
                in.optionalNumber(), in.number(), in.optionalNumber(), readAutoReload(in),
                new StarterCredit(in.optionalNumber(), in.flag()),
                new ThirdPartyUse(in.number(), in.number()), in.smallNumber(),
                old ? List.of() : readTexts(in));
        in.end();
        return new StoredAccount(account, lastHash, usageOffset);
    }

    private static void writeSubscription(PackedWriter out, Subscription s) {
        out.flag(s != null);
        if (s != null) {
            out.name(s.plan());
            out.number(s.seats());
            out.optionalNumber(s.customAllowanceNanos());
            out.flag(s.closed());
            out.number(s.cycle().anchor());
            out.number(s.cycle().index());
            out.number(s.cycle().start());
            out.number(s.cycle().end());
            out.number(s.cycle().firstIndex());
            writeNextPlan(out, s.next());
        }
    }

    private static Subscription readSubscription(PackedReader in, boolean old) {
        if (!in.flag()) {
            return null;
        }
        return new Subscription(in.text(), in.number(), in.optionalNumber(), in.flag(),
                new Cycle(in.number(), in.smallNumber(), in.number(), in.number(),
                        old ? 0 : in.smallNumber()),
                old ? null : readNextPlan(in));
    }

    private static void writeNextPlan(PackedWriter out, Subscription.NextPlan next) {
        out.flag(next != null);
        if (next != null) {
            out.name(next.plan());
            out.number(next.seats());
            out.optionalNumber(next.customAllowanceNanos());
        }
    }

    private static Subscription.NextPlan readNextPlan(PackedReader in) {
        return !in.flag() ? null
                : new Subscription.NextPlan(in.text(), in.number(), in.optionalNumber());
    }

    private static void writeAllowance(PackedWriter out, Allowance allowance) {
        out.number(allowance.wholeNanos());
        out.number(allowance.leftNanos());
        out.number(allowance.usedNanos());
        out.number(allowance.previousLeftNanos());
    }

    private static Allowance readAllowance(PackedReader in) {
        return new Allowance(in.number(), in.number(), in.number(), in.number());
    }

    private static void writeGrants(PackedWriter out, List<Grant> grants) {
        out.number(grants.size());
        for (Grant grant : grants) {
            out.name(grant.grantId());
            out.name(grant.kind().name());
            out.number(grant.amountNanos());
            out.number(grant.leftNanos());
            out.number(grant.grantedAt());
            out.optionalNumber(grant.expiresAt());
            out.flag(grant.expiryWarned());
            writeTexts(out, grant.refundIds());
            writeIds(out, grant.reversedUsage());
            out.flag(grant.chargedBack());
        }
    }

    private static List<Grant> readGrants(PackedReader in, boolean old) {
        int count = in.smallNumber();
        if (count == 0) {
            return List.of();
        }
        List<Grant> grants = new ArrayList<>();
        for (int left = count; left > 0; left--) {
            grants.add(new Grant(in.text(), readKind(in), in.number(), in.number(), in.number(),
                    in.optionalNumber(), in.flag(), readTexts(in),
                    old ? List.of() : readIds(in), !old && in.flag()));
        }
        return grants;
    }

    private static GrantKind readKind(PackedReader in) {
        String name = in.text();
        try {
            return GrantKind.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("there is no kind of grant " + name, e);
        }
    }

    private static void writeIds(PackedWriter out, List<EventId> ids) {
        out.number(ids.size());
        for (EventId id : ids) {
            out.number(id.high());
            out.number(id.low());
        }
    }

    private static List<EventId> readIds(PackedReader in) {
        int count = in.smallNumber();
        if (count == 0) {
            return List.of();
        }
        List<EventId> ids = new ArrayList<>();
        for (int left = count; left > 0; left--) {
            ids.add(new EventId(in.number(), in.number()));
        }
        return ids;
    }

    private static void writeTexts(PackedWriter out, List<String> texts) {
        out.number(texts.size());
        texts.forEach(out::name);
    }

    private static List<String> readTexts(PackedReader in) {
        int count = in.smallNumber();
        if (count == 0) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (int left = count; left > 0; left--) {
            texts.add(in.text());
        }
        return texts;
    }

    private static void writeAutoReload(PackedWriter out, AutoReload state) {
        AutoReload.Settings settings = state.settings();
        out.flag(settings != null);
        if (settings != null) {
            out.flag(settings.enabled());
            out.number(settings.thresholdNanos());
            out.number(settings.amountNanos());
            out.optionalNumber(settings.monthlyCapNanos());
        }
        out.number(state.reloadedNanos());
        out.number(state.declines());
        out.optionalNumber(state.retryNotBefore());
        out.flag(state.suspended());
        AutoReload.InFlight inFlight = state.inFlight();
        out.flag(inFlight != null);
        if (inFlight != null) {
            out.name(inFlight.topUpId());
            out.number(inFlight.amountNanos());
            out.number(inFlight.askedAt());
        }
    }

    private static AutoReload readAutoReload(PackedReader in) {
        AutoReload.Settings settings = !in.flag() ? null : new AutoReload.Settings(
                in.flag(), in.number(), in.number(), in.optionalNumber());
        return new AutoReload(settings, in.number(), in.smallNumber(), in.optionalNumber(),
                in.flag(), !in.flag() ? null
                        : new AutoReload.InFlight(in.text(), in.number(), in.number()));
    }
}
