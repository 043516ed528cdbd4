package dev.extrausage.api.writes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.api.http.BodyFields;
import dev.extrausage.api.http.Reply;
import dev.extrausage.api.routing.Call;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Reason;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.intake.Publisher;
import dev.extrausage.journal.read.AccountJournal;
import dev.extrausage.journal.reports.Sum;
import dev.extrausage.journal.reports.refused.RefusedUsage;
import dev.extrausage.journal.reports.refused.Resubmission;
import dev.extrausage.kafka.Cluster;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * {@code POST /v1/resubmissions}: sends refused usage again, as it was, one request at a time. Its
 * events keep their own ids, so it needs no key, and done twice it counts once (M4).
 */
final class ResubmissionEndpoint {
    private static final int NANO_DECIMALS = 9;
    /** Below the silence after which a connection is closed. */
    private static final int LONGEST_SECONDS = 25;

    private final Supplier<Cluster> cluster;
    private final AccountJournal journal;
    private final Supplier<Catalog> catalog;
    private final String ledgerGroup;
    private final Errands errands;
    private final Clock clock;

    ResubmissionEndpoint(Supplier<Cluster> cluster, AccountJournal journal,
            Supplier<Catalog> catalog, String ledgerGroup, Errands errands, Clock clock) {
        this.cluster = cluster;
        this.journal = journal;
        this.catalog = catalog;
        this.ledgerGroup = ledgerGroup;
        this.errands = errands;
        this.clock = clock;
    }

    /** Answers the call. */
    CompletableFuture<Reply> resubmit(Call call) {
        BodyFields fields = EventDraft.fields(call, "reason", "since", "dry_run");
        EventDraft.note(call, fields);
        String reason = fields.choice("reason", RefusedUsage.MENDABLE.stream().map(Enum::name)
                .sorted().toList());
        Long since = fields.optionalTime("since");
        boolean dryRun = fields.has("dry_run") && fields.truth("dry_run");
        RefusedUsage wanted = new RefusedUsage(Set.of(Reason.valueOf(reason)), since);
        return errands.run(() -> Reply.ok(json(dryRun ? run(wanted, null) : send(wanted))))
                .completeOnTimeout(Reply.json(202, JsonNodeFactory.instance.objectNode()
                        .put("status", "running")), LONGEST_SECONDS, TimeUnit.SECONDS);
    }

    private Resubmission.Result send(RefusedUsage wanted) {
        try (Publisher publisher = Publisher.ordered(cluster.get(), ledgerGroup)) {
            return run(wanted, new Resubmission.Way() {
                @Override public void send(UsageEvent usage) {
                    publisher.publish(usage);
                }

                @Override public void awaitDecided() {
                    publisher.finish();
                }
            });
        }
    }

    private Resubmission.Result run(RefusedUsage wanted, Resubmission.Way way) {
        return new Resubmission(journal, catalog.get(), clock::millis, way).run(wanted);
    }

    /** Sums of many accounts may be more than a {@code long} holds. */
    private static String usd(Sum sum) {
        BigDecimal usd = new BigDecimal(sum.nanos(), NANO_DECIMALS);
        return usd.signum() == 0 ? "0" : usd.stripTrailingZeros().toPlainString();
    }

    static ObjectNode json(Resubmission.Result r) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("dry_run", r.dryRun()).put("open", r.open());
        json.put("too_old", r.tooOld()).put("without_price", r.withoutPrice());
        json.put("sent", r.sent()).put("cost_usd", usd(r.cost())).put("paid", r.paid());
        json.put("uncovered", r.uncovered()).put("uncovered_usd", usd(r.uncoveredCost()));
        json.put("late", r.late()).put("duplicates", r.duplicates());
        ObjectNode reasons = json.putObject("refused_again");
        r.refusedBy().forEach((reason, count) -> reasons.put(reason.name(), count));
        return json;
    }
}
