package dev.extrausage.schemas.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.BadInput;
import dev.extrausage.core.Seed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A law: the order of fields and the space between them mean nothing (SPEC section 12). */
class FieldOrderTest {
    private static final String[] SPACES = {"", " ", "\t", "\r", "   "};

    private final EventJson events = new EventJson();

    @Test
    void field_order_and_space_change_nothing(@Seed long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            boolean good = random.nextBoolean();
            String first = line(random, good);
            String second = line(random, good);

            assertThat(read(second)).as("%s and %s", first, second)
                    .isEqualTo(read(first)).isEqualTo(good ? "read" : "refused");
        }
    }

    /** The line in one of its writings; a bad one has a field too many somewhere. */
    private static String line(Random random, boolean good) {
        String change = object(random, "\"type\":\"CreditGranted\"", "\"grant_id\":\"g\"",
                "\"kind\":\"GOODWILL\"", "\"amount_nanos\":7", "\"payment_id\":null",
                "\"expires_at\":\"2026-02-01T00:00:00Z\"", good ? "" : "\"amount_usd\":7");
        String account = object(random, "\"event_id\":\"" + Lines.ID + "\"",
                "\"account_id\":\"acme\"", "\"occurred_at\":\"" + Lines.AT + "\"",
                "\"actor\":\"api\"", "\"change\":" + change);
        return object(random, "\"account\":" + account, "\"usage\":null",
                "\"received_at\":\"" + Lines.AT + "\"");
    }

    private static String object(Random random, String... fields) {
        List<String> shuffled = new ArrayList<>(List.of(fields));
        shuffled.remove("");
        Collections.shuffle(shuffled, random);
        StringBuilder out = new StringBuilder(space(random) + "{" + space(random));
        for (int i = 0; i < shuffled.size(); i++) {
            out.append(i == 0 ? "" : ",").append(space(random)).append(shuffled.get(i))
                    .append(space(random));
        }
        return out.append("}").append(space(random)).toString();
    }

    private static String space(Random random) {
        return SPACES[random.nextInt(SPACES.length)];
    }

    private String read(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        try {
            EventLine read = events.read(bytes, bytes.length);
            byte[] plain = Lines.account("'type':'CreditGranted','grant_id':'g','kind':'GOODWILL',"
                    + "'amount_nanos':7,'expires_at':'2026-02-01T00:00:00Z'")
                    .getBytes(StandardCharsets.UTF_8);
            assertThat(read.event()).isEqualTo(events.read(plain, plain.length).event());
            return "read";
        } catch (BadInput e) {
            assertThat(e).hasMessage("change has a field that is not known: \"amount_usd\"");
            return "refused";
        }
    }
}
