package dev.extrausage.journal.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Change;
import dev.extrausage.core.EventId;
import dev.extrausage.core.GrantKind;
import dev.extrausage.core.HashedName;
import dev.extrausage.core.Input;
import dev.extrausage.core.Money;
import dev.extrausage.core.Seed;
import dev.extrausage.core.UtcTime;
import dev.extrausage.journal.proof.ListedPayment.Part;
import dev.extrausage.journal.proof.ListedPayment.Status;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal and a card processor's list, compared both ways. */
final class PaymentsTest {
    private static final Catalog CATALOG = Catalogs.example();
    private static final long USD = Money.NANOS_PER_USD;
    private static final Tuple[] NONE = {};

    @TempDir private Path folder;
    private final List<Input> inputs = new ArrayList<>();
    private final StringBuilder lines = new StringBuilder();
    private long now = UtcTime.parse("now", "2026-02-01T00:00:00Z");
    private PaymentSums sums;
    private final Random random;

    PaymentsTest(@Seed long seed) {
        random = new Random(seed);
    }

    @Test void every_charge_needs_either_its_credit_or_its_refund() throws IOException {
        listed("good", "");
        listed("lost", "\"refunded_at\":null");
        listed("back", "\"refunded_at\":1");
        listed("both", "\"refunded\":true");
        listed("twice", "");
        credited("g1", "good");
        credited("g4", "both");
        credited("g6", "twice");
        credited("g7", "twice");
        assertFound(tuple(FindingKind.MISSING, "the payment lost of $5 has neither credit nor"
                        + " refund"),
                tuple(FindingKind.DOUBLED, "the payment both of $5 was credited, and $5 of it also"
                        + " paid back, which the journal does not know"),
                tuple(FindingKind.DOUBLED, "the payment twice of $5 was credited 2 times"));
    }

    @Test void a_charge_that_took_no_money_has_no_credit() throws IOException {
        lines.append(line("no", "DECLINED", 5, ""));
        credited("g1", "no");
        assertFound(tuple(
                FindingKind.FOREIGN, "the payment no of $5 took no money, and was credited"));
    }

    @Test void a_payments_declined_attempts_are_not_taken_for_it() throws IOException {
        for (String id : List.of("paid", "lost", "never")) {
            lines.append(line(id, "DECLINED", 5, ""));
            lines.append(line(id, id.equals("never") ? "FAILED" : "APPROVED", 5, ""));
            lines.append(line(id, "DECLINED", 5, ""));
        }
        credited("g1", "paid");
        credited("g2", "never");
        assertFound(tuple(FindingKind.MISSING,
                        "the payment lost of $5 has neither credit nor refund"),
                tuple(FindingKind.FOREIGN,
                        "the payment never of $5 took no money, and was credited"));
        assertThat(sums.of(PaymentSums.Sort.CHARGED).count()).isEqualTo(2);
        assertThat(sums.of(PaymentSums.Sort.DECLINED).count()).isEqualTo(7);
    }

    @Test void a_charge_in_process_is_not_missing() throws IOException {
        lines.append(line("slow", "PROCESSING", 5, ""));
        lines.append("charge\tpay_1\tt1\ta\tcard-late\t7000000000\tAPPROVED\t\t"
                + (System.currentTimeMillis() + 600_000) + "\tcrc\n");
        assertFound(NONE);
        assertThat(sums.of(PaymentSums.Sort.PROCESSING))
                .isEqualTo(new PaymentTally(2, BigInteger.valueOf(12 * USD)));
    }

    @Test void a_credit_of_another_amount_or_account_is_found() throws IOException {
        lines.append(line("less", "APPROVED", 6, ""));
        credited("g1", "less");
        assertFound(tuple(FindingKind.CONTENT_DIFFERS,
                "the payment less of $6 was credited to acme with $5, by its entry 2"));
    }

    @Test void bought_credit_without_charge_is_found_under_an_empty_list() throws IOException {
        credited("g1", "forged");
        happens(new Change.CreditGranted("g2", GrantKind.PURCHASE, 5 * USD, null, null, "t9"));
        happens(new Change.CreditGranted("g3", GrantKind.PURCHASE, 5 * USD, null, null, null));
        happens(new Change.CreditGranted("g4", GrantKind.GOODWILL, 5 * USD, null, null, null));
        assertFound(
                tuple(FindingKind.UNSUPPORTED, "entry 2 credits $5 as bought credit g1, and the"
                        + " list has no charge for it: no payment forged"),
                tuple(FindingKind.UNSUPPORTED, "entry 3 credits $5 as bought credit g2, and the"
                        + " list has no charge for it: no payment of the top-up t9"),
                tuple(FindingKind.UNSUPPORTED, "entry 4 credits $5 as bought credit g3, and the"
                        + " list has no charge for it: it names neither payment nor top-up"));
    }

    @Test void credit_newer_than_the_list_is_not_accused() throws IOException {
        now = System.currentTimeMillis() + 60_000;
        credited("g1", "just-now");
        assertFound(NONE);
        assertThat(sums.of(PaymentSums.Sort.NEWER).count()).isEqualTo(1);
    }

    @Test void part_refunds_are_matched_by_their_keys() throws IOException {
        String key = HashedName.ofFailedRefund("acme", "g1", "r1");
        listed("p1", "\"refunds\":[{\"key\":\"" + key + "\",\"amount_nanos\":2000000000}]");
        credited("g1", "p1");
        happens(new Change.RefundOrdered("r1", "g1", 2 * USD));
        assertFound(NONE);
    }

    @Test void a_refund_due_that_was_not_paid_is_missing() throws IOException {
        listed("p1", "");
        credited("g1", "p1");
        happens(new Change.RefundOrdered("r1", "g1", 2 * USD));
        assertFound(tuple(FindingKind.MISSING,
                "the payment p1 of $5 has refunds of $2 due that were not paid"));
    }

    @Test void a_failed_refunds_lot_counts_as_paid_for() throws IOException {
        listed("p1", "");
        credited("g1", "p1");
        happens(new Change.RefundOrdered("r1", "g1", 2 * USD));
        String lot = HashedName.ofFailedRefund("acme", "g1", "r1");
        happens(new Change.RefundFailed("r1", lot, 2 * USD));
        happens(new Change.CreditRefunded("r2", lot, USD));
        assertFound(NONE);
        assertThat(sums.of(PaymentSums.Sort.ELSEWHERE).count()).isEqualTo(1);
    }

    @Test void a_failed_refund_that_was_paid_is_doubled() throws IOException {
        listed("p1", "\"refunds\":[{\"amount_nanos\":2000000000}]");
        credited("g1", "p1");
        happens(new Change.RefundOrdered("r1", "g1", 2 * USD));
        happens(new Change.RefundFailed(
                "r1", HashedName.ofFailedRefund("acme", "g1", "r1"), 2 * USD));
        assertFound(tuple(FindingKind.DOUBLED, "the payment p1 of $5 was credited, and $2 of it"
                + " also paid back, which the journal does not know"));
    }

    @Test void a_refund_by_other_means_need_not_be_listed() throws IOException {
        listed("p1", "\"refunds\":[{\"amount_nanos\":2000000000}]");
        listed("p2", "");
        credited("g1", "p1");
        credited("g2", "p2");
        happens(new Change.CreditRefunded("r1", "g1", 2 * USD));
        happens(new Change.CreditRefunded("r2", "g2", 2 * USD));
        assertFound(NONE);
    }

    @Test void a_refund_and_a_chargeback_without_a_charge_are_found() throws IOException {
        credited("g1", "forged");
        happens(new Change.RefundOrdered("r1", "g1", USD));
        happens(new Change.PaymentReversed("c1", "g1", USD));
        assertThat(found()).extracting(Finding::kind, Finding::sequence).containsExactly(
                tuple(FindingKind.UNSUPPORTED, 2L), tuple(FindingKind.UNSUPPORTED, 3L),
                tuple(FindingKind.UNSUPPORTED, 4L));
    }

    @Test void chargebacks_are_compared_where_the_list_tells_of_them() throws IOException {
        listed("same", "\"chargebacks\":[{\"amount_nanos\":3000000000}]");
        listed("more", "\"chargebacks\":[{\"amount_nanos\":5000000000}]");
        listed("none", "\"chargebacks\":[]");
        credited("g1", "same");
        credited("g2", "more");
        credited("g3", "none");
        happens(new Change.PaymentReversed("c1", "g1", 3 * USD));
        happens(new Change.PaymentReversed("c3", "g3", 3 * USD));
        assertFound(tuple(FindingKind.MISSING,
                        "the payment more of $5 has chargebacks of $5, the journal has $0"),
                tuple(FindingKind.UNSUPPORTED,
                        "the payment none of $5 has chargebacks of $0, the journal has $3"));
    }

    @Test void chargebacks_that_the_list_does_not_tell_are_not_compared() throws IOException {
        listed("p1", "");
        credited("g1", "p1");
        happens(new Change.PaymentReversed("c1", "g1", 3 * USD));
        assertFound(NONE);
        assertThat(sums.comparesChargebacks()).isFalse();
    }

    @Test void the_simulated_processors_own_file_is_read()
            throws IOException {
        lines.append("""
                attempt\tt1\tcrc
                charge\tpay_1\tt1\ta\tcard-ok\t7000\tAPPROVED\t\t1769000000000\tcrc
                charge\tpay_2\tt2\ta\tcard-declined\t7000\tDECLINED\tno_funds\t1769000000000\tcrc
                refund\tt1\t1769000000001\tcrc
                charge\tpay_3\tt3\ta\tcard-ok\t9000\tAPPROVED\t\t1769000000000\tcrc
                part-refund\tre_1\trefund:1\tpay_3\t2000\tPAID\t\t1769000000001\tcrc
                part-refund\tre_2\trefund:2\tpay_3\t2000\tFAILED\tno\t1769000000001\tcrc
                """);
        assertThat(read().payments()).containsExactly(
                new ListedPayment("pay_1", "t1", "a", 7000, Status.APPROVED,
                        List.of(new Part(null, 7000)), null),
                new ListedPayment("pay_2", "t2", "a", 7000, Status.DECLINED, List.of(), null),
                new ListedPayment("pay_3", "t3", "a", 9000, Status.APPROVED,
                        List.of(new Part("refund:1", 2000)), null));
        lines.append("{\"payment_id\": 1}\n");
        assertThatThrownBy(this::read)
                .isInstanceOf(IOException.class).hasMessageContaining("line 8");
    }

    @Test void a_list_whose_line_or_amount_cannot_be_read_is_refused_with_its_place() {
        lines.append("{\"payment_id\": \"p\"\n");
        assertThatThrownBy(this::read).isInstanceOf(IOException.class)
                .hasMessageEndingWith(", line 1 is no payment: it is no JSON from column 19 on");
        for (String amount : List.of("\"5\"", "5.5", "null", "9223372036854775808")) {
            lines.setLength(0);
            lines.append("{\"payment_id\": \"p\", \"account_id\": \"a\", \"status\":"
                    + " \"APPROVED\", \"amount_nanos\": " + amount + "}\n");
            assertThatThrownBy(this::read).as(amount).isInstanceOf(IOException.class)
                    .hasMessageContaining("line 1 is no payment: amount_nanos is " + amount
                            + ": must be a whole number");
        }
    }

    private void credited(String grant, String payment) {
        happens(new Change.CreditGranted(
                grant, GrantKind.PURCHASE, 5 * USD, null, payment, "t-" + payment));
    }

    private void happens(Change change) {
        if (inputs.isEmpty()) {
            inputs.add(input(new Change.PlanStarted("pro", 1, null)));
        }
        inputs.add(input(change));
    }

    private Input input(Change change) {
        now += 1_000;
        return new Input(new AccountEvent(
                EventId.derived(now, "event " + now), "acme", now, "test", change), now);
    }

    private void listed(String payment, String more) {
        lines.append(line(payment, "APPROVED", 5, more));
    }

    private static String line(String payment, String status, long dollars, String more) {
        return "{\"payment_id\":\"" + payment + "\",\"top_up_id\":\"t-" + payment
                + "\",\"account_id\":\"acme\",\"amount_nanos\":" + dollars * USD
                + ",\"status\":\"" + status + "\"" + (more.isEmpty() ? "" : ",") + more + "}\n";
    }

    private PaymentList read() throws IOException {
        Path file = folder.resolve("payments");
        Files.writeString(file, lines);
        return PaymentFile.read(file);
    }

    private void assertFound(Tuple... expected) throws IOException {
        assertThat(found()).extracting(Finding::kind, Finding::text)
                .containsExactlyInAnyOrder(expected);
    }

    private List<Finding> found() throws IOException {
        PaymentCheck check = new PaymentCheck(read());
        sums = check.sums();
        WrittenAccount account = WrittenAccount.of("acme", inputs, CATALOG);
        return new AuditedJournal(List.of(account), random)
                .audit(CATALOG, folder, null, check);
    }
}
