package dev.extrausage.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Draws refunds and corrections for {@link RandomEvents}: mostly of what really happened, since it
 * remembers the pools that paid for usage and the refunds that were taken.
 */
final class RandomCorrections {
    private final Random random;
    private final String accountId;
    private final List<Change.UsageReversed> taken = new ArrayList<>();
    private final List<Change.RefundFailed> refunds = new ArrayList<>();
    private final List<String> reversals = new ArrayList<>();
    private int names;

    RandomCorrections(Random random, String accountId) {
        this.random = random;
        this.accountId = accountId;
    }

    /** Remembers what an entry took, as the corrections that would give it back. */
    void remember(Entry entry) {
        for (Posting p : entry.postings()) {
            boolean ours = p.from() == Pool.ALLOWANCE || p.from() == Pool.EXTRA_USAGE;
            if (ours && p.to() == Pool.USAGE && entry.cause().event() instanceof UsageEvent usage
                    && p.amountNanos() <= Money.MAX_AMOUNT_NANOS) {
                taken.add(new Change.UsageReversed(
                        usage.eventId(), p.from(), p.grantId(), p.amountNanos()));
            } else if (p.to() == Pool.REFUNDS) {
                String refundId = refundId(((AccountEvent) entry.cause().event()).change());
                refunds.add(new Change.RefundFailed(refundId, HashedName.ofFailedRefund(
                        accountId, p.grantId(), refundId), p.amountNanos()));
            }
        }
    }

    private static String refundId(Change change) {
        return change instanceof Change.RefundOrdered ordered ? ordered.refundId()
                : ((Change.CreditRefunded) change).refundId();
    }

    /** Gives usage back: whole or in part, too much, twice, or under the name of another grant. */
    Change reversedUsage(Account account) {
        if (taken.isEmpty()) {
            return new Change.UsageReversed(
                    Happening.id(Happening.millis(Scenario.FIRST_TIME), ++names),
                    Pool.ALLOWANCE, null, amount());
        }
        int back = random.nextInt(3) == 0 ? random.nextInt(taken.size())
                : Math.min(taken.size() - 1, random.nextInt(4));
        Change.UsageReversed one = taken.get(taken.size() - 1 - back);
        long amount = switch (random.nextInt(6)) {
            case 0 -> Math.max(1, one.amountNanos() / 2);
            case 1 -> Math.min(Money.MAX_AMOUNT_NANOS, one.amountNanos() + 1);
            default -> one.amountNanos();
        };
        String grantId = one.pool() == Pool.EXTRA_USAGE && random.nextInt(12) == 0
                ? anyGrant(account) : one.grantId();
        return new Change.UsageReversed(one.usageEventId(), one.pool(), grantId, amount);
    }

    Change reversedPayment(Account account) {
        String id = !reversals.isEmpty() && random.nextInt(6) == 0
                ? reversals.get(random.nextInt(reversals.size())) : "chargeback-" + names++;
        reversals.add(id);
        String grantId = anyGrant(account);
        Grant grant = account.grant(grantId);
        long amount = grant == null || random.nextInt(4) == 0 ? amount() : switch (
                random.nextInt(3)) {
            case 0 -> grant.amountNanos();
            case 1 -> Math.max(1, grant.leftNanos());
            default -> grant.leftNanos() + 1;
        };
        // A starter credit may be larger than any amount that a change can name.
        return new Change.PaymentReversed(
                id, grantId, Math.min(Money.MAX_AMOUNT_NANOS, amount));
    }

    Change voided(Account account) {
        List<Grant> free = account.grants().stream().filter(g -> !g.kind().isBought()).toList();
        return new Change.CreditVoided(free.isEmpty() || random.nextInt(4) == 0
                ? anyGrant(account) : free.get(random.nextInt(free.size())).grantId());
    }

    Change refundOrdered(Account account) {
        String grantId = anyGrant(account);
        Grant grant = account.grant(grantId);
        boolean again = grant != null && !grant.refundIds().isEmpty() && random.nextInt(4) == 0;
        String id = again ? grant.refundIds().get(0) : "order-" + names++;
        long left = grant == null ? 0 : Money.roundedDownToWholeCents(grant.leftNanos());
        Long amount = switch (random.nextInt(4)) {
            case 0 -> (Long) Math.max(
                    Money.NANOS_PER_CENT, Math.min(Money.MAX_AMOUNT_NANOS, left));
            case 1 -> (Long) Math.min(Money.MAX_AMOUNT_NANOS, left + Money.NANOS_PER_CENT);
            case 2 -> (Long) (Money.NANOS_PER_CENT * (1 + random.nextInt(2_000)));
            default -> null;
        };
        return new Change.RefundOrdered(id, grantId, amount);
    }

    Change refundFailed(Account account) {
        if (refunds.isEmpty() || random.nextInt(8) == 0) {
            String grantId = anyGrant(account);
            return new Change.RefundFailed("refund-" + names++,
                    grantId.equals(Grant.STARTER_ID) ? "lot-" + names : grantId, amount());
        }
        Change.RefundFailed one = refunds.get(random.nextInt(refunds.size()));
        return random.nextInt(6) > 0 ? one
                : new Change.RefundFailed(one.refundId(), one.grantId(), amount());
    }

    private String anyGrant(Account account) {
        List<Grant> grants = account.grants();
        return grants.isEmpty() || random.nextInt(12) == 0
                ? "nothing-" + random.nextInt(3)
                : grants.get(random.nextInt(grants.size())).grantId();
    }

    private long amount() {
        return random.nextInt(4) == 0 ? 1 + random.nextInt(1_000_000_000)
                : (1 + random.nextInt(30)) * Money.NANOS_PER_USD;
    }
}
