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
import java.util.List;
import java.util.Random;
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
            GatePolicy.FAIL_CLOSED);
    private static final List<String> APPS =
            List.of("claude.ai", "claude-code", "claude-desktop", "cursor");
    private static final long LATEST = Duration.ofDays(365L * 129).toMillis();

    private final Random random;
    private final BalanceBook book =
            new BalanceBook(() -> CATALOG, CLOSED, 100, Duration.ofDays(9999).toMillis(), 1);
    private int asked;
    private final int[] seen = new int[Verdict.values().length];

    GateLawsTest(@Seed long seed) {
        random = new Random(seed);
    }

    @Test
    void the_gate_allows_exactly_what_the_ledger_would_cover() {
        book.watermarks.begin(1);
        book.watermarks.isKnown(0, 0);
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
    }

    private void apply(Account account) {
        book.apply(SnapshotMaker.of(account, 7L, CATALOG));
    }

    private void ask(Account account, long receivedAt) {
        for (String app : APPS) {
            long now = Math.min(LATEST, around(account, receivedAt));
            CatalogVersion version = CATALOG.at(now);
            UsageEvent usage = usage(account, app, now, version);
            long cost = version.prices().cost(usage);
            if (cost > 0) {
                compare(account, usage, now, cost, version.isFirstParty(app));
            }
        }
    }

    private void compare(
            Account account, UsageEvent usage, long now, long cost, boolean firstParty) {
        GateAnswer answer = check(account, firstParty, cost, now);
        Decision decision = Ledger.decide(account, new Input(usage, now), CATALOG);
        if (decision.entry().reason() == Reason.OVERFLOW) {
            return;
        }
        Supplier<String> as = () -> account + "\nasked at " + now + " " + usage + "\n"
                + answer;
        long uncovered = decision.entry().postings().stream()
                .filter(p -> p.from() == Pool.UNCOVERED).mapToLong(p -> p.amountNanos()).sum();
        boolean refused = decision.entry().outcome() == Outcome.REFUSED;
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
    }

    private GateAnswer check(Account account, boolean firstParty, long cost, long now) {
        String name = account.accountId();
        return book.check(new GateQuestion(name, firstParty, cost, now), book.find(name));
    }

    private static long drawn(Decision decision, Pool pool) {
        return decision.entry().postings().stream()
                .filter(p -> p.from() == pool && p.to() == Pool.USAGE)
                .mapToLong(p -> p.amountNanos()).sum();
    }

    /** Tokens that cost about what is left, or any number of them. */
    private UsageEvent usage(Account account, String app, long now, CatalogVersion version) {
        GateAnswer left = check(account, version.isFirstParty(app), Long.MAX_VALUE, now);
        List<String> models = new ArrayList<>(version.prices().models().keySet());
        models.sort(null);
        String model = models.get(random.nextInt(models.size()));
        Price price = version.prices().price(model);
        long tokens = random.nextInt(3) == 0 ? random.nextInt(2_000_000)
                : left.payableNanos() / Math.max(1, price.inputPico() / 1000)
                        + random.nextInt(3) - 1;
        return new UsageEvent(EventId.derived(now, "q" + random.nextLong()), account.accountId(),
                null, now, app, null, model, Math.max(0, Math.min(1_000_000_000, tokens)), 0, 0, 0,
                0);
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
