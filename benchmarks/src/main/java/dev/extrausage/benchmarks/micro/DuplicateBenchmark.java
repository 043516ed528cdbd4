package dev.extrausage.benchmarks.micro;

import dev.extrausage.core.EventId;
import dev.extrausage.stream.duplicates.AccountMark;
import dev.extrausage.stream.duplicates.DuplicateMemory;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The memory of one partition asked for decided ids, with ten commits a second. */
@State(Scope.Thread)
public class DuplicateBenchmark {
    private static final long START = 1_768_046_400_000L; // 2026-01-10T12:00:00Z
    private static final int ACCOUNTS = 4_096;
    private static final int KNOWN = 1_024;

    /** Events a second: how many ids share a bucket of time, and a commit. */
    @Param({"1000", "100000"})
    public int rate;

    private final SplittableRandom random = new SplittableRandom(5);
    private final AccountMark[] marks = new AccountMark[ACCOUNTS];
    private final EventId[] known = new EventId[KNOWN];
    private final DuplicateMemory memory = new DuplicateMemory(new ForgetfulStore());
    private long count;

    /** For JMH. */
    public DuplicateBenchmark() {
        for (int i = 0; i < ACCOUNTS; i++) {
            marks[i] = AccountMark.of("acct-" + i);
        }
        for (int i = 0; i < KNOWN; i++) {
            known[i] = id(START - 1);
            memory.remember(markOf(known[i]), known[i], START);
        }
    }

    /** A new id is looked for, remembered, and with its share of a commit written. */
    @Benchmark public boolean newId() {
        long now = START + count * 1_000 / rate;
        EventId id = id(now);
        boolean isKnown = memory.contains(markOf(id), id);
        memory.remember(markOf(id), id, now);
        if (++count % (rate / 10) == 0) {
            memory.flush();
        }
        return isKnown;
    }

    /** An id that was decided a moment ago is found. */
    @Benchmark public boolean duplicate() {
        EventId id = known[(int) (count++ & KNOWN - 1)];
        return memory.contains(markOf(id), id);
    }

    /** The mark of an account that has not been seen lately. */
    @Benchmark public AccountMark mark() {
        return AccountMark.of("acct-" + (count++ & ACCOUNTS - 1));
    }

    private AccountMark markOf(EventId id) {
        return marks[(int) (id.low() >>> 8) & ACCOUNTS - 1];
    }

    private EventId id(long time) {
        return new EventId(time << 16 | 0x7000L | random.nextInt(1 << 12),
                Long.MIN_VALUE | random.nextLong() >>> 2);
    }
}
