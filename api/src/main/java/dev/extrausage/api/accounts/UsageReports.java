package dev.extrausage.api.accounts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.api.access.Role;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.QueryFields;
import dev.extrausage.api.http.Reply;
import dev.extrausage.api.routing.Call;
import dev.extrausage.core.UtcTime;
import dev.extrausage.view.ReadModel;
import dev.extrausage.view.rows.AccountRow;
import dev.extrausage.view.rows.GivenBack;
import dev.extrausage.view.rows.Knowledge;
import dev.extrausage.view.rows.TooOldForDetail;
import dev.extrausage.view.rows.UsageQuery;
import dev.extrausage.view.rows.UsageQuery.Bucket;
import dev.extrausage.view.rows.UsageQuery.GroupBy;
import dev.extrausage.view.rows.UsageRow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** {@code GET A/usage}: what requests took, by time and by what they have in common. */
final class UsageReports {
    private static final int MOST_BUCKETS = 10_000;
    private static final List<String> BUCKETS = names(Bucket.values());
    private static final List<String> GROUPS = names(GroupBy.values());

    private final ReadModel model;
    private final Freshness freshness;
    private final Clock clock;

    UsageReports(ReadModel model, Freshness freshness, Clock clock) {
        this.model = model;
        this.freshness = freshness;
        this.clock = clock;
    }

    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(value -> value.name().toLowerCase(Locale.ROOT)).toList();
    }

    /** The report; a member gets its own requests, without amounts. */
    Reply answer(Call call) {
        UsageQuery query = query(call);
        boolean withAmounts = call.who().role() != Role.MEMBER;
        // Without bounds the period is another one each hour, also where nothing has happened.
        boolean timeless = call.query().names().containsAll(List.of("from", "to"));
        return freshness.ofAccount(call, timeless, (account, known) -> {
            try {
                return report(account, known, query, withAmounts);
            } catch (TooOldForDetail e) {
                throw tooOld(call.query(), e);
            }
        });
    }

    private UsageQuery query(Call call) {
        QueryFields query = call.query();
        AskedPeriod period = AskedPeriod.orLately(query, clock.instant());
        Bucket bucket = Bucket.valueOf(
                query.choice("bucket", BUCKETS, "day").toUpperCase(Locale.ROOT));
        if (bucket == Bucket.HOUR || bucket == Bucket.DAY) {
            checkWidth(query, period, bucket == Bucket.HOUR ? Duration.ofHours(1)
                    : Duration.ofDays(1));
        }
        Set<GroupBy> groups = EnumSet.noneOf(GroupBy.class);
        query.choices("group_by", GROUPS)
                .forEach(name -> groups.add(GroupBy.valueOf(name.toUpperCase(Locale.ROOT))));
        return new UsageQuery(call.accountId(), period.from(), period.to(), bucket, query.zone(),
                groups, MemberScope.of(call));
    }

    private static void checkWidth(QueryFields query, AskedPeriod period, Duration width) {
        long buckets = Duration.between(period.from(), period.to()).dividedBy(width);
        if (buckets > MOST_BUCKETS) {
            throw Problem.badValue("bucket", query.choice("bucket", BUCKETS, "day"),
                    "so wide that from " + period.from() + " to " + period.to() + " has at most "
                            + MOST_BUCKETS + " of them, not " + buckets);
        }
    }

    private ObjectNode report(
            AccountRow account, Knowledge known, UsageQuery query, boolean withAmounts) {
        List<UsageRow> rows = model.usage(query);
        if (rows.size() > MOST_BUCKETS) {
            throw Problem.badValue("group_by", rows.size() + " buckets and groups",
                    "at most " + MOST_BUCKETS + ": ask for a shorter period or fewer groups");
        }
        AnswerFields json = new AnswerFields().text("account_id", account.accountId())
                .number("sequence", account.sequence());
        return Freshness.put(json, known).time("from", query.from().toEpochMilli())
                .time("to", query.to().toEpochMilli()).text("tz", query.zone().getId())
                .text("bucket", query.bucket().name().toLowerCase(Locale.ROOT))
                .list("buckets", rows, row -> bucket(row, withAmounts))
                .object("total", UsageFields.put(
                        new AnswerFields(), model.usageTotal(query), withAmounts))
                .object("given_back", query.member() != null ? null : givenBack(model.givenBack(
                        query.accountId(), query.from(), query.to())))
                .node();
    }

    private static AnswerFields bucket(UsageRow row, boolean withAmounts) {
        AnswerFields group = new AnswerFields();
        for (GroupBy by : GroupBy.values()) {
            if (row.group().containsKey(by)) {
                String value = row.group().get(by);
                group.text(by.name().toLowerCase(Locale.ROOT), value.isEmpty() ? null : value);
            }
        }
        AnswerFields json = new AnswerFields().time("start", row.start().toEpochMilli())
                .object("group", group);
        return UsageFields.put(json, row.tally(), withAmounts);
    }

    /** Usage given back belongs to no app and no member: a member's report has none. */
    private static AnswerFields givenBack(GivenBack back) {
        return new AnswerFields()
                .usd("cost_usd", Math.addExact(back.toAllowanceNanos(), back.toExtraUsageNanos()))
                .usd("to_allowance_usd", back.toAllowanceNanos())
                .usd("to_extra_usage_usd", back.toExtraUsageNanos());
    }

    private static Problem tooOld(QueryFields query, TooOldForDetail e) {
        String field = e.bound().equals(time(query, "to")) ? "to"
                : e.bound().equals(time(query, "from")) ? "from" : "tz";
        return Problem.badValue(field, UtcTime.format(e.bound().toEpochMilli()),
                "a whole hour in UTC: so long ago only sums of hours are kept");
    }

    private static Instant time(QueryFields query, String name) {
        Long millis = query.time(name);
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}
