package dev.extrausage.schemas.packed;

import dev.extrausage.core.Account;
import dev.extrausage.core.Allowance;
import dev.extrausage.core.AutoReload;
import dev.extrausage.core.Cycle;
import dev.extrausage.core.Grant;
import dev.extrausage.core.GrantKind;
import dev.extrausage.core.StarterCredit;
import dev.extrausage.core.Subscription;
import dev.extrausage.core.ThirdPartyUse;
import dev.extrausage.schemas.wire.HashChain;
import dev.extrausage.schemas.wire.StoredAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The bytes of an account in its store: one version byte, then every field in the order of the
 * record. Stopping anywhere and going on from these bytes changes nothing, so every field is exact.
 *
 * <p>The layout is ours alone and can change with a new version byte; whoever changes it keeps
 * reading the versions before, since changelogs hold them.
 */
public final class AccountCodec {
    /** As the one before, but for ids that fill a block: they have records of their own. */
    private static final int VERSION_WITH_BLOCKS = 3;
    /** Rules version 2: the first cycle, a scheduled plan, corrections. */
    private static final int VERSION = 2;
    /** Rules version 1: an account had none of these. */
    private static final int VERSION_OF_RULES_1 = 1;

    private AccountCodec() {}

    /** The account's bytes, but for its id, which is the key they are stored under. */
    public static byte[] encode(StoredAccount stored) {
        return encode(stored, new PackedWriter());
    }

    /**
     * All records of an account in its store.
     *
     * @param key the key of its own record, its id
     * @param record takes key and value of each
     */
    public static void forEachRecord(
            byte[] key, StoredAccount stored, BiConsumer<byte[], byte[]> record) {
        record.accept(key, encode(stored));
        IdBlock.of(stored.account()).forEach(
                block -> record.accept(block.key(key), block.value()));
    }

    /** As the other, with a buffer that is used again. */
    public static byte[] encode(StoredAccount stored, PackedWriter out) {
        return encode(stored, out, IdBlock.isIn(stored.account()));
    }

    /** {@code blocks}: not as it was before there were any. */
    public static byte[] encode(StoredAccount stored, PackedWriter out, boolean blocks) {
        Account account = stored.account();
        out.clear();
        out.octet(blocks ? VERSION_WITH_BLOCKS : VERSION);
        out.raw(stored.lastHash());
        out.optionalNumber(stored.usageOffset());
        write(out, account, blocks);
        return out.toBytes();
    }

    /**
     * The bytes of an account for this process's memory alone, without a version; {@link #unpack}
     * makes an equal account of them.
     *
     * @param out a buffer that is used again
     */
    public static byte[] pack(Account account, PackedWriter out) {
        out.clear();
        write(out, account, false);
        return out.toBytes();
    }

    /** The account of that id that was {@link #pack}ed into these bytes. */
    public static Account unpack(String accountId, byte[] bytes) {
        return read(accountId, new PackedReader(bytes), false, new IdReader(null));
    }

    private static void write(PackedWriter out, Account account, boolean blocks) {
        out.number(account.sequence());
        out.optionalNumber(account.clock());
        writeSubscription(out, account.subscription());
        writeAllowance(out, account.allowance());
        writeGrants(out, account.grants(), blocks);
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
        RememberedIds.CHARGEBACKS.write(out, account.chargebackIds(), blocks);
    }

    /**
     * The account of that id, whose ids fill no block; throws {@link IllegalStateException} for
     * bytes of anything else.
     */
    public static StoredAccount decode(String accountId, byte[] bytes) {
        return decode(accountId, bytes, name -> null);
    }

    /**
     * As the other, of any account.
     *
     * @param blocks the value of the record of the {@link IdBlock} of a name; null: there is none
     */
    public static StoredAccount decode(
            String accountId, byte[] bytes, Function<String, byte[]> blocks) {
        try {
            return decode(accountId, new PackedReader(bytes), blocks);
        } catch (IllegalStateException | ArithmeticException e) {
            throw new IllegalStateException("the stored state of account " + accountId
                    + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Tells whether the account of these bytes has blocks beside it. */
    public static boolean hasBlocks(byte[] state) {
        return state.length > 0 && state[0] == VERSION_WITH_BLOCKS;
    }

    private static StoredAccount decode(
            String accountId, PackedReader in, Function<String, byte[]> blocks) {
        int version = in.octet();
        if (version < VERSION_OF_RULES_1 || version > VERSION_WITH_BLOCKS) {
            throw new IllegalStateException("it has version " + version + ", this program knows "
                    + VERSION_OF_RULES_1 + " to " + VERSION_WITH_BLOCKS
                    + ": was it written by a newer one?");
        }
        boolean old = version == VERSION_OF_RULES_1;
        IdReader ids = new IdReader(version == VERSION_WITH_BLOCKS ? blocks : null);
        byte[] lastHash = in.raw(HashChain.HASH_LENGTH);
        Long usageOffset = in.optionalNumber();
        Account account = read(accountId, in, old, ids);
        in.end();
        return new StoredAccount(account, lastHash, usageOffset);
    }

    private static Account read(String accountId, PackedReader in, boolean old, IdReader ids) {
        return new Account(accountId, in.number(), in.optionalNumber(),
                readSubscription(in, old), readAllowance(in), readGrants(in, old, ids), in.flag(),
                in.optionalNumber(), in.number(), in.optionalNumber(), readAutoReload(in),
                new StarterCredit(in.optionalNumber(), in.flag()),
                new ThirdPartyUse(in.number(), in.number()), in.smallNumber(),
                old ? List.of() : ids.read(RememberedIds.CHARGEBACKS, in, ""));
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

    private static void writeGrants(PackedWriter out, List<Grant> grants, boolean blocks) {
        out.number(grants.size());
        for (Grant grant : grants) {
            out.name(grant.grantId());
            out.name(grant.kind().name());
            out.number(grant.amountNanos());
            out.number(grant.leftNanos());
            out.number(grant.grantedAt());
            out.optionalNumber(grant.expiresAt());
            out.flag(grant.expiryWarned());
            RememberedIds.REFUNDS.write(out, grant.refundIds(), blocks);
            RememberedIds.USAGE_GIVEN_BACK.write(out, grant.reversedUsage(), blocks);
            out.flag(grant.chargedBack());
        }
    }

    private static List<Grant> readGrants(PackedReader in, boolean old, IdReader ids) {
        int count = in.smallNumber();
        if (count == 0) {
            return List.of();
        }
        List<Grant> grants = new ArrayList<>();
        for (int left = count; left > 0; left--) {
            String id = in.text();
            grants.add(new Grant(id, readKind(in), in.number(), in.number(), in.number(),
                    in.optionalNumber(), in.flag(), ids.read(RememberedIds.REFUNDS, in, id),
                    old ? List.of() : ids.read(RememberedIds.USAGE_GIVEN_BACK, in, id),
                    !old && in.flag()));
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
