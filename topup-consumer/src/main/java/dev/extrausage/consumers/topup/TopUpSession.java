package dev.extrausage.consumers.topup;

import dev.extrausage.consumers.runtime.ConsumerLoop;
import dev.extrausage.consumers.runtime.ConsumerSettings;
import dev.extrausage.consumers.runtime.KafkaClients;
import dev.extrausage.consumers.runtime.SkippedRecords;
import dev.extrausage.consumers.runtime.Transactions;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.InputAge;
import dev.extrausage.kafka.catalog.CatalogFollower;
import dev.extrausage.payments.CardProcessor;
import dev.extrausage.payments.Payment;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.BadRecord;
import dev.extrausage.schemas.Balance;
import dev.extrausage.schemas.Notice;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.schemas.TopUpRequested;
import dev.extrausage.schemas.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of the top-ups: reads requests and notices, decides what each does to its top-up, and
 * commits a step's decisions at once. The decisions are here; the partitions' state is in {@link
 * TopUpShares}, the calls to the processor in {@link CardCalls}.
 */
final class TopUpSession implements ConsumerLoop.Session {
    private static final Logger LOG = LoggerFactory.getLogger(TopUpSession.class);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration LONGEST_READ = Duration.ofSeconds(10);
    private static final String REQUESTS = Topics.TOP_UP_REQUESTS.topicName();
    private static final String NOTICES = Topics.NOTICES.topicName();
    /** A payment so much older than its request settled a top-up that was forgotten since. */
    private static final long SETTLED_BEFORE_MILLIS = InputAge.WINDOW_MILLIS;
    /** An event of an earlier time might be too old for the ledger when it arrives (M5). */
    private static final long CREDIBLE_MILLIS = InputAge.WELL_WITHIN_WINDOW_MILLIS;
    private static final String TAKEN = "top_up_id_taken";

    private final CatalogFollower catalogs;
    private final InstantSource clock;
    private final SkippedRecords skipped;
    private final int mostOutstanding;
    private final AvroCodec<TopUpRequested> requests;
    private final AvroCodec<Notice> notices;
    private final Answers answers;
    private final CardCalls calls;
    private final Transactions transactions;
    private final Consumer<byte[], byte[]> member;
    private final TopUpShares shares;

    private TopUpSession(ConsumerSettings settings, KafkaClients clients, int partitions,
            CatalogFollower catalogs, SchemaIds ids, CardProcessor processor, InstantSource clock,
            SkippedRecords skipped) {
        this.skipped = skipped;
        this.catalogs = catalogs;
        this.clock = clock;
        this.mostOutstanding = settings.mostOutstanding();
        requests = new AvroCodec<>(TopUpRequested.class, REQUESTS, ids);
        notices = new AvroCodec<>(Notice.class, NOTICES, ids);
        answers = new Answers(ids);
        transactions = new Transactions(clients.producer());
        calls = new CardCalls(processor, settings.chargesAtOnce(), settings.firstRetry());
        member = clients.member();
        shares = new TopUpShares(member, clients.follower(this::followed), partitions, calls,
                new AvroCodec<>(Balance.class, Topics.BALANCES.topicName(), ids), skipped);
        member.subscribe(List.of(REQUESTS, NOTICES), shares);
    }

    static TopUpSession open(ConsumerSettings settings, Catalog catalog, SchemaIds ids,
            CardProcessor processor, InstantSource clock, SkippedRecords skipped) {
        KafkaClients clients = new KafkaClients(settings, TopUps.GROUP);
        CatalogFollower catalogs = clients.catalogs(catalog);
        try (Admin admin = clients.admin("topics")) {
            int partitions = MemoryTopic.ensure(admin, REQUESTS);
            catalogs.start();
            catalogs.getRead(LONGEST_READ); // no request is judged by a catalog of before
            return new TopUpSession(settings, clients, partitions, catalogs, ids, processor, clock,
                    skipped);
        } catch (RuntimeException e) {
            catalogs.close();
            throw e;
        }
    }

    @Override
    public void step() {
        shares.holdBack(calls.outstanding() >= mostOutstanding);
        ConsumerRecords<byte[], byte[]> read = member.poll(POLL);
        shares.follow();
        Step step = new Step(clock.millis());
        shares.catchUpWithSnapshots(partitions(read, REQUESTS));
        for (ConsumerRecord<byte[], byte[]> record : read) {
            if (record.topic().equals(REQUESTS)) {
                request(record, step);
            } else {
                notice(record, step);
            }
        }
        calls.take(step.now()).forEach(answer -> answered(answer, step));
        shares.forgetSettled(step);
        if (!read.isEmpty() || !step.isEmpty()) {
            transactions.commit(step.records(), shares.positions(), member.groupMetadata());
        }
        step.toAsk().forEach(calls::add);
        calls.begin(step.now());
    }

    @Override
    public void close() {
        calls.close();
        transactions.close();
        shares.close();
        member.close(CloseOptions.timeout(Duration.ofSeconds(2)));
        catalogs.close();
    }

    private void followed(ConsumerRecord<byte[], byte[]> record) {
        shares.followed(record);
    }

    private void request(ConsumerRecord<byte[], byte[]> record, Step step) {
        TopUpRequested request;
        try {
            request = requests.decode(record.value());
        } catch (BadRecord e) {
            skipped.add(record, e.getMessage());
            return;
        }
        if (!RequestCheck.canBeAnswered(request, record.key())) {
            skipped.add(record, "top_up_id, account_id or key is wrong: " + request);
            return;
        }
        String flaw = RequestCheck.flaw(request, record.partition(), shares.partitions());
        if (flaw != null && shares.of(record.partition()).memory()
                .find(request.getAccountId(), request.getTopUpId()) != null) {
            // To decline it would end a top-up whose card is being charged, or was (A3).
            skipped.add(record, flaw + ", of a top-up that was asked for before: " + request);
            return;
        }
        if (flaw != null) {
            LOG.info("{} {}: declined: {}", request.getAccountId(), request.getTopUpId(), flaw);
            step.write(answers.declined(request.getAccountId(), request.getTopUpId(), flaw,
                    timeOfDecline(request, step.now())));
            return;
        }
        decide(request, record, step);
    }

    /** The first request of an id decides; what it was answered stands (A5, A6). */
    private void decide(
            TopUpRequested request, ConsumerRecord<byte[], byte[]> record, Step step) {
        TopUpShares.Share share = shares.of(record.partition());
        TopUp known = share.memory().find(request.getAccountId(), request.getTopUpId());
        if (known != null) {
            LOG.info("{}: asked for again while {}", known.name(), known.stage());
            return;
        }
        String code = RequestCheck.decline(request.getAmountNanos(),
                catalogs.get().at(step.now()).topUp(), share.standings().of(request.getAccountId()));
        TopUp topUp = new TopUp(request.getAccountId(), request.getTopUpId(),
                RequestCheck.kind(request), request.getAmountNanos(),
                code == null ? TopUp.Stage.CHARGING : TopUp.Stage.DECLINED, step.now(),
                record.offset());
        share.remember(topUp, step);
        if (code != null) {
            LOG.info("{}: declined: {}", topUp.name(), code);
            step.write(answers.declined(topUp.accountId(), topUp.topUpId(), code,
                    timeOfDecline(request, step.now())));
        }
    }

    /** The request's own time, so that the event's id is as good as the request's; if it can be. */
    private static long timeOfDecline(TopUpRequested request, long now) {
        return credible(request.getRequestedAt().toEpochMilli(), now);
    }

    /** That time, or the present where the ledger would refuse an event of that time (M5). */
    private static long credible(long at, long now) {
        return at <= now && at > now - CREDIBLE_MILLIS ? at : now;
    }

    private void answered(CardCalls.Answer answer, Step step) {
        TopUp topUp = answer.topUp();
        Payment payment = answer.payment();
        TopUpShares.Share share = shares.holding(topUp);
        if (topUp.stage() == TopUp.Stage.REFUNDING) {
            LOG.info("{}: refunded, {}", topUp.name(), payment.paymentId());
            share.remember(topUp.at(TopUp.Stage.REFUNDED, step.now()), step);
            return;
        }
        String code = declineCode(topUp, payment);
        if (code == null) {
            LOG.info("{}: paid, {}", topUp.name(), payment.paymentId());
            share.remember(topUp.at(TopUp.Stage.PAID, step.now()), step);
            step.write(answers.granted(topUp, payment, step.now()));
        } else {
            LOG.info("{}: declined: {}", topUp.name(), code);
            share.remember(topUp.at(TopUp.Stage.DECLINED, step.now()), step);
            step.write(answers.declined(topUp.accountId(), topUp.topUpId(), code,
                    credible(payment.at(), step.now())));
        }
    }

    /** Null when the payment is this top-up's, and paid. */
    private static String declineCode(TopUp topUp, Payment payment) {
        if (payment.status() == Payment.Status.DECLINED) {
            return payment.declineCode();
        }
        boolean isItsOwn = payment.accountId().equals(topUp.accountId()) && !payment.isRefunded()
                && payment.at() > topUp.since() - SETTLED_BEFORE_MILLIS;
        return isItsOwn ? null : TAKEN;
    }

    private void notice(ConsumerRecord<byte[], byte[]> record, Step step) {
        Notice notice;
        try {
            notice = notices.decode(record.value());
        } catch (BadRecord e) {
            skipped.add(record, e.getMessage());
            return;
        }
        TopUpShares.Share share = shares.of(record.partition());
        TopUp topUp = notice.getTopUpId() == null ? null
                : share.memory().find(notice.getAccountId(), notice.getTopUpId());
        switch (notice.getKind()) {
            case "TOP_UP_ADDED" -> credited(topUp, share, step);
            case "PAID_CREDIT_REFUSED" -> refused(notice, topUp, share, step);
            default -> { }
        }
    }

    private static void credited(TopUp topUp, TopUpShares.Share share, Step step) {
        if (topUp != null && topUp.stage() == TopUp.Stage.PAID) {
            share.remember(topUp.at(TopUp.Stage.CREDITED, step.now()), step);
        } else if (topUp != null && topUp.stage() != TopUp.Stage.CREDITED) {
            // Only somebody who wrote the same credit himself can have brought this about.
            LOG.error("{}: credited while {}: a person must look at it", topUp.name(),
                    topUp.stage());
        }
    }

    /** A4: paid back only what was paid, and never credited, and is not being paid back already. */
    private static void refused(
            Notice notice, TopUp topUp, TopUpShares.Share share, Step step) {
        if (topUp == null) {
            LOG.warn("{}: the ledger refused a paid credit that is not remembered here ({}):"
                    + " nothing is refunded", notice.getAccountId(), notice.getTopUpId());
        } else if (topUp.stage() == TopUp.Stage.PAID) {
            LOG.warn("{}: paid, but refused by the ledger: is refunded", topUp.name());
            share.remember(topUp.at(TopUp.Stage.REFUNDING, step.now()), step);
        } else {
            LOG.info("{}: refused by the ledger while {}: not refunded", topUp.name(),
                    topUp.stage());
        }
    }

    private static Set<Integer> partitions(ConsumerRecords<byte[], byte[]> read, String topic) {
        return read.partitions().stream().filter(p -> p.topic().equals(topic))
                .map(p -> p.partition()).collect(Collectors.toSet());
    }
}
