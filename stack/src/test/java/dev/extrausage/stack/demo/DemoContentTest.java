package dev.extrausage.stack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.intake.AttentionDesk;
import dev.extrausage.intake.RejectedEvents;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.kafka.TopicsReader;
import dev.extrausage.schemas.AccountEvent;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.Balance;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.LiveGrant;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.UsageEvent;
import dev.extrausage.schemas.json.AttentionCase;
import dev.extrausage.stack.Stack;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The leads' 34 days against the real system: no part of their page may be empty. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class DemoContentTest {
    private final List<BalanceChange> journal = new ArrayList<>();
    private final Map<String, Balance> balances = new HashMap<>();
    private List<AttentionCase> cases;
    private int rejected;

    @BeforeAll
    void play_the_leads_once(@TempDir Path folder) {
        Demo demo = new Demo(folder, 34, 1, told -> { }, Cast::leads);
        try (Stack stack = demo.stack()) {
            stack.start();
            long decided = demo.play(stack).decided();
            try (Cluster cluster = Cluster.connect(stack.bootstrap(), ReleasedSchemas.load());
                    TopicsReader reader = new TopicsReader(
                            cluster, List.of(Topics.BALANCES, Topics.BALANCE_CHANGES));
                    AttentionDesk desk = new AttentionDesk(cluster)) {
                AvroCodec<Balance> snapshots = new AvroCodec<>(
                        Balance.class, Topics.BALANCES.topicName(), cluster.ids());
                AvroCodec<BalanceChange> entries = new AvroCodec<>(
                        BalanceChange.class, Topics.BALANCE_CHANGES.topicName(), cluster.ids());
                while (journal.size() < decided || !isUpToDate()) {
                    reader.read(record -> take(record, snapshots, entries));
                }
                cases = desk.read().open();
                rejected = RejectedEvents.newest(cluster, 10, null, any -> true).size();
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record, AvroCodec<Balance> snapshots,
            AvroCodec<BalanceChange> entries) {
        if (record.topic().equals(Topics.BALANCES.topicName())) {
            Balance balance = snapshots.decode(record.value());
            balances.put(balance.getAccountId(), balance);
        } else {
            journal.add(entries.decode(record.value()));
        }
    }

    private boolean isUpToDate() {
        Map<String, Long> newest = journal.stream().collect(Collectors.toMap(
                BalanceChange::getAccountId, BalanceChange::getSequence, Math::max));
        return newest.entrySet().stream().allMatch(account -> {
            Balance balance = balances.get(account.getKey());
            return balance != null && balance.getSequence() >= account.getValue();
        });
    }

    @Test
    void usage_of_the_team_fills_each_breakdown_of_the_page() {
        assertThat(all(UsageEvent::getApp)).contains("claude.ai", "claude-mobile",
                "claude-desktop", "claude-code", "cursor", "windsurf", "cline");
        assertThat(all(UsageEvent::getModel)).contains(
                "claude-opus-4-5", "claude-sonnet-4-5", "claude-haiku-4-5");
        assertThat(all(UsageEvent::getServiceTier)).contains("batch");
        assertThat(all(UsageEvent::getMemberId)).hasSize(3);
        assertThat(all(UsageEvent::getSessionId)).hasSizeGreaterThan(200);
        assertThat(usage().filter(usage -> usage.getUnits() != null)
                .flatMap(usage -> usage.getUnits().keySet().stream())
                .map(Object::toString)).contains("web_search");
    }

    @Test
    void usage_of_the_team_reaches_back_thirty_three_days() {
        Set<Instant> days = new TreeSet<>();
        usage().forEach(usage -> days.add(usage.getOccurredAt().truncatedTo(ChronoUnit.DAYS)));
        assertThat(days).hasSizeGreaterThanOrEqualTo(33);
    }

    @Test
    void corrections_of_the_team_are_applied() {
        assertThat(applied(Leads.TEAM)).contains("CreditGranted", "CreditVoided", "RefundOrdered",
                "UsageReversed", "StarterCreditOffered", "StarterCreditClaimed",
                "LowBalanceNoticeSet", "SpendLimitSet", "AutoReloadSet", "PlanChangeScheduled");
        assertThat(applied(Leads.PERSON)).contains("RefundOrdered", "UsageReversed");
    }

    @Test
    void journals_of_the_leads_have_each_kind_of_movement() {
        assertThat(movements(Leads.PERSON)).contains("ALLOWANCE to LAPSED");
        assertThat(movements(Leads.TEAM)).contains("PLAN to ALLOWANCE", "ALLOWANCE to USAGE",
                "EXTRA_USAGE to USAGE", "UNCOVERED to USAGE", "PAYMENTS to EXTRA_USAGE",
                "PROMOTIONS to EXTRA_USAGE", "EXTRA_USAGE to EXPIRED", "EXTRA_USAGE to PROMOTIONS",
                "EXTRA_USAGE to REFUNDS", "USAGE to EXTRA_USAGE");
    }

    @Test
    void refunds_of_good_cards_are_paid_back() {
        assertThat(Stream.of(Leads.TEAM, Leads.PERSON).flatMap(this::of)
                .filter(entry -> change(entry).equals("RefundFailed"))).isEmpty();
    }

    @Test
    void a_request_for_an_unpriced_model_is_refused() {
        assertThat(of(Leads.TEAM).filter(entry -> entry.getOutcome().equals("REFUSED"))
                .map(BalanceChange::getReason)).contains("UNPRICED_MODEL");
    }

    @Test
    void balance_of_the_team_is_rich_at_the_end() {
        Balance team = balances.get(Leads.TEAM);
        assertThat(team.getNextPlan().getSeats()).isEqualTo(5);
        assertThat(team.getMonthlyLimitNanos()).isPositive();
        assertThat(team.getAutoReload().getEnabled()).isTrue();
        assertThat(team.getGrants()).extracting(LiveGrant::getKind)
                .contains("GOODWILL", "AUTO_RELOAD");
        assertThat(team.getThirdParty().getOpen()).isTrue();
    }

    @Test
    void one_account_is_offered_starter_credit_at_the_end() {
        assertThat(balances.get(Leads.OFFERED).getStarterCredit().getClaimed()).isFalse();
        assertThat(balances.get(Leads.TEAM).getStarterCredit().getClaimed()).isTrue();
    }

    @Test
    void blocked_accounts_are_blocked_for_different_reasons() {
        assertThat(balances.get(Leads.SWITCHED_OFF).getThirdParty().getReason())
                .isEqualTo("EXTRA_USAGE_OFF");
        assertThat(balances.get(Leads.SUSPENDED).getThirdParty().getReason())
                .isEqualTo("OUT_OF_EXTRA_USAGE");
        assertThat(balances.get(Leads.CLOSED).getClosed()).isTrue();
    }

    @Test
    void auto_reload_is_suspended_after_declines() {
        assertThat(balances.get(Leads.SUSPENDED).getAutoReload().getSuspended()).isTrue();
        assertThat(of(Leads.SUSPENDED).map(DemoContentTest::change)
                .filter("TopUpDeclined"::equals)).hasSize(3);
    }

    @Test
    void attention_list_has_a_refund_that_failed_and_a_chargeback() {
        assertThat(cases).extracting(AttentionCase::accountId).containsOnly(Leads.UNPAID_BACK);
        assertThat(cases).extracting(AttentionCase::kind)
                .contains(AttentionCase.REFUND_FAILED, AttentionCase.PAYMENT_REVERSED);
    }

    @Test
    void rejected_events_hold_the_garbled_record() {
        assertThat(rejected).isEqualTo(1);
    }

    private Stream<BalanceChange> of(String account) {
        return journal.stream().filter(entry -> entry.getAccountId().equals(account));
    }

    private Set<String> movements(String account) {
        return of(account).flatMap(entry -> entry.getPostings().stream())
                .map(posting -> posting.getFrom() + " to " + posting.getTo())
                .collect(Collectors.toSet());
    }

    private Stream<UsageEvent> usage() {
        return of(Leads.TEAM).map(BalanceChange::getCause).filter(UsageEvent.class::isInstance)
                .map(UsageEvent.class::cast);
    }

    private Set<String> all(Function<UsageEvent, String> name) {
        return usage().map(name).filter(Objects::nonNull).collect(Collectors.toSet());
    }

    private Set<String> applied(String account) {
        return of(account).filter(entry -> entry.getOutcome().equals("APPLIED"))
                .map(DemoContentTest::change).collect(Collectors.toSet());
    }

    private static String change(BalanceChange entry) {
        if (!(entry.getCause() instanceof AccountEvent event)) {
            return "";
        }
        // The kinds of rules 2 travel beside a placeholder in the first field.
        Object change = event.getLaterChange() == null
                ? event.getChange() : event.getLaterChange();
        return change.getClass().getSimpleName();
    }
}
