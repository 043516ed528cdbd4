package dev.extrausage.journal.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A card processor's list of payments, in one of two forms, line by line:
 * <ul>
 * <li>JSON objects with {@code payment_id}, {@code top_up_id} (or {@code key}, the idempotency
 *     key), {@code account_id}, {@code amount_nanos}, {@code status} (APPROVED: money was taken)
 *     and {@code refunded} or {@code refunded_at}; other fields are left alone;
 * <li>the file that the simulated processor keeps: fields between tabs.
 * </ul>
 */
public final class PaymentFile {
    private static final String APPROVED = "APPROVED";

    private PaymentFile() {}

    /**
     * Reads it whole.
     *
     * @throws IOException if it cannot be read; the message of a bad line names its number
     */
    public static List<ListedPayment> read(Path file) throws IOException {
        ObjectMapper json = new ObjectMapper();
        Map<String, Integer> byKey = new HashMap<>();
        List<ListedPayment> payments = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                try {
                    if (line.startsWith("{")) {
                        payments.add(of(json.readTree(line)));
                    } else if (!line.isBlank()) {
                        simulated(line.split("\t", -1), payments, byKey);
                    }
                } catch (IOException | RuntimeException e) {
                    throw new IOException(
                            file + ", line " + number + " is no payment: " + e.getMessage(), e);
                }
            }
        }
        return payments;
    }

    private static ListedPayment of(JsonNode p) {
        JsonNode key = p.path("top_up_id").isMissingNode() ? p.path("key") : p.path("top_up_id");
        boolean refunded = p.path("refunded").asBoolean() || p.hasNonNull("refunded_at");
        return new ListedPayment(p.required("payment_id").textValue(), key.textValue(),
                p.required("account_id").textValue(), p.required("amount_nanos").longValue(),
                APPROVED.equalsIgnoreCase(p.required("status").textValue()), refunded);
    }

    /** A line of the simulated processor's; its attempts that came to nothing are no payments. */
    private static void simulated(
            String[] f, List<ListedPayment> payments, Map<String, Integer> byKey) {
        switch (f[0]) {
            case "charge" -> {
                byKey.putIfAbsent(f[2], payments.size());
                payments.add(new ListedPayment(f[1], f[2], f[3], Long.parseLong(f[5]),
                        f[6].equals(APPROVED), false));
            }
            case "refund" -> payments.set(byKey.get(f[1]), refunded(payments.get(byKey.get(f[1]))));
            case "part-refund" -> payments.replaceAll(p -> f[5].equals("PAID")
                    && p.paymentId().equals(f[3]) && p.amountNanos() == Long.parseLong(f[4])
                    ? refunded(p) : p);
            case "attempt" -> { }
            default -> throw new IllegalArgumentException("it begins with " + f[0]);
        }
    }

    private static ListedPayment refunded(ListedPayment p) {
        return new ListedPayment(
                p.paymentId(), p.topUpId(), p.account(), p.amountNanos(), p.approved(), true);
    }
}
