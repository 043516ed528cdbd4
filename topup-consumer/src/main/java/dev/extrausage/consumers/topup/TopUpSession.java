package dev.extrausage.consumers.topup;

import dev.extrausage.consumers.runtime.ConsumerLoop;
import dev.extrausage.consumers.runtime.ConsumerSettings;
import dev.extrausage.consumers.runtime.KafkaClients;
import dev.extrausage.consumers.runtime.LostRecords;
import dev.extrausage.consumers.runtime.MemberLag;
import dev.extrausage.consumers.runtime.SkippedRecords;
import dev.extrausage.consumers.runtime.Transactions;
import dev.extrausage.core.Catalog;
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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of the top-up consumer: reads requests and notices, has them decided, and commits a
 * step's decisions at once. The decisions are in {@link RequestRulings} and {@link NoticeRulings},
 * the partitions' state in {@link TopUpShares}, the calls to the processor in {@link CardCalls}.
 */
final class TopUpSession implements ConsumerLoop.Session {
    private static final Logger LOG = LoggerFactory.getLogger(TopUpSession.class);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration LONGEST_READ = Duration.ofSeconds(10);
    private static final String REQUESTS = Topics.TOP_UP_REQUESTS.topicName();
    private static final String NOTICES = Topics.NOTICES.topicName();

    private final CatalogFollower catalogs;
    private final InstantSource clock;
    private final SkippedRecords skipped;
    private final int mostOutstanding;
    private final AvroCodec<TopUpRequested> requests;
    private final AvroCodec<Notice> notices;
    private final RequestRulings requestRulings;
    private final NoticeRulings noticeRulings;
    private final JournalSearch journal;
    private final CardCalls<TopUp, Payment> charges;
    private final CardCalls<PayBack, PaidBack> refunds;
    private final Transactions transactions;
    private final Consumer<byte[], byte[]> member;
    private final TopUpShares shares;
    private final TopUpFigures figures;

    private TopUpSession(ConsumerSettings settings, KafkaClients clients, int partitions,
            CatalogFollower catalogs, SchemaIds ids, CardProcessor processor, InstantSource clock,
            SkippedRecords skipped, TopUpFigures figures) {
        this.skipped = skipped;
        this.figures = figures;
        this.catalogs = catalogs;
        this.clock = clock;
        this.mostOutstanding = settings.mostOutstanding();
        requests = new AvroCodec<>(TopUpRequested.class, REQUESTS, ids);
        notices = new AvroCodec<>(Notice.class, NOTICES, ids);
        transactions = new Transactions(clients.producer());
        journal = new JournalSearch(clients, ids, partitions);
        charges = new CardCalls<>(TopUp::name, new Charging(processor)::ask,
                settings.chargesAtOnce(), settings.firstRetry());
        refunds = new CardCalls<>(PayBack::key,
                new PayingBack(processor, journal, this::remembered)::ask,
                settings.chargesAtOnce(), settings.firstRetry());
        Answers answers = new Answers(ids);
        requestRulings = new RequestRulings(answers, catalogs::get, skipped, figures);
        noticeRulings = new NoticeRulings(answers);
        member = clients.member();
        shares = new TopUpShares(member, clients.follower(this::followed), partitions, charges,
                refunds, new AvroCodec<>(Balance.class, Topics.BALANCES.topicName(), ids), skipped);
        member.subscribe(List.of(REQUESTS, NOTICES), shares);
        figures.follow(shares);
    }

    static TopUpSession open(ConsumerSettings settings, Catalog catalog, SchemaIds ids,
            CardProcessor processor, InstantSource clock, SkippedRecords skipped,
            TopUpFigures figures) {
        KafkaClients clients = new KafkaClients(settings, TopUps.GROUP);
        clients.requireNoRestore();
        CatalogFollower catalogs = clients.catalogs(catalog);
        try (Admin admin = clients.admin("topics")) {
            MemoryTopic.require(admin, Topics.ATTENTION.topicName());
            int partitions = MemoryTopic.ensure(admin, REQUESTS);
            LostRecords.of(admin, TopUps.GROUP, List.of(REQUESTS, NOTICES)).forEach(hole ->
                    LOG.error("{}. Requests in it were not charged: whoever still wants one asks"
                            + " again. Refunds that were ordered in it are not paid back:"
                            + " `ledger audit --payments` names them", hole));
            catalogs.start();
            catalogs.getRead(LONGEST_READ); // no request is judged by a catalog of before
            return clients.open(() -> new TopUpSession(settings, clients, partitions, catalogs,
                    ids, processor, clock, skipped, figures));
        } catch (RuntimeException e) {
            catalogs.close();
            throw e;
        }
    }

    @Override
    public void step() {
        shares.holdBack(charges.outstanding() >= mostOutstanding);
        ConsumerRecords<byte[], byte[]> read = member.poll(POLL);
        shares.follow();
        Step step = new Step(clock.millis());
        shares.catchUpWithSnapshots(partitionsWithRequests(read));
        read.records(NOTICES).forEach(record -> decide(record, step));
        shares.readNoticesOn(partitionsInDoubt(read)).forEach(record -> decide(record, step));
        read.records(REQUESTS).forEach(record -> decide(record, step));
        charges.take(step.now()).forEach(a -> requestRulings.charged(
                a.errand(), a.outcome(), shares.holding(a.errand().accountId()), step));
        refunds.take(step.now()).forEach(a -> noticeRulings.paidBack(
                a.errand(), a.outcome(), shares.holding(a.errand().accountId()), step));
        shares.forgetSettled(step);
        if (!read.isEmpty() || !step.isEmpty()) {
            transactions.commit(step.records(), shares.positions(), member.groupMetadata());
        }
        // Only now: what is charged or paid back is remembered first, and no transaction is open.
        step.toCharge().forEach(charges::add);
        step.toPayBack().forEach(refunds::add);
        charges.begin(step.now());
        refunds.begin(step.now());
    }

    @Override
    public Map<List<String>, Double> lag() {
        return MemberLag.of(member);
    }

    @Override
    public void close() {
        figures.follow(null);
        journal.close();
        CardCalls.closeAll(List.of(charges, refunds));
        transactions.close();
        shares.close();
        member.close(CloseOptions.timeout(Duration.ofSeconds(2)));
        catalogs.close();
    }

    private void followed(ConsumerRecord<byte[], byte[]> record) {
        shares.followed(record);
    }

    private TopUp remembered(String accountId, String topUpId) {
        return shares.find(accountId, topUpId);
    }

    private void decide(ConsumerRecord<byte[], byte[]> record, Step step) {
        TopUpShare share = shares.of(record.partition());
        try {
            if (record.topic().equals(REQUESTS)) {
                requestRulings.take(requests.decode(record.value()), record, shares.partitions(),
                        share, step);
            } else {
                Notice notice = notices.decode(record.value());
                NoticeKey.check(notice, record.key(), record.partition(), shares.partitions());
                noticeRulings.take(notice, share, step);
            }
        } catch (BadRecord e) {
            skipped.add(record, e.getMessage());
        }
    }

    /** The partitions with a request of an account whose last payment may be credited or not. */
    private Set<Integer> partitionsInDoubt(ConsumerRecords<byte[], byte[]> read) {
        Set<Integer> inDoubt = new HashSet<>();
        for (ConsumerRecord<byte[], byte[]> record : read.records(REQUESTS)) {
            if (record.key() != null && shares.of(record.partition()).memory()
                    .underWay(new String(record.key(), StandardCharsets.UTF_8)).stream()
                    .anyMatch(t -> t.stage() == TopUp.Stage.PAID)) {
                inDoubt.add(record.partition());
            }
        }
        return inDoubt;
    }

    private static Set<Integer> partitionsWithRequests(ConsumerRecords<byte[], byte[]> read) {
        return read.partitions().stream().filter(p -> p.topic().equals(REQUESTS))
                .map(TopicPartition::partition).collect(Collectors.toSet());
    }
}
