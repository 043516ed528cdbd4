package dev.extrausage.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.journal.proof.Audit;
import dev.extrausage.journal.proof.AuditOptions;
import dev.extrausage.journal.proof.AuditReport;
import dev.extrausage.journal.proof.Finding;
import dev.extrausage.journal.proof.ListedPayment;
import dev.extrausage.journal.proof.PaymentList;
import dev.extrausage.payments.Payment;
import dev.extrausage.payments.Refund;
import dev.extrausage.payments.simulated.CardsOnFile;
import dev.extrausage.payments.simulated.SimulatedCard;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.stack.OpenJournal;
import dev.extrausage.stream.startup.LedgerSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds what was sent, what the ledger says and what was charged against each other. */
final class Reckoning {
    private static final int SHOWN = 5;

    private final Installation installation;
    private final Sender sender;
    private final JournalWatch journal;

    Reckoning(Installation installation, Sender sender, JournalWatch journal) {
        this.installation = installation;
        this.sender = sender;
        this.journal = journal;
    }

    /** Nothing under way any more: waits until all is answered, then holds it to account. */
    String afterTheRound() {
        assertThat(sender.notTaken).isEmpty();
        Await.untilNothing("without an entry", () -> first(sender.good.values().stream()
                .filter(e -> !journal.hasEntry(e.accountId(), e.eventId()))
                .map(e -> e.accountId() + " " + e.eventId()).toList()));
        Await.untilNothing("bad inputs not in rejected-events", () -> first(sender.bad.stream()
                .filter(place -> !journal.rejected.contains(place)).toList()));
        Await.untilNothing("top-ups not settled", () -> first(unsettled()));
        Await.untilNothing("refunds not paid", () -> first(unpaid()));
        assertThat(journal.wrong).isEmpty();
        assertThat(journal.rejected).hasSameSizeAs(sender.bad);
        assertCosts();
        assertThat(paymentsNobodyAskedFor()).isEmpty();
        assertThat(installation.refunds()).extracting(Refund::key).doesNotHaveDuplicates();
        installation.alsoHolds(journal);
        return audit();
    }

    private static String first(List<String> missing) {
        return missing.isEmpty() ? "" : missing.size() + ", such as "
                + missing.stream().limit(SHOWN).collect(Collectors.joining("; "));
    }

    /** Nothing counted twice, nothing lost, in money: the prices are worked out by the sender. */
    private void assertCosts() {
        Map<String, Long> counted = new HashMap<>(journal.cost);
        counted.values().removeIf(nanos -> nanos == 0);
        assertThat(counted).isEqualTo(sender.cost);
    }

    private Map<String, Long> amountsAskedFor() {
        Map<String, Long> amounts = new HashMap<>(journal.due);
        sender.asked.keySet().forEach(id -> amounts.put(id, 5 * Load.DOLLAR));
        return amounts;
    }

    private List<String> paymentsNobodyAskedFor() {
        Map<String, Long> asked = amountsAskedFor();
        return installation.payments().stream().filter(p -> !asked.containsKey(p.key()))
                .map(Payment::toString).toList();
    }

    /** Ordered refunds without the processor's, and the processor's that nobody ordered. */
    private List<String> unpaid() {
        Map<String, Long> paid = installation.refunds().stream()
                .filter(r -> r.status() == Refund.Status.PAID && !isOfUnused(r))
                .collect(Collectors.toMap(Refund::key, Refund::amountNanos, Long::sum));
        return Stream.concat(paid.keySet().stream(), journal.refundsDue.keySet().stream())
                .distinct().filter(key -> !paid.getOrDefault(key, 0L)
                        .equals(journal.refundsDue.getOrDefault(key, 0L))).sorted().toList();
    }

    /** An ordered refund has the name of its lot; before there were any, the payment's key. */
    private static boolean isOfUnused(Refund refund) {
        return !refund.key().startsWith("refund:");
    }

    /** The names of payments whose credit was refused, and which were paid back whole. */
    private Set<String> paidBackUnused() {
        return installation.refunds().stream()
                .filter(r -> r.status() == Refund.Status.PAID && isOfUnused(r))
                .map(Refund::paymentId).collect(Collectors.toSet());
    }

    /** The faults, or what is not yet right, of each top-up that was ever asked for. */
    private List<String> unsettled() {
        Map<String, Long> asked = amountsAskedFor();
        Map<String, List<Payment>> made =
                installation.payments().stream().collect(Collectors.groupingBy(Payment::key));
        Set<String> unused = paidBackUnused();
        return asked.keySet().stream()
                .map(id -> fault(id, asked.get(id), made.getOrDefault(id, List.of()), unused))
                .filter(fault -> !fault.isEmpty()).sorted().toList();
    }

    /** Nothing when it is as it should be: charged once, then credited, declined or refunded. */
    private String fault(String id, long amountNanos, List<Payment> made, Set<String> unused) {
        String account = id.startsWith("auto:") ? id.substring(5, id.lastIndexOf(':'))
                : sender.asked.get(id);
        SimulatedCard card = CardsOnFile.byAccountId().of(account);
        int credits = journal.credited.getOrDefault(id, 0);
        boolean declined = journal.declined.contains(id);
        String state = id + ": payments " + made + ", credited " + credits + " times"
                + (declined ? ", declined" : "");
        if (card == SimulatedCard.SILENT) { // never reached
            return made.isEmpty() && credits == 0 && !declined ? "" : state;
        }
        if (made.size() != 1 || made.get(0).amountNanos() != amountNanos) {
            return state;
        }
        Payment payment = made.get(0);
        if (card == SimulatedCard.ANSWERS_LATE) { // minutes later, and asked again minutes after
            return !declined && credits <= 1 ? "" : state;
        }
        boolean isRight = switch (payment.status()) {
            case PROCESSING -> false;
            case DECLINED -> declined && credits == 0;
            case APPROVED -> !declined && credits == (unused.contains(payment.paymentId()) ? 0 : 1);
        };
        return isRight ? "" : state;
    }

    private PaymentList listed() {
        long now = System.currentTimeMillis();
        List<Refund> refunds = installation.refunds();
        return new PaymentList(installation.payments().stream().map(p -> new ListedPayment(
                p.paymentId(), p.key(), p.accountId(), p.amountNanos(),
                ListedPayment.Status.valueOf(p.status().name()),
                refunds.stream().filter(r -> r.status() == Refund.Status.PAID
                                && r.paymentId().equals(p.paymentId()))
                        .map(r -> new ListedPayment.Part(r.key(), r.amountNanos())).toList(),
                null)).toList(), now);
    }

    private String audit() {
        AuditOptions everything = new AuditOptions(
                true, LedgerSettings.DEFAULT_APPLICATION_ID, listed(), null);
        try (OpenJournal open = OpenJournal.at(installation.bootstrap(), ReleasedSchemas.load());
                Audit audit = new Audit(open.kafka(), open.reader(), CatalogFile.defaultCatalog(),
                        open.codecs(), everything)) {
            AuditReport report = audit.run();
            assertThat(report.findings().inOrder()).extracting(Finding::toString).isEmpty();
            assertThat(report.earlier().entries() > 0).isEqualTo(installation.hasEarlierEntries());
            Await.until("all that the audit read, by the watch",
                    () -> journal.entries.sum() >= report.entries());
            return report.entries() + " entries audited, " + installation.payments().size()
                    + " payments, " + installation.refunds().size() + " refunds";
        }
    }
}
