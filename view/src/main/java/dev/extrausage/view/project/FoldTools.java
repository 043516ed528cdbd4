package dev.extrausage.view.project;

import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.Balance;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.schemas.TopUpRequested;
import dev.extrausage.schemas.Topics;
import java.time.Clock;
import java.time.Duration;

/**
 * The tools that all partitions are folded with.
 *
 * @param retention how long entries are kept one by one
 * @param changed is told what has changed
 */
record FoldTools(AvroCodec<BalanceChange> entries, AvroCodec<Balance> balances,
        AvroCodec<TopUpRequested> requests, Duration retention, Clock clock, Changed changed) {
    static FoldTools of(SchemaIds ids, Duration retention, Clock clock, Changed changed) {
        return new FoldTools(
                new AvroCodec<>(BalanceChange.class, Topics.BALANCE_CHANGES.topicName(), ids),
                new AvroCodec<>(Balance.class, Topics.BALANCES.topicName(), ids),
                new AvroCodec<>(TopUpRequested.class, Topics.TOP_UP_REQUESTS.topicName(), ids),
                retention, clock, changed);
    }
}
