package dev.extrausage.cli.text;

import dev.extrausage.core.BlockedMessage;
import dev.extrausage.core.CatalogVersion;
import dev.extrausage.core.Money;
import dev.extrausage.core.Reason;
import dev.extrausage.journal.reports.balance.DrawRate;
import dev.extrausage.schemas.AutoReload;
import dev.extrausage.schemas.Balance;
import dev.extrausage.schemas.LiveGrant;
import dev.extrausage.schemas.NextPlan;
import dev.extrausage.schemas.StarterCreditState;
import dev.extrausage.schemas.Surface;
import dev.extrausage.schemas.TopUpInFlight;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A snapshot in lines for a person. Amounts are exact, never rounded. */
public final class BalanceReport {
    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);
    private static final String LINE = "%-16s %s";
    private static final String GRANT = "  %-32s %-12s %14s   %-20s %s";

    private final Balance balance;
    private final DrawRate rate;
    private final Instant now;
    private final CatalogVersion.Texts names;
    private final List<String> lines = new ArrayList<>();

    private BalanceReport(
            Balance balance, DrawRate rate, Instant now, CatalogVersion.Texts names) {
        this.balance = balance;
        this.rate = rate;
        this.now = now;
        this.names = names;
    }

    /**
     * The lines.
     *
     * @param balance of an account that was opened once
     * @param names the catalog's names in messages
     */
    public static List<String> of(
            Balance balance, DrawRate rate, Instant now, CatalogVersion.Texts names) {
        BalanceReport report = new BalanceReport(balance, rate, now, names);
        report.write();
        return List.copyOf(report.lines);
    }

    private void write() {
        lines.add(balance.getAccountId() + " · " + plan() + " · "
                + (balance.getClosed() ? "closed" : "open") + " · entry " + balance.getSequence()
                + ", as of " + at(balance.getClock()));
        lines.add("");
        line("Plan allowance", Money.format(balance.getAllowanceLeftNanos()) + " left of "
                + Money.format(balance.getAllowanceNanos())
                + (balance.getClosed() ? "" : ", resets " + at(balance.getCycleEnd())));
        line("Extra usage", Money.format(balance.getExtraUsageNanos()) + " left"
                + (balance.getExtraUsageOn() ? "" : ", switched off") + lasts());
        grants();
        line("Spent", Money.format(balance.getSpentNanos()) + " of bought credit this cycle, "
                + limit());
        if (balance.getStarterCredit() != null) {
            StarterCreditState starter = balance.getStarterCredit();
            line("Starter credit", Money.format(starter.getAmountNanos())
                    + (starter.getClaimed() ? ", claimed" : ", offered and not claimed yet"));
        }
        line("Auto-reload", autoReload(balance.getAutoReload()));
        line("In flight", inFlight(balance.getTopUpInFlight()));
        line("First-party", surface(balance.getFirstParty(), BlockedMessage.Surface.FIRST_PARTY));
        line("Third-party", surface(balance.getThirdParty(), BlockedMessage.Surface.THIRD_PARTY));
        if (balance.getNextPlan() != null) {
            line("Next plan", nextPlan(balance.getNextPlan()));
        }
        line("Next change", balance.getNextDueAt() == null ? "none by time alone"
                : at(balance.getNextDueAt()));
    }

    private void line(String what, String text) {
        lines.add(String.format(LINE, what, text));
    }

    private String plan() {
        int seats = balance.getSeats();
        return balance.getPlan() + (seats == 1 ? "" : ", " + seats + " seats");
    }

    private String nextPlan(NextPlan next) {
        return next.getPlan() + (next.getSeats() == 1 ? "" : ", " + next.getSeats() + " seats")
                + (next.getAllowanceNanos() == null ? ""
                        : ", allowance " + Money.format(next.getAllowanceNanos()))
                + ", from " + at(balance.getCycleEnd());
    }

    private String lasts() {
        if (balance.getExtraUsageNanos() == 0) {
            return "";
        }
        Optional<Duration> lasts = rate.lasts(balance, now);
        if (lasts.isEmpty()) {
            return "; nothing was drawn in the last " + days(rate.over());
        }
        return "; lasts " + days(lasts.get()) + " at the present rate of "
                + cents(rate.perDayNanos()) + " a day (the last " + days(rate.over()) + ")";
    }

    /** Only a rate is rounded: it is an estimate anyway. */
    private static String cents(long nanos) {
        long cent = Money.NANOS_PER_USD / 100;
        return nanos > 0 && nanos < cent ? "less than $0.01" : Money.format(nanos / cent * cent);
    }

    private static String days(Duration duration) {
        long days = duration.toDays();
        return days == 0 ? duration.toHours() + " hours" : days == 1 ? "1 day" : days + " days";
    }

    private void grants() {
        for (LiveGrant grant : balance.getGrants()) {
            lines.add(String.format(GRANT, grant.getGrantId(), grant.getKind(),
                    Money.format(grant.getLeftNanos()), "of " + day(grant.getGrantedAt()),
                    grant.getExpiresAt() == null ? "never expires"
                            : "expires " + at(grant.getExpiresAt())));
        }
    }

    private String limit() {
        Long limit = balance.getMonthlyLimitNanos();
        return limit == null ? "no limit set" : "at most " + Money.format(limit);
    }

    private String autoReload(AutoReload set) {
        if (set == null || !set.getEnabled()) {
            return "off";
        }
        String cap = set.getMonthlyCapNanos() == null ? "the catalog's cap"
                : Money.format(set.getMonthlyCapNanos());
        String text = "buys " + Money.format(set.getAmountNanos()) + " when below "
                + Money.format(set.getThresholdNanos()) + ", at most " + cap + " a cycle; "
                + Money.format(balance.getReloadedNanos()) + " this cycle";
        if (set.getDeclines() > 0) {
            text += "; declined " + set.getDeclines() + " times in a row";
        }
        if (set.getSuspended()) {
            return text + "; suspended until it is set again";
        }
        return set.getRetryNotBefore() == null ? text
                : text + "; tries again after " + at(set.getRetryNotBefore());
    }

    private static String inFlight(TopUpInFlight topUp) {
        return topUp == null ? "nothing" : "a top-up of " + Money.format(topUp.getAmountNanos())
                + ", " + topUp.getTopUpId() + ", asked for " + at(topUp.getAskedAt());
    }

    private String surface(Surface surface, BlockedMessage.Surface where) {
        if (surface.getOpen()) {
            return "open";
        }
        BlockedMessage.Funds funds = new BlockedMessage.Funds(balance.getAllowanceLeftNanos(),
                balance.getExtraUsageNanos(), balance.getMonthlyLimitNanos(),
                balance.getCycleEnd().toEpochMilli());
        return "blocked, " + surface.getReason() + ": "
                + BlockedMessage.of(where, Reason.valueOf(surface.getReason()), funds, names);
    }

    private static String at(Instant time) {
        return time == null ? "-" : MINUTES.format(time);
    }

    private static String day(Instant time) {
        return at(time).substring(0, 10);
    }
}
