package dev.extrausage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.payments.Payment;
import dev.extrausage.payments.simulated.CardsOnFile;
import dev.extrausage.payments.simulated.SimulatedCardProcessor;
import dev.extrausage.stack.Stack;
import dev.extrausage.stack.StackSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Money that was promised is moved: ledger, consumers, cards and commands together. */
@Timeout(300)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MoneyMovedTest {
    private static final String PRO = "'type':'PlanStarted','plan':'pro','seats':1";
    private static final long USD = 1_000_000_000L;
    private static final Duration KEYS = Duration.ofHours(24);
    @TempDir private static Path data;
    @TempDir private static Path folder;
    private static Stack stack;

    @BeforeAll static void start() throws Exception {
        try (SimulatedCardProcessor before = SimulatedCardProcessor.open(
                data.resolve("payments.log"), CardsOnFile.byAccountId(), Instant::now, KEYS)) {
            before.charge("web-1", "early", 20 * USD);
            before.charge("web-2", "nameless", 20 * USD);
        }
        stack = new Stack(StackSettings.on(data, CatalogFile.defaultCatalog()));
        stack.start();
        stack.awaitReady(Duration.ofMinutes(1));
    }

    @AfterAll static void stop() {
        stack.close();
    }

    @Test void a_credit_before_its_account_s_plan_is_paid_back() throws IOException {
        publish(new EventFile("early").account("early", bought("g1", "pay_1", "web-1"))
                .account("early", PRO));

        await(() -> payment("web-1").isRefunded());
        assertThat(balance("early")).contains("$0 left");
    }

    @Test void a_credit_before_its_plan_is_paid_back() throws IOException {
        publish(new EventFile("nameless").account("nameless", "'type':'CreditGranted',"
                + "'grant_id':'g1','kind':'PURCHASE','amount_nanos':20000000000,"
                + "'payment_id':'pay_2'"));

        await(() -> payment("web-2").isRefunded());
    }

    @Test void a_credit_without_payment_is_listed_until_settled()
            throws IOException {
        publish(new EventFile("ghost").account("ghost", bought("g1", "pay_none", "none")));
        await(() -> attention("--json").out().contains("\"account_id\":\"ghost\""));

        Command list = attention();
        list.ended(1);
        String key = list.out().lines().filter(l -> l.startsWith("ghost/")).findFirst()
                .orElseThrow().split(" ")[0];
        assertThat(list.out()).contains("PAID_CREDIT_REFUSED", "no payment of it is found",
                "To do: Find the payment.");
        Command.run("attention", "settle", key, "--note", " ", "--by", "a b", "--data",
                data).ended(2);
        Command settled = Command.run("attention", "settle", key, "--note", "refunded by hand",
                "--by", "olga", "--data", data);
        settled.ended(0);
        assertThat(attention().out()).doesNotContain("ghost/");
        assertThat(attention("--settled").out()).contains("by olga: refunded by hand");
        Command.run("attention", "settle", key, "--note", "again", "--data", data).ended(1);
    }

    @Test void parts_of_a_purchase_are_paid_back_as_ordered() throws IOException {
        publish(new EventFile("parts").account("parts", PRO));
        Command.run("top-up", "parts", "20", "--key", "t-1", "--data", data).ended(0);
        publish(new EventFile("parts-2")
                .account("parts", ordered("r1", "t-1", ",'amount_nanos':5000000000"))
                .account("parts", ordered("r1", "t-1", ",'amount_nanos':5000000000"))
                .account("parts", ordered("r2", "t-1", "")));

        await(() -> payment("t-1").isRefunded());
        assertThat(balance("parts")).contains("$0 left");
        Command other = Command.run("top-up", "parts", "30", "--key", "t-1", "--data", data);
        other.ended(1);
        assertThat(other.out()).startsWith(
                "nothing was sent: key t-1 names a top-up of $20 for parts");
    }

    @Test void credit_returns_when_the_card_takes_no_refund() throws IOException {
        String account = "stuck+card-no-refund";
        publish(new EventFile("stuck").account(account, PRO));
        Command.run("top-up", account, "20", "--key", "t-2", "--data", data).ended(0);
        publish(new EventFile("stuck-2").account(account, ordered("r1", "t-2", "")));

        await(() -> balance(account).contains("refund:"));
        assertThat(balance(account)).contains("$20 left");
        assertThat(payment("t-2").refundedNanos()).isZero();
        assertThat(attention().out()).contains(account + "/refund-failed:", "refund_declined");
    }

    @Order(Integer.MAX_VALUE)
    @Test void the_journal_and_the_cards_agree_in_the_end() {
        Command audit = Command.run(
                "audit", "--payments", data.resolve("payments.log"), "--data", data);
        assertThat(audit.out()).contains("All holds");
        audit.ended(0);
    }

    private static String bought(String grantId, String paymentId, String topUpId) {
        return "'type':'CreditGranted','grant_id':'" + grantId + "','kind':'PURCHASE',"
                + "'amount_nanos':20000000000,'payment_id':'" + paymentId + "','top_up_id':'"
                + topUpId + "'";
    }

    private static String ordered(String refundId, String grantId, String amount) {
        return "'type':'RefundOrdered','refund_id':'" + refundId + "','grant_id':'" + grantId
                + "'" + amount;
    }

    private static void publish(EventFile file) throws IOException {
        Command.run("publish", file.in(folder), "--data", data).ended(0);
    }

    private static String balance(String account) {
        return Command.run("balance", account, "--data", data).out();
    }

    private static Command attention(String... options) {
        Object[] all = new Object[options.length + 3];
        all[0] = "attention";
        System.arraycopy(options, 0, all, 1, options.length);
        all[options.length + 1] = "--data";
        all[options.length + 2] = data;
        return Command.run(all);
    }

    /** The payment as it is in the processor's file now; the processor has that open. */
    private static Payment payment(String key) {
        try {
            Path copy = Files.copy(data.resolve("payments.log"), folder.resolve("copy.log"),
                    StandardCopyOption.REPLACE_EXISTING);
            try (SimulatedCardProcessor read = SimulatedCardProcessor.open(
                    copy, CardsOnFile.byAccountId(), Instant::now, KEYS)) {
                return read.find(key).orElseThrow();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(BooleanSupplier isSo) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!isSo.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it came to pass in time").isLessThan(end);
            LockSupport.parkNanos(50_000_000);
        }
    }
}
