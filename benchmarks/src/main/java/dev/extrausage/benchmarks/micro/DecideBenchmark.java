package dev.extrausage.benchmarks.micro;

import dev.extrausage.core.Account;
import dev.extrausage.core.Change;
import dev.extrausage.core.Decision;
import dev.extrausage.core.Input;
import dev.extrausage.core.Ledger;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The rules alone: {@link Ledger#decide}. */
@State(Scope.Thread)
public class DecideBenchmark {
    private static final int ACCOUNTS = 64;
    private static final int INPUTS = 4_096;

    private final Samples samples = new Samples(1);
    private final Account fresh = samples.account("acct-fresh", 1);
    private final Input firstParty = samples.usage("acct-fresh", "claude.ai");
    private final Account rich = samples.account("acct-rich", 6);
    private final Input overThreeGrants = samples.usage("acct-rich", "cursor", 4_000_000, 100);

    private final Account[] opened = new Account[ACCOUNTS];
    private final Account[] accounts = new Account[ACCOUNTS];
    private final Input[] inputs = new Input[INPUTS];
    private final int[] accountOf = new int[INPUTS];
    private int at;

    /** For JMH. */
    public DecideBenchmark() {
        Random random = new Random(2);
        for (int i = 0; i < ACCOUNTS; i++) {
            opened[i] = samples.account("acct-" + i, i % 4);
        }
        for (int i = 0; i < INPUTS; i++) {
            accountOf[i] = random.nextInt(ACCOUNTS);
            inputs[i] = any("acct-" + accountOf[i], random);
        }
        System.arraycopy(opened, 0, accounts, 0, ACCOUNTS);
    }

    private Input any(String accountId, Random random) {
        int kind = random.nextInt(100);
        return kind < 1
                ? samples.change(accountId, new Change.SpendLimitSet(10_000_000_000L + kind))
                : samples.usage(accountId, kind < 66 ? "claude.ai" : "cursor");
    }

    /** The most frequent input: a first-party request that the allowance pays. */
    @Benchmark public Decision firstPartyWithinAllowance() {
        return Ledger.decide(fresh, firstParty, Samples.CATALOG);
    }

    /** A third-party request that three of six grants pay. */
    @Benchmark public Decision thirdPartyOverThreeGrants() {
        return Ledger.decide(rich, overThreeGrants, Samples.CATALOG);
    }

    /** A day of 64 accounts, again and again: two in three requests first-party, 1 % changes. */
    @Benchmark public Decision mixedStream() {
        if (at == INPUTS) {
            at = 0;
            System.arraycopy(opened, 0, accounts, 0, ACCOUNTS);
        }
        int account = accountOf[at];
        Decision decision = Ledger.decide(accounts[account], inputs[at++], Samples.CATALOG);
        accounts[account] = decision.account();
        return decision;
    }
}
