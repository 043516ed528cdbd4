package dev.extrausage.journal.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.extrausage.core.Change;
import dev.extrausage.core.GrantKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PaymentsTest {
    @TempDir private Path folder;

    @Test void every_charge_needs_its_credit_or_its_refund_and_not_both() throws IOException {
        List<ListedPayment> payments = read(
                line("good", "APPROVED", "")
                        + line("lost", "APPROVED", ",\"refunded_at\":null")
                        + line("back", "APPROVED", ",\"refunded_at\":1")
                        + line("both", "APPROVED", ",\"refunded\":true")
                        + line("returned", "APPROVED", ",\"refunded\":true")
                        + line("twice", "APPROVED", "")
                        + line("less", "APPROVED", "")
                        + line("declined", "DECLINED", ""));
        PaymentCheck check = new PaymentCheck(payments);
        credit(check, "g1", "good", 5, true);
        credit(check, "g1", "good", 5, false);
        credit(check, "g2", "lost", 5, false);
        credit(check, "g4", "both", 5, true);
        credit(check, "g5", "returned", 5, true);
        check.decided("a", new Change.CreditRefunded("r", "g5", 5), true);
        credit(check, "g6", "twice", 5, true);
        credit(check, "g7", "twice", 5, true);
        credit(check, "g8", "less", 4, true);
        credit(check, "g9", "declined", 5, true);
        Findings findings = new Findings();
        check.end(findings);
        assertThat(findings.inOrder())
                .extracting(f -> f.text().split(" ")[2], Finding::kind)
                .containsExactlyInAnyOrder(tuple("lost", FindingKind.MISSING),
                        tuple("both", FindingKind.DOUBLED), tuple("twice", FindingKind.DOUBLED),
                        tuple("less", FindingKind.CONTENT_DIFFERS),
                        tuple("declined", FindingKind.FOREIGN));
    }

    @Test void the_simulated_processor_s_own_file_is_read_and_a_bad_line_named()
            throws IOException {
        assertThat(read("""
                attempt\tt1\tcrc
                charge\tpay_1\tt1\ta\tcard-ok\t7000\tAPPROVED\t\t1769000000000\tcrc
                charge\tpay_2\tt2\ta\tcard-declined\t7000\tDECLINED\tno_funds\t1769000000000\tcrc
                refund\tt1\t1769000000001\tcrc
                """)).containsExactly(
                new ListedPayment("pay_1", "t1", "a", 7000, true, true),
                new ListedPayment("pay_2", "t2", "a", 7000, false, false));
        assertThatThrownBy(() -> read("\n{\"payment_id\": 1}\n"))
                .isInstanceOf(IOException.class).hasMessageContaining("line 2");
    }

    private List<ListedPayment> read(String text) throws IOException {
        Path file = folder.resolve("payments");
        Files.writeString(file, text);
        return PaymentFile.read(file);
    }

    private static String line(String payment, String status, String more) {
        return "{\"payment_id\":\"" + payment + "\",\"top_up_id\":\"t-" + payment
                + "\",\"account_id\":\"a\",\"amount_nanos\":5,\"status\":\"" + status + "\""
                + more + "}\n";
    }

    private static void credit(
            PaymentCheck check, String grant, String payment, long amount, boolean applied) {
        check.decided("a", new Change.CreditGranted(
                grant, GrantKind.PURCHASE, amount, null, payment, "t-" + payment), applied);
    }
}
