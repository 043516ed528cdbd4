package dev.extrausage.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.journal.proof.Audit;
import dev.extrausage.journal.proof.AuditOptions;
import dev.extrausage.journal.proof.AuditReport;
import dev.extrausage.journal.proof.Finding;
import dev.extrausage.journal.proof.ListedPayment;
import dev.extrausage.payments.Payment;
import dev.extrausage.payments.simulated.CardsOnFile;
import dev.extrausage.payments.simulated.SimulatedCard;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.stack.OpenJournal;
import dev.extrausage.stream.startup.LedgerSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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
        assertThat(journal.wrong).isEmpty();
        assertThat(journal.rejected).hasSameSizeAs(sender.bad);
        assertCosts();
        assertThat(paymentsNobodyAskedFor()).isEmpty();
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

    /** What is wrong, or not yet right, about each top-up that was ever asked for. */
    private List<String> unsettled() {
        Map<String, Long> asked = amountsAskedFor();
        Map<String, List<Payment>> made =
                installation.payments().stream().collect(Collectors.groupingBy(Payment::key));
        return asked.keySet().stream()
                .map(id -> fault(id, asked.get(id), made.getOrDefault(id, List.of())))
                .filter(fault -> !fault.isEmpty()).sorted().toList();
    }

    /** Nothing when it is as it should be: charged once, then credited, declined or refunded. */
    private String fault(String id, long amountNanos, List<Payment> made) {
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
            case APPROVED -> !declined && credits == (payment.isRefunded() ? 0 : 1);
        };
        return isRight ? "" : state;
    }

    private List<ListedPayment> listed() {
        return installation.payments().stream().map(p -> new ListedPayment(p.paymentId(), p.key(),
                p.accountId(), p.amountNanos(), p.status() == Payment.Status.APPROVED,
                p.isRefunded())).toList();
    }

    private String audit() {
        AuditOptions everything = new AuditOptions(
                true, LedgerSettings.DEFAULT_APPLICATION_ID, listed(), null);
        try (OpenJournal open = OpenJournal.at(installation.bootstrap(), ReleasedSchemas.load());
                Audit audit = new Audit(open.kafka(), open.reader(), CatalogFile.defaultCatalog(),
                        open.codecs(), everything)) {
            AuditReport report = audit.run();
            assertThat(report.findings().inOrder()).extracting(Finding::toString).isEmpty();
            assertThat(report.ofEarlierRules() > 0).isEqualTo(installation.hasEarlierEntries());
            Await.until("all that the audit read, by the watch",
                    () -> journal.entries.sum() >= report.entries());
            return report.entries() + " entries audited, " + installation.payments().size() + " payments";
        }
    }
}
