package dev.extrausage.journal.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.extrausage.journal.proof.ListedPayment.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A list of payments is read whole and as it is meant, or its line is named. */
class PaymentFileTest {
    private static final String GOOD = "{'payment_id': 'p1', 'key': 'k1', 'account_id': 'a',"
            + " 'amount_nanos': 5, 'status': 'approved'}";

    @TempDir private Path folder;

    @Test
    void a_list_of_a_spreadsheet_is_read() throws Exception {
        PaymentList list = PaymentFile.read(file("\uFEFF" + GOOD + "\r\n\r\n"
                + GOOD.replace("p1", "p2").replace("'key': 'k1', ", "") + "\r\n"));

        assertThat(list.payments()).extracting(ListedPayment::paymentId)
                .containsExactly("p1", "p2");
        assertThat(list.payments()).extracting(ListedPayment::topUpId)
                .containsExactly("k1", null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "'amount_nanos': 5    | 'amount_nanos': -5     | amount_nanos is -5: must be a whole",
        "'amount_nanos': 5    | 'amount_nanos': 1e3    | amount_nanos is 1000.0: must be a whole",
        "'amount_nanos': 5    | 'amount_nanos': 10000000000000001 | 1: must be a whole",
        "'amount_nanos': 5    | 'x': 5                 | amount_nanos is missing: must be a whole",
        "'amount_nanos': 5    | 'amount_nanos': 5, 'amount_nanos': 6 | it is no JSON from column",
        "'payment_id': 'p1'   | 'payment_id': 1        | payment_id is 1: must be text",
        "'payment_id': 'p1'   | 'id': 'p1'             | payment_id is missing: must be text",
        "'account_id': 'a'    | 'account_id': null     | account_id is missing: must be text",
        "'status': 'approved' | 'status': null         | status is missing: must be text",
        "'key': 'k1'          | 'refunded': 'yes'      | refunded is ~yes~: must be true or false",
        "'key': 'k1'          | 'refunded': 'true'     | refunded is ~true~: must be true or",
        "'key': 'k1'          | 'refunded': 1          | refunded is 1: must be true or false",
        "'key': 'k1'          | 'refunds': {}          | refunds is {}: must be a list",
        "'key': 'k1'          | 'refunds': [{}]        | amount_nanos is missing: must be a whole",
        "'approved'}          | 'approved'} {}         | it is no JSON from column",
    })
    void a_bad_line_is_named_with_what_is_wrong(String good, String bad, String why)
            throws Exception {
        refused(GOOD.replace("p1", "p0") + "\n" + GOOD.replace(good, bad) + "\n",
                ", line 2 is no payment: ", why.replace('~', '"'));
    }

    @Test
    void a_payment_that_is_listed_twice_is_not_counted_twice() throws Exception {
        refused(GOOD + "\n" + GOOD, ", line 2 is no payment: ",
                "payment_id is \"p1\": must be on one line alone whose status is APPROVED");
    }

    @Test
    void each_attempt_of_a_payment_may_be_listed() throws Exception {
        String declined = GOOD.replace("approved", "declined");
        String inProcess = GOOD.replace("approved", "processing");

        assertThat(PaymentFile.read(file(String.join("\n",
                declined, inProcess, GOOD, declined))).payments())
                .extracting(ListedPayment::status)
                .containsExactly(Status.DECLINED, Status.PROCESSING, Status.APPROVED,
                        Status.DECLINED);
        refused(String.join("\n", declined, GOOD, declined, GOOD), ", line 4 is no payment: ");
    }

    @Test
    void what_is_no_list_is_refused_in_a_short_sentence() throws Exception {
        refused("[" + GOOD.repeat(1000) + "]", ", line 1 is no payment: ", "it begins with \"[{");
        refused("charge\tpay_1\n", ", line 1 is no payment: ",
                "it is not as the simulated processor writes it");
        Path bytes = Files.write(folder.resolve("bytes"), new byte[] {'{', (byte) 0xff});
        assertThat(catchThrowableOfType(IOException.class, () -> PaymentFile.read(bytes)))
                .hasMessage(bytes + " is not UTF-8 text");
    }

    private void refused(String text, String... parts) throws IOException {
        Path file = file(text);
        assertThat(catchThrowableOfType(IOException.class, () -> PaymentFile.read(file)))
                .hasMessageStartingWith(file.toString()).hasMessageContainingAll(parts)
                .message().hasSizeLessThan(400);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("list"), text.replace('\'', '"'));
    }
}
