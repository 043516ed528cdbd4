package dev.extrausage.journal.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.extrausage.journal.proof.ListedPayment.Part;
import dev.extrausage.journal.proof.ListedPayment.Status;
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
 *     key), {@code account_id}, {@code amount_nanos}, {@code status} (APPROVED: money was taken;
 *     PROCESSING: not yet), {@code refunded} or {@code refunded_at} for one that was paid back
 *     whole, or {@code refunds} and {@code chargebacks}, lists of objects with {@code
 *     amount_nanos} and, where told, {@code key}; other fields are left alone;
 * <li>the file that the simulated processor keeps: fields between tabs.
 * </ul>
 */
public final class PaymentFile {
    private static final String FAILED = "FAILED";

    private final long now = System.currentTimeMillis();
    private final ObjectMapper json = new ObjectMapper();
    private final List<ListedPayment> payments = new ArrayList<>();
    private final Map<String, Integer> byKey = new HashMap<>();
    private final Map<String, Integer> byId = new HashMap<>();

    private PaymentFile() {}

    /**
     * Reads it whole, as it stands now.
     *
     * @throws IOException if it cannot be read; the message of a bad line names its number
     */
    public static PaymentList read(Path file) throws IOException {
        PaymentFile read = new PaymentFile();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                try {
                    read.line(line);
                } catch (JsonProcessingException e) {
                    throw new IOException(file + ", line " + number + " is no payment: it is no"
                            + " JSON from column " + e.getLocation().getColumnNr() + " on", e);
                } catch (IOException | RuntimeException e) {
                    throw new IOException(
                            file + ", line " + number + " is no payment: " + e.getMessage(), e);
                }
            }
        }
        return new PaymentList(read.payments, read.now);
    }

    private void line(String line) throws IOException {
        if (line.startsWith("{")) {
            payments.add(of(json.readTree(line)));
        } else if (!line.isBlank()) {
            simulated(line.split("\t", -1));
        }
    }

    private static ListedPayment of(JsonNode p) {
        JsonNode key = p.path("top_up_id").isMissingNode() ? p.path("key") : p.path("top_up_id");
        long amount = amount(p);
        boolean whole = p.path("refunded").asBoolean() || p.hasNonNull("refunded_at");
        List<Part> refunds = p.hasNonNull("refunds") ? parts(p.get("refunds"))
                : whole ? List.of(new Part(null, amount)) : List.of();
        return new ListedPayment(p.required("payment_id").textValue(), key.textValue(),
                p.required("account_id").textValue(), amount,
                status(p.required("status").textValue()), refunds,
                p.hasNonNull("chargebacks") ? parts(p.get("chargebacks")) : null);
    }

    private static long amount(JsonNode of) {
        JsonNode amount = of.required("amount_nanos");
        if (!amount.isIntegralNumber() || !amount.canConvertToLong()) {
            throw new IllegalArgumentException(
                    "amount_nanos is " + amount + ": must be a whole number of nano-USD");
        }
        return amount.longValue();
    }

    private static List<Part> parts(JsonNode list) {
        List<Part> parts = new ArrayList<>();
        for (JsonNode part : list) {
            if (!FAILED.equals(part.path("status").textValue())) {
                parts.add(new Part(
                        part.path("key").textValue(), amount(part)));
            }
        }
        return parts;
    }

    /** Processors have many words for a charge that took no money. */
    private static Status status(String word) {
        for (Status status : Status.values()) {
            if (status.name().equalsIgnoreCase(word)) {
                return status;
            }
        }
        return Status.DECLINED;
    }

    /** A line of the simulated processor's; its attempts that came to nothing are no payments. */
    private void simulated(String[] f) {
        switch (f[0]) {
            case "charge" -> charge(f);
            case "refund" -> {
                int whole = byKey.get(f[1]);
                refunded(whole, null, payments.get(whole).amountNanos());
            }
            case "part-refund" -> {
                if (!f[5].equals(FAILED)) {
                    refunded(byId.get(f[3]), f[2], Long.parseLong(f[4]));
                }
            }
            case "attempt" -> { }
            default -> throw new IllegalArgumentException("it begins with " + f[0]);
        }
    }

    private void charge(String[] f) {
        byKey.putIfAbsent(f[2], payments.size());
        byId.put(f[1], payments.size());
        Status status = Long.parseLong(f[8]) > now // it answers late
                ? Status.PROCESSING : Status.valueOf(f[6]);
        payments.add(new ListedPayment(
                f[1], f[2], f[3], Long.parseLong(f[5]), status, List.of(), null));
    }

    private void refunded(int index, String key, long amountNanos) {
        payments.set(index, payments.get(index).refunded(new Part(key, amountNanos)));
    }
}
