package dev.extrausage.schemas.wire;

import dev.extrausage.schemas.AccountEvent;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.Balance;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.Notice;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.UsageEvent;

/**
 * The codecs for the values of every topic that the ledger reads or writes. Made once per process:
 * a writer's schema is compared with ours once, not per record or task.
 *
 * @param usageEvents read
 * @param accountEvents read
 * @param creditEvents read; the same type, another subject in a registry
 * @param balanceChanges written
 * @param balances written
 * @param notices written
 */
public record TopicCodecs(
        AvroCodec<UsageEvent> usageEvents, AvroCodec<AccountEvent> accountEvents,
        AvroCodec<AccountEvent> creditEvents, AvroCodec<BalanceChange> balanceChanges,
        AvroCodec<Balance> balances, AvroCodec<Notice> notices) {

    /** The codecs whose schemas get their numbers from {@code ids}. */
    public static TopicCodecs of(SchemaIds ids) {
        return new TopicCodecs(
                new AvroCodec<>(UsageEvent.class, Topics.USAGE_EVENTS.topicName(), ids),
                new AvroCodec<>(AccountEvent.class, Topics.ACCOUNT_EVENTS.topicName(), ids),
                new AvroCodec<>(AccountEvent.class, Topics.CREDIT_EVENTS.topicName(), ids),
                new AvroCodec<>(BalanceChange.class, Topics.BALANCE_CHANGES.topicName(), ids),
                new AvroCodec<>(Balance.class, Topics.BALANCES.topicName(), ids),
                new AvroCodec<>(Notice.class, Topics.NOTICES.topicName(), ids));
    }

    /**
     * Asks now for the ids of what is written, so that a refused schema stops the start.
     *
     * @throws SchemaIds.SchemaRefused if one may not be written to its topic
     */
    public void announce() {
        balanceChanges.announce();
        balances.announce();
        notices.announce();
    }
}
