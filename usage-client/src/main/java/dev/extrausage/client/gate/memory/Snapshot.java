package dev.extrausage.client.gate.memory;

import dev.extrausage.core.GrantKind;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.BadRecord;
import dev.extrausage.schemas.Balance;
import dev.extrausage.schemas.NextPlan;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A snapshot of one account to apply, checked.
 *
 * @param account the account_id
 * @param partition its partition of {@code balances}
 * @param balance its figures; null for a tombstone: the ledger has no such account any more
 */
public record Snapshot(String account, int partition, Balance balance) {
    private static final int LONGEST_NAME = 64;
    private static final int MOST_SEATS = 1_000_000;

    /**
     * Reads a record of the topic; every snapshot it returns can be applied.
     *
     * @throws UnknownPlan if the account is on a plan that the gate's catalog lacks
     * @throws BadRecord if the gate cannot answer for such an account
     */
    public static Snapshot of(ConsumerRecord<byte[], byte[]> record, AvroCodec<Balance> codec,
            SnapshotSlots slots) {
        String key = record.key() == null ? ""
                : new String(record.key(), StandardCharsets.UTF_8);
        if (key.isEmpty() || key.length() > LONGEST_NAME
                || key.chars().anyMatch(c -> c < '!' || c > '~')) {
            throw new BadRecord("the key is no account_id");
        }
        if (record.value() == null) {
            return new Snapshot(key, record.partition(), null);
        }
        Balance balance = codec.decode(record.value());
        if (!balance.getAccountId().equals(key)) {
            throw new BadRecord("the key is " + key + ", account_id " + balance.getAccountId());
        }
        if (balance.getPlan() != null) {
            check(balance, slots);
        }
        return new Snapshot(key, record.partition(), balance);
    }

    private static void check(Balance b, SnapshotSlots slots) {
        if (!slots.knows(b.getPlan())) {
            throw new UnknownPlan(b.getPlan());
        }
        if (b.getCycleStart() == null || b.getCycleEnd() == null || b.getSeats() == null
                || isNoCount(b.getSeats())) {
            throw new BadRecord("an opened account without cycle or seats");
        }
        checkNext(b.getNextPlan(), slots);
        b.getGrants().forEach(grant -> {
            try {
                GrantKind.valueOf(grant.getKind());
            } catch (IllegalArgumentException e) {
                throw new BadRecord("grant " + grant.getGrantId() + " is of no kind that is known: "
                        + grant.getKind());
            }
        });
    }

    /** The plan from the next roll on is needed as much as the present one. */
    private static void checkNext(NextPlan next, SnapshotSlots slots) {
        if (next == null) {
            return;
        }
        if (!slots.knows(next.getPlan())) {
            throw new UnknownPlan(next.getPlan());
        }
        if (isNoCount(next.getSeats())) {
            throw new BadRecord("a scheduled plan with " + next.getSeats() + " seats");
        }
    }

    private static boolean isNoCount(int seats) {
        return seats < 1 || seats > MOST_SEATS;
    }

    /** Offset of the last usage decided; -1 for none. */
    public long usageOffset() {
        return balance == null || balance.getUsageOffset() == null ? -1 : balance.getUsageOffset();
    }
}
