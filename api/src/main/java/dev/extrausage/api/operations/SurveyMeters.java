package dev.extrausage.api.operations;

import dev.extrausage.core.GrantKind;
import dev.extrausage.core.Money;
import dev.extrausage.intake.AttentionDesk;
import dev.extrausage.operations.Meters;
import dev.extrausage.schemas.LiveGrant;
import dev.extrausage.schemas.json.AttentionCase;
import dev.extrausage.view.ReadModel;
import dev.extrausage.view.rows.AccountFilter;
import dev.extrausage.view.rows.AccountRow;
import dev.extrausage.view.rows.Slice;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Figures that no counter has and that cost too much for a scrape: the attention list, read once a
 * minute, and what is owed to all accounts, read a page of accounts at a time with pauses between
 * that are many times as long, so that it takes a twentieth of one processor at most. Each figure
 * is that of the last whole survey.
 */
public final class SurveyMeters implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SurveyMeters.class);
    private static final long EVERY_SECONDS = 60;
    private static final long AGAIN_SECONDS = 5;
    private static final int PAGE = 1_000;
    private static final long LEAST_PAUSE_MILLIS = 50;
    /** A page's time is followed by so many times as much of rest. */
    private static final int RESTS = 19;
    private static final double NANOS_PER_USD = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;
    private static final List<String> CASES = List.of(AttentionCase.PAID_CREDIT_REFUSED,
            AttentionCase.REFUND_FAILED, AttentionCase.PAYMENT_REVERSED,
            AttentionCase.CORRECTION_REFUSED, AttentionCase.CONTRADICTION, AttentionCase.APPROVAL);

    private final ReadModel model;
    private final AttentionDesk desk;
    private final Clock clock;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(work -> {
                Thread worker = new Thread(work, "survey");
                worker.setDaemon(true);
                return worker;
            });
    private volatile List<AttentionCase> open;
    private volatile Map<GrantKind, Long> owed;
    private volatile int accounts;
    private volatile long surveyedAt;

    private SurveyMeters(ReadModel model, AttentionDesk desk, Clock clock) {
        this.model = model;
        this.desk = desk;
        this.clock = clock;
    }

    /** Adds them to a process's figures, and begins; {@code desk} is closed by the caller. */
    public static SurveyMeters start(
            Meters meters, ReadModel model, AttentionDesk desk, Clock clock) {
        SurveyMeters survey = new SurveyMeters(model, desk, clock);
        meters.gauges("extra_usage_attention_cases", "Open cases that need a person, by kind",
                List.of("kind"), survey::casesByKind);
        meters.gauge("extra_usage_attention_oldest_seconds",
                "The age of the oldest open case; 0 without one", survey::oldestCase);
        meters.gauges("extra_usage_liability_usd", "What is left in all accounts' grants, by kind"
                + " of grant, as of the last survey", List.of("kind"), survey::owedByKind);
        meters.gauge("extra_usage_accounts", "Accounts that were opened once",
                () -> survey.owed == null ? Double.NaN : survey.accounts);
        meters.gauge("extra_usage_liability_age_seconds", "The time since the last survey of all"
                + " accounts ended", () -> survey.owed == null ? Double.NaN
                        : (survey.clock.millis() - survey.surveyedAt) / MILLIS_PER_SECOND);
        survey.thread.execute(survey::turn);
        return survey;
    }

    /** One survey after another: what was not there yet at a start is asked for again soon. */
    private void turn() {
        boolean isWhole = false;
        try {
            isWhole = survey();
        } finally {
            if (!thread.isShutdown()) {
                thread.schedule(this::turn, isWhole ? EVERY_SECONDS : AGAIN_SECONDS,
                        TimeUnit.SECONDS);
            }
        }
    }

    /** Reads all; false: some could not be read, and keeps its figures of before. */
    private boolean survey() {
        boolean isWhole = true;
        try {
            open = desk.read().open();
        } catch (RuntimeException e) {
            LOG.debug("the attention list cannot be read", e);
            isWhole = false;
        }
        try {
            addUp();
        } catch (RuntimeException e) {
            LOG.debug("the accounts cannot be read", e);
            isWhole = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return isWhole;
    }

    private void addUp() throws InterruptedException {
        Map<GrantKind, Long> sums = new HashMap<>();
        int count = 0;
        String after = null;
        do {
            long begun = System.nanoTime();
            Slice<AccountRow> page = model.accounts(AccountFilter.ALL, after, PAGE);
            for (AccountRow row : page.rows()) {
                count++;
                for (LiveGrant grant : row.balance().getGrants()) {
                    sums.merge(GrantKind.valueOf(grant.getKind()), grant.getLeftNanos(),
                            Money::saturatingAdd);
                }
            }
            after = page.next();
            long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
            Thread.sleep(Math.max(LEAST_PAUSE_MILLIS, RESTS * took));
        } while (after != null);
        accounts = count;
        surveyedAt = clock.millis();
        owed = sums;
    }

    private Map<List<String>, Double> casesByKind() {
        List<AttentionCase> known = open;
        Map<List<String>, Double> all = new HashMap<>();
        for (String kind : CASES) {
            all.put(List.of(kind), known == null ? Double.NaN
                    : known.stream().filter(c -> c.kind().equals(kind)).count());
        }
        return all;
    }

    private double oldestCase() {
        List<AttentionCase> known = open;
        return known == null ? Double.NaN : known.stream().mapToLong(AttentionCase::since).min()
                .stream().mapToDouble(since -> Math.max(0, clock.millis() - since)).findFirst()
                .orElse(0) / MILLIS_PER_SECOND;
    }

    private Map<List<String>, Double> owedByKind() {
        Map<GrantKind, Long> known = owed;
        Map<List<String>, Double> all = new HashMap<>();
        for (GrantKind kind : GrantKind.values()) {
            all.put(List.of(kind.name()), known == null ? Double.NaN
                    : known.getOrDefault(kind, 0L) / NANOS_PER_USD);
        }
        return all;
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            thread.awaitTermination(Duration.ofSeconds(2).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
