package dev.extrausage.client.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.client.gate.GateAnswer.Verdict;
import dev.extrausage.client.gate.memory.SnapshotMaker;
import dev.extrausage.core.Account;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.CatalogVersion;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Decision;
import dev.extrausage.core.EventId;
import dev.extrausage.core.Histories;
import dev.extrausage.core.Input;
import dev.extrausage.core.Ledger;
import dev.extrausage.core.Outcome;
import dev.extrausage.core.Pool;
import dev.extrausage.core.Price;
import dev.extrausage.core.Reason;
import dev.extrausage.core.Run;
import dev.extrausage.core.Seed;
import dev.extrausage.core.UsageEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * The gate's answer is what {@link Ledger#decide} would do to a request of that cost at that time,
 * whatever happened to the account before and however long nothing has.
 */
class GateLawsTest {
    private static final Catalog CATALOG = Catalogs.severalVersions();
    private static final GatePolicies CLOSED = new GatePolicies(GatePolicy.FAIL_CLOSED,
            GatePolicy.FAIL_CLOSED, Long.MAX_VALUE - 1, GatePolicy.FAIL_CLOSED,
            GatePolicy.FAIL_CLOSED, GatePolicy.FAIL_CLOSED);
    private static final List<String> APPS =
            List.of("claude.ai", "claude-code", "claude-desktop", "cursor");
    private static final long LATEST = Duration.ofDays(365L * 129).toMillis();

    private final Random random;
    private final BalanceBook book =
            new BalanceBook(() -> CATALOG, CLOSED, 100, Duration.ofDays(9999).toMillis(), 1);
    private int asked;
    private final int[] seen = new int[Verdict.values().length];
    private final Set<Reason> unpriced = EnumSet.noneOf(Reason.class);

    GateLawsTest(@Seed long seed) {
        random = new Random(seed);
    }

    @Test
    void the_gate_allows_exactly_what_the_ledger_would_cover() {
        book.watermarks.begin(1);
        book.watermarks.advance(0, 0);
        for (int i = 0; i < 300; i++) {
            String account = "account-" + i;
            Run run = new Run(CATALOG);
            for (Input input : Histories.nasty(random.nextLong(), 60, account, CATALOG)) {
                Run.Step step = run.decide(input);
                if (!step.isDuplicate()) {
                    apply(step.after());
                }
                ask(step.after(), input.receivedAt());
            }
        }
        assertThat(seen[Verdict.ALLOWED.ordinal()]).as("allowed of " + asked).isPositive();
        assertThat(seen[Verdict.SHORT.ordinal()]).as("short of " + asked).isPositive();
        assertThat(seen[Verdict.BLOCKED.ordinal()]).as("blocked of " + asked).isPositive();
        assertThat(unpriced).containsExactly(
                Reason.UNPRICED_MODEL, Reason.UNPRICED_TIER, Reason.UNPRICED_UNIT);
        assertThat(book.unpriced()).isPositive();
    }

    private void apply(Account account) {
        book.apply(SnapshotMaker.of(account, 7L, CATALOG));
    }

    private void ask(Account account, long receivedAt) {
        for (String app : APPS) {
            long now = Math.min(LATEST, around(account, receivedAt));
            UsageEvent usage = usage(account, asTyped(app), now);
            GateQuestion question = book.question(
                    account.accountId(), usage.app(), estimate(usage), now);
            if (question.estimateNanos() > 0 || question.unpriced() != null) {
                compare(account, usage, question);
            }
        }
    }

    private void compare(Account account, UsageEvent usage, GateQuestion question) {
        long now = question.at();
        long cost = question.estimateNanos();
        GateAnswer answer = book.check(question, book.find(account.accountId()));
        Decision decision = Ledger.decide(account, new Input(usage, now), CATALOG);
        if (decision.entry().reason() == Reason.OVERFLOW) {
            return;
        }
        Supplier<String> as = () -> account + "\nasked at " + now + " " + usage + "\n"
                + answer;
        long uncovered = decision.entry().postings().stream()
                .filter(p -> p.from() == Pool.UNCOVERED).mapToLong(p -> p.amountNanos()).sum();
        boolean refused = decision.entry().outcome() == Outcome.REFUSED;
        if (!refused) {
            assertThat(decision.entry().costNanos()).as(as).isEqualTo(cost);
        }
        Verdict expected = refused || uncovered == cost ? Verdict.BLOCKED
                : uncovered > 0 ? Verdict.SHORT : Verdict.ALLOWED;
        assertThat(answer.verdict()).as(as).isEqualTo(expected);
        assertThat(answer.reason()).as(as).isEqualTo(decision.entry().reason());
        if (!refused && expected != Verdict.ALLOWED) {
            assertThat(answer.payableNanos()).as(as).isEqualTo(cost - uncovered);
        }
        if (account.isOpen()) {
            assertThat(answer.resetsAt()).as(as).hasValue(
                    decision.account().subscription().cycle().end());
        }
        if (!refused && now >= account.subscription().cycle().start()) {
            assertThat(answer.extraUsageLeftNanos()).as(as).isEqualTo(
                    decision.account().extraUsageNanos() + drawn(decision, Pool.EXTRA_USAGE));
            assertThat(answer.allowanceLeftNanos()).as(as).isEqualTo(
                    decision.account().allowance().leftNanos() + drawn(decision, Pool.ALLOWANCE));
        }
        asked++;
        seen[expected.ordinal()]++;
        if (answer.decidedBy() == DecidedBy.UNPRICED) {
            unpriced.add(answer.reason());
        }
    }

    private static long drawn(Decision decision, Pool pool) {
        return decision.entry().postings().stream()
                .filter(p -> p.from() == pool && p.to() == Pool.USAGE)
                .mapToLong(p -> p.amountNanos()).sum();
    }

    /** Tokens that cost about what is left, or any number of them; some of it has no price. */
    private UsageEvent usage(Account account, String app, long now) {
        CatalogVersion version = CATALOG.at(now);
        String name = account.accountId();
        GateAnswer left = book.check(book.question(name, app, 0, now), book.find(name));
        String model = any(version.prices().models().keySet(), version.prices().aliases().keySet());
        Price price = version.prices().price(model);
        long tokens = price == null || random.nextInt(3) == 0 ? random.nextInt(2_000_000)
                : left.payableNanos() / Math.max(1, price.inputPico() / 1000)
                        + random.nextInt(3) - 1;
        Map<String, Long> units = new HashMap<>();
        for (int i = random.nextInt(8); i >= 6; i--) {
            units.put(any(version.prices().units().keySet(), Set.of()), (long) random.nextInt(3));
        }
        String tier = random.nextInt(4) > 0 ? null
                : any(version.prices().serviceTiers().keySet(), Set.of());
        return new UsageEvent(EventId.derived(now, "q" + random.nextLong()), name, null, now, app,
                null, model, Math.max(0, Math.min(1_000_000_000, tokens)), random.nextInt(2),
                random.nextInt(2), random.nextInt(2), random.nextInt(2), tier, units);
    }

    /** The same as the gate is asked it. */
    private static RequestEstimate estimate(UsageEvent usage) {
        RequestEstimate.Builder request = RequestEstimate.of(usage.model())
                .tokens(usage.inputTokens(), usage.outputTokens())
                .cacheWriteTokens(usage.cacheWriteTokens())
                .cacheWrite1hTokens(usage.cacheWrite1hTokens())
                .cacheReadTokens(usage.cacheReadTokens()).serviceTier(usage.serviceTier());
        usage.units().forEach(request::unit);
        return request.build();
    }

    /** One of the names; now and then one that nobody has heard of. */
    private String any(Set<String> some, Set<String> more) {
        List<String> names = new ArrayList<>(some);
        names.addAll(more);
        names.sort(null);
        return random.nextInt(20) == 0 || names.isEmpty() ? "nameless"
                : asTyped(names.get(random.nextInt(names.size())));
    }

    /** The name, perhaps in capitals. */
    private String asTyped(String name) {
        return random.nextInt(3) > 0 ? name : name.toUpperCase(Locale.ROOT);
    }

    /** Now, a little or much later, at an instant of the account, or by a slow clock before it. */
    private long around(Account account, long receivedAt) {
        long day = Duration.ofDays(1).toMillis();
        switch (random.nextInt(8)) {
            case 0:
                return receivedAt + (long) (random.nextDouble() * 3 * day);
            case 1:
                return receivedAt + (long) (random.nextDouble() * 400 * day);
            case 2:
                return receivedAt - (long) (random.nextDouble() * 3 * day);
            case 3:
                return !account.wasOpened() ? receivedAt
                        : account.subscription().cycle().end() + random.nextInt(3) - 1;
            case 4:
                return !account.wasOpened() ? receivedAt
                        : account.subscription().cycle().start() + random.nextInt(3) - 1;
            case 5:
                return account.grants().stream().filter(g -> g.expiresAt() != null).findAny()
                        .map(g -> g.expiresAt() + random.nextInt(3) - 1).orElse(receivedAt);
            case 6:
                CatalogVersion version = CATALOG.versions().get(
                        random.nextInt(CATALOG.versions().size()));
                return version.effectiveFrom() + random.nextInt(3) - 1;
            default:
                return receivedAt;
        }
    }
}
