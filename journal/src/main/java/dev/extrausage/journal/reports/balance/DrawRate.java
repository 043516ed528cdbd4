package dev.extrausage.journal.reports.balance;

import dev.extrausage.kafka.Cluster;
import dev.extrausage.kafka.PartitionReader;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.Balance;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.Posting;
import dev.extrausage.schemas.Topics;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * The rate at which an account draws on its extra usage: the journal's draws of the last seven
 * days, or since the account's first entry if that is later, but over one day at least.
 *
 * @param drawnNanos drawn from extra usage, nano-USD
 * @param over in how long
 */
public record DrawRate(long drawnNanos, Duration over) {
    /**
     * The span of "at present": a week, so that a quiet Sunday does not look like a trend.
     */
    public static final Duration LONGEST = Duration.ofDays(7);

    private static final Duration SHORTEST = Duration.ofDays(1);
    /**
     * A sender's clock may be this far ahead of the broker's, whose time orders the journal (M5).
     */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    /** The account's rate at {@code now}, read from the journal. */
    public static DrawRate read(Cluster cluster, String accountId, Instant now) {
        Meter meter = new Meter(now);
        AvroCodec<BalanceChange> codec = new AvroCodec<>(
                BalanceChange.class, Topics.BALANCE_CHANGES.topicName(), cluster.ids());
        byte[] key = accountId.getBytes(StandardCharsets.UTF_8);
        try (PartitionReader journal = new PartitionReader(
                cluster, Topics.BALANCE_CHANGES, cluster.partitionOf(accountId))) {
            journal.seekTo(now.minus(LONGEST).minus(AHEAD).toEpochMilli());
            journal.readToEnd(record -> {
                if (Arrays.equals(record.key(), key)) {
                    meter.add(codec.decode(record.value()));
                }
            });
        }
        return meter.rate();
    }

    /**
     * Adds up an account's entries of the last seven days; others may be added and do not count.
     */
    public static final class Meter {
        private final Instant now;
        private Instant since;
        private long drawn;

        /** A meter that is read at {@code now}. */
        public Meter(Instant now) {
            this.now = now;
            this.since = now.minus(LONGEST);
        }

        /** Counts an entry. */
        public void add(BalanceChange entry) {
            if (entry.getSequence() == 1 && entry.getClock() != null
                    && entry.getClock().isAfter(since)) {
                since = entry.getClock();
            }
            for (Posting posting : entry.getPostings()) {
                if (posting.getFrom().equals("EXTRA_USAGE") && posting.getTo().equals("USAGE")
                        && posting.getEffectiveAt().isAfter(now.minus(LONGEST))) {
                    drawn += posting.getAmountNanos();
                }
            }
        }

        /** The rate so far. */
        public DrawRate rate() {
            Duration over = Duration.between(since, now);
            return new DrawRate(drawn, over.compareTo(SHORTEST) < 0 ? SHORTEST : over);
        }
    }

    /** Drawn in an average day, nano-USD. */
    public long perDayNanos() {
        return BigInteger.valueOf(drawnNanos).multiply(BigInteger.valueOf(SHORTEST.toMillis()))
                .divide(BigInteger.valueOf(over.toMillis())).longValueExact();
    }

    /**
     * The time that the account's grants last from {@code now} when drawn at this rate in U4's
     * order, in which the snapshot lists them, a grant that expires before its turn being lost;
     * empty when nothing is drawn, so that they last until they expire.
     */
    public Optional<Duration> lasts(Balance balance, Instant now) {
        if (drawnNanos == 0) {
            return Optional.empty();
        }
        Instant end = new Runway(drawnNanos, over).end(balance.getGrants().stream()
                .map(grant -> new Runway.Lot(grant.getLeftNanos(), grant.getExpiresAt()))
                .toList(), now);
        return Optional.of(Duration.between(now, end));
    }
}
