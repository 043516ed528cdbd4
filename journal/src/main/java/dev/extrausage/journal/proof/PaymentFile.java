package dev.extrausage.journal.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.extrausage.core.BadInput;
import dev.extrausage.journal.proof.ListedPayment.Part;
import dev.extrausage.journal.proof.ListedPayment.Status;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
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
 *     amount_nanos} and, where told, {@code key}; other fields are left alone, and no payment_id is
 *     on two lines that are APPROVED, while each attempt that took no money may have a line;
 * <li>the file that the simulated processor keeps: fields between tabs.
 * </ul>
 */
public final class PaymentFile {
    private static final String FAILED = "FAILED";
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    /** That of the contract's amounts: $10,000,000. */
    private static final long MOST_NANOS = 10_000_000L * 1_000_000_000;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private final long now = System.currentTimeMillis();
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
        if (Files.notExists(file) || Files.isDirectory(file)) {
            throw new IOException(file + " is no file that is there");
        }
        PaymentFile read = new PaymentFile();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                try {
                    read.line(number == 1 ? withoutMark(line) : line);
                } catch (JsonProcessingException e) {
                    throw new IOException(file + ", line " + number + " is no payment: it is no"
                            + " JSON from column " + e.getLocation().getColumnNr() + " on",
                            e);
                } catch (BadInput e) {
                    throw new IOException(
                            file + ", line " + number + " is no payment: " + e.getMessage(), e);
                } catch (RuntimeException e) {
                    throw new IOException(file + ", line " + number + " is no payment: it is not"
                            + " as the simulated processor writes it", e);
                }
            }
        } catch (CharacterCodingException e) {
            throw new IOException(file + " is not UTF-8 text", e);
        }
        return new PaymentList(read.payments, read.now);
    }

    /** Spreadsheets and editors put it before what they write. */
    private static String withoutMark(String line) {
        return !line.isEmpty() && line.charAt(0) == BYTE_ORDER_MARK ? line.substring(1) : line;
    }

    private void line(String line) throws JsonProcessingException {
        if (line.startsWith("{")) {
            ListedPayment payment = of(JSON.readTree(line));
            if (payment.status() == Status.APPROVED
                    && byId.put(payment.paymentId(), payments.size()) != null) {
                throw BadInput.of("payment_id", payment.paymentId(),
                        "on one line alone whose status is APPROVED");
            }
            payments.add(payment);
        } else if (!line.isBlank()) {
            simulated(line.split("\t", -1));
        }
    }

    private static ListedPayment of(JsonNode p) {
        long amount = amount(p);
        boolean whole = flag(p, "refunded") || p.hasNonNull("refunded_at");
        List<Part> refunds = p.hasNonNull("refunds") ? parts(p, "refunds")
                : whole ? List.of(new Part(null, amount)) : List.of();
        return new ListedPayment(text(p, "payment_id"),
                optional(p, p.has("top_up_id") ? "top_up_id" : "key"), text(p, "account_id"),
                amount, status(text(p, "status")), refunds,
                p.hasNonNull("chargebacks") ? parts(p, "chargebacks") : null);
    }

    private static String text(JsonNode of, String field) {
        String text = optional(of, field);
        if (text == null) {
            throw BadInput.missing(field, "text");
        }
        return text;
    }

    private static String optional(JsonNode of, String field) {
        JsonNode value = of.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw BadInput.of(field, value, "text");
        }
        return value.textValue();
    }

    private static boolean flag(JsonNode of, String field) {
        if (of.hasNonNull(field) && !of.get(field).isBoolean()) {
            throw BadInput.of(field, of.get(field), "true or false");
        }
        return of.path(field).booleanValue();
    }

    private static long amount(JsonNode of) {
        JsonNode amount = of.path("amount_nanos");
        String bound = "a whole number of nano-USD from 0 to " + MOST_NANOS;
        if (amount.isMissingNode()) {
            throw BadInput.missing("amount_nanos", bound);
        }
        if (!amount.isIntegralNumber() || !amount.canConvertToLong() || amount.longValue() < 0
                || amount.longValue() > MOST_NANOS) {
            throw BadInput.of("amount_nanos", amount, bound);
        }
        return amount.longValue();
    }

    private static List<Part> parts(JsonNode of, String field) {
        JsonNode list = of.get(field);
        if (!list.isArray()) {
            throw BadInput.of(field, list, "a list");
        }
        List<Part> parts = new ArrayList<>();
        for (JsonNode part : list) {
            if (!FAILED.equals(part.path("status").textValue())) {
                parts.add(new Part(optional(part, "key"), amount(part)));
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
            default -> throw new BadInput("it begins with " + BadInput.shown(f[0]));
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
