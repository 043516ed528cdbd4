package dev.extrausage.benchmarks.load;

import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Change;
import dev.extrausage.core.EventId;
import dev.extrausage.core.GrantKind;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.EventCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The opening events of the accounts: plans and settings, then credit, all before any usage. */
public final class Openings {
    private static final long USD = 1_000_000_000L;

    private final LoadShape shape;
    private final Population population;
    private final AvroCodec<dev.extrausage.schemas.AccountEvent> accountEvents;
    private final AvroCodec<dev.extrausage.schemas.AccountEvent> creditEvents;

    /** {@code ids}: whose numbers the values carry. */
    public Openings(LoadShape shape, SchemaIds ids) {
        this.shape = shape;
        population = new Population(shape);
        accountEvents = new AvroCodec<>(dev.extrausage.schemas.AccountEvent.class,
                Topics.ACCOUNT_EVENTS.topicName(), ids);
        creditEvents = new AvroCodec<>(dev.extrausage.schemas.AccountEvent.class,
                Topics.CREDIT_EVENTS.topicName(), ids);
    }

    /** Every record for account-events, account by account. */
    public void plansAndSettings(Consumer<Message> out) {
        Ids ids = new Ids(new SplittableRandom(shape.seed() ^ 1));
        for (int rank = 0; rank < shape.accounts(); rank++) {
            Customer c = population.customer(rank);
            send(out, accountEvents, ids, c, 0, new Change.PlanStarted(c.plan(), c.seats(), null));
            if (c.isAutoReloading()) {
                send(out, accountEvents, ids, c, 1,
                        new Change.AutoReloadSet(true, 2 * USD, 10 * USD, null));
            }
            if (c.spendLimitNanos() > 0) {
                send(out, accountEvents, ids, c, 2, new Change.SpendLimitSet(c.spendLimitNanos()));
            }
            if (c.isWarnedWhenLow()) {
                send(out, accountEvents, ids, c, 3, new Change.LowBalanceNoticeSet(USD));
            }
        }
    }

    /** Every record for credit-events, account by account; to be decided after the plans. */
    public void credit(Consumer<Message> out) {
        Ids ids = new Ids(new SplittableRandom(shape.seed() ^ 2));
        for (int rank = 0; rank < shape.accounts(); rank++) {
            Customer c = population.customer(rank);
            List<Long> bought = c.creditNanos();
            for (int i = 0; i < bought.size(); i++) {
                String grant = "top-up-" + (1_000 + i);
                send(out, creditEvents, ids, c, 10 + i, new Change.CreditGranted(grant,
                        GrantKind.PURCHASE, bought.get(i), null,
                        "payment-" + c.accountId() + "-" + i, grant));
            }
            if (c.giftNanos() > 0) {
                send(out, creditEvents, ids, c, 20, new Change.CreditGranted("gift",
                        GrantKind.GOODWILL, c.giftNanos(),
                        shape.openedBefore() + TimeUnit.DAYS.toMillis(20 + rank % 60), null,
                        null));
            }
        }
    }

    private static void send(Consumer<Message> out,
            AvroCodec<dev.extrausage.schemas.AccountEvent> codec, Ids ids, Customer c,
            int secondsAfter, Change change) {
        long at = c.openedAt() + TimeUnit.SECONDS.toMillis(secondsAfter);
        AccountEvent event = new AccountEvent(EventId.parse(ids.at(at)), c.accountId(), at,
                "billing", change);
        out.accept(new Message(c.accountId().getBytes(StandardCharsets.US_ASCII),
                codec.encode(EventCodec.toAvro(event))));
    }
}
