package dev.extrausage.api.accounts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.core.Pool;
import dev.extrausage.core.Posting;
import dev.extrausage.journal.read.PlacedEntry;
import dev.extrausage.journal.read.WrittenEntry;
import dev.extrausage.journal.redecide.AccountHistory;
import dev.extrausage.journal.redecide.Moved;
import dev.extrausage.journal.redecide.RedecidedEntry;
import dev.extrausage.journal.reports.BalanceBefore;
import dev.extrausage.journal.reports.explain.Explainer;
import dev.extrausage.journal.reports.explain.Explanation;
import dev.extrausage.journal.reports.explain.PriceLines;
import dev.extrausage.schemas.Source;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An entry whole: its cause, its price, what it moved, the balances and each grant before and after
 * it, and why. What is written comes from the journal; the price's lines, the amount spent before
 * and the sentences need the catalog, and say less where it does not give what is written.
 */
final class EntryDetailJson {
    private final PlacedEntry placed;
    private final WrittenEntry entry;
    private final RedecidedEntry step;
    private final AnswerFields json = new AnswerFields();

    private EntryDetailJson(AccountHistory.Found found) {
        placed = found.placed();
        entry = placed.entry();
        step = found.step();
    }

    static ObjectNode of(AccountHistory.Found found) {
        EntryDetailJson detail = new EntryDetailJson(found);
        detail.facts();
        detail.money();
        detail.reasons();
        return detail.json.node();
    }

    private void facts() {
        Source source = placed.record().getSource();
        json.text("account_id", entry.accountId())
                .all(EntryRowJson.fields(PlacedRow.of(placed)))
                .number("rules_version", (long) entry.rulesVersion())
                .text("catalog_version", entry.catalogVersion())
                .object("source", new AnswerFields().text("topic", source.getTopic())
                        .number("partition", (long) source.getPartition())
                        .number("offset", source.getOffset()))
                .object("cause", CauseJson.of(entry.cause().event()));
    }

    private void money() {
        json.object("price", PriceLines.of(step).map(PriceJson::of).orElse(null))
                .list("postings", step.moved(), EntryDetailJson::posting)
                .list("grants", grants(step.moved()), grant -> grant)
                .object("before", balances(
                        entry.allowanceLeftNanos() - change(Pool.ALLOWANCE),
                        entry.extraUsageNanos() - change(Pool.EXTRA_USAGE),
                        step.before().spentNanos()))
                .object("after", balances(entry.allowanceLeftNanos(), entry.extraUsageNanos(),
                        entry.spentNanos()))
                .object("top_up_due", entry.topUpDue() == null ? null : new AnswerFields()
                        .text("top_up_id", entry.topUpDue().topUpId())
                        .usd("amount_usd", entry.topUpDue().amountNanos()));
    }

    private void reasons() {
        Explanation explanation = Explainer.explain(step);
        json.text("previous_hash", hex(placed.record().getPreviousHash().bytes()))
                .text("hash", hex(placed.record().getHash().bytes()))
                .flag("decided_again", explanation.decidedAgain())
                .texts("why", explanation.sentences());
    }

    private long change(Pool pool) {
        return entry.postings().stream().mapToLong(p -> BalanceBefore.change(pool, p)).sum();
    }

    private static AnswerFields balances(long allowance, long extraUsage, long spent) {
        return new AnswerFields().usd("allowance_left_usd", allowance)
                .usd("extra_usage_usd", extraUsage).usd("spent_usd", spent);
    }

    private static AnswerFields posting(Moved m) {
        Posting p = m.posting();
        boolean ofCustomer = isOfCustomer(p.from()) || isOfCustomer(p.to());
        return new AnswerFields().text("from", p.from()).text("to", p.to())
                .usd("amount_usd", p.amountNanos()).time("effective_at", p.effectiveAt())
                .text("grant_id", p.grantId()).text("grant_kind", m.kind())
                .usd("before_usd", ofCustomer ? (Long) m.beforeNanos() : null)
                .usd("after_usd", ofCustomer ? (Long) m.afterNanos() : null);
    }

    private static boolean isOfCustomer(Pool pool) {
        return pool == Pool.ALLOWANCE || pool == Pool.EXTRA_USAGE;
    }

    /** Each grant that was touched, in the order of its first posting. */
    private static List<AnswerFields> grants(List<Moved> moved) {
        Map<String, List<Moved>> byGrant = new LinkedHashMap<>();
        for (Moved m : moved) {
            if (m.posting().grantId() != null) {
                byGrant.computeIfAbsent(m.posting().grantId(), any -> new ArrayList<>()).add(m);
            }
        }
        return byGrant.entrySet().stream().map(one -> {
            List<Moved> all = one.getValue();
            return new AnswerFields().text("grant_id", one.getKey())
                    .text("kind", all.get(0).kind())
                    .usd("before_usd", all.get(0).beforeNanos())
                    .usd("after_usd", all.get(all.size() - 1).afterNanos());
        }).toList();
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
