package dev.extrausage.stack.demo;

import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Change;
import dev.extrausage.core.Event;
import dev.extrausage.core.EventId;
import dev.extrausage.core.GrantKind;
import dev.extrausage.core.Money;
import dev.extrausage.core.Pool;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.intake.TopUpDesk;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.schemas.Balance;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.LiveGrant;
import dev.extrausage.schemas.Posting;
import dev.extrausage.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes inputs of deeds; of incidents by the state that the ledger has told of the account. */
final class Incidents implements AutoCloseable {
    private static final String OPUS = "claude-opus-4-5";
    private static final long NANOS_PER_OUTPUT_TOKEN = 25_000;
    private static final long USUAL_USD = 20;
    /** The names of lots that a failed refund has brought back begin so (SPEC A7). */
    private static final String RETURNED = "refund:";

    private final Scoreboard scoreboard;
    private final TopUpDesk desk;
    private final Producer<byte[], byte[]> producer;

    Incidents(Cluster cluster, Scoreboard scoreboard, TopUpDesk desk) {
        this.scoreboard = scoreboard;
        this.desk = desk;
        producer = cluster.producer();
    }

    /** The inputs to publish for it; whatever goes another way has been sent then. */
    List<Event> of(Deed deed, Worker worker, long at) {
        if (deed instanceof Deed.Befell befell) {
            return of(befell.incident(), worker, at);
        }
        String account = worker.player().name();
        Deed.Changed changed = (Deed.Changed) deed;
        return List.of(new AccountEvent(EventId.derived(at, account + " " + deed), account, at,
                changed.note() == null ? Play.OWNER : Play.SUPPORT, changed.note(),
                changed.change()));
    }

    private List<Event> of(Incident incident, Worker worker, long at) {
        String account = worker.player().name();
        return switch (incident) {
            case BUYS -> buys(worker, at);
            case MONEY_BACK -> moneyBack(account, at);
            case USAGE_BACK -> usageBack(account, at);
            case CHARGEBACK -> chargeback(account, at);
            case RUNAWAY_JOB -> List.of(usage(account, at, OPUS, overrun(account)));
            case UNPRICED_MODEL -> List.of(usage(account, at, "claude-next-preview", 900));
            case GARBLED -> garbled(account);
        };
    }

    private List<Event> buys(Worker worker, long at) {
        int usd = worker.player().topUpUsd();
        desk.request(worker.player().name(), worker.asks(at),
                (usd == 0 ? USUAL_USD : usd) * Money.NANOS_PER_USD, Instant.ofEpochMilli(at));
        return List.of();
    }

    private List<Event> moneyBack(String account, long at) {
        return bought(account).map(grant -> support(account, at, "Bought by mistake, as they say.",
                new Change.RefundOrdered("refund-" + account + "-1", grant.getGrantId(), null)))
                .map(List::of).orElse(List.of());
    }

    private List<Event> chargeback(String account, long at) {
        return bought(account).map(grant -> support(
                account, at, "Told by the bank: not recognised.",
                new Change.PaymentReversed("dispute-" + account + "-1", grant.getGrantId(),
                        Money.NANOS_PER_USD)))
                .map(List::of).orElse(List.of());
    }

    /** The bought lot with the most left. */
    private Optional<LiveGrant> bought(String account) {
        return scoreboard.balance(account).getGrants().stream()
                .filter(grant -> GrantKind.valueOf(grant.getKind()).isBought()
                        && !grant.getGrantId().startsWith(RETURNED))
                .max(Comparator.comparingLong(LiveGrant::getLeftNanos));
    }

    private List<Event> usageBack(String account, long at) {
        BalanceChange drawn = scoreboard.tally(account).lastDrawn();
        List<Event> events = new ArrayList<>();
        if (drawn == null) {
            return events;
        }
        EventId usage = EventId.parse(((dev.extrausage.schemas.UsageEvent) drawn.getCause())
                .getEventId());
        for (Posting posting : drawn.getPostings()) {
            Pool from = Pool.valueOf(posting.getFrom());
            if (posting.getTo().equals("USAGE") && (from == Pool.ALLOWANCE
                    || from == Pool.EXTRA_USAGE)) {
                events.add(support(account, at, "The answer was cut off by our outage.",
                        new Change.UsageReversed(usage, from, posting.getGrantId(),
                                posting.getAmountNanos())));
            }
        }
        return events;
    }

    /** Output tokens for three dollars more than the account has. */
    private long overrun(String account) {
        Balance balance = scoreboard.balance(account);
        return (balance.getExtraUsageNanos() + 3 * Money.NANOS_PER_USD) / NANOS_PER_OUTPUT_TOKEN;
    }

    private static Event usage(String account, long at, String model, long outputTokens) {
        return new UsageEvent(EventId.derived(at, account + " " + model), account, null, at,
                "claude-code", "nightly-job", model, 2_000, outputTokens, 0, 0, 0);
    }

    private static Event support(String account, long at, String note, Change change) {
        return new AccountEvent(EventId.derived(at, account + " " + change), account, at,
                Play.SUPPORT, note, change);
    }

    private List<Event> garbled(String account) {
        String json = "{\"account_id\": \"" + account + "\", \"app\": \"home-made-gateway\"}";
        producer.send(new ProducerRecord<>(Topics.USAGE_EVENTS.topicName(),
                account.getBytes(StandardCharsets.UTF_8), json.getBytes(StandardCharsets.UTF_8)));
        return List.of();
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
