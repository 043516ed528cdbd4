package dev.extrausage.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Names that differ in ASCII capitals alone decide alike (section 3). */
class FoldedNamesLawsTest {
    @Test void names_spelled_otherwise_decide_alike(@Seed long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            Catalog catalog = i % 3 == 0 ? Catalogs.example() : Catalogs.severalVersions();
            List<Input> history = Histories.nasty(random.nextInt(1_000_000) * 16L, 150, "acme",
                    catalog);
            List<Input> respelled = history.stream().map(in -> respelled(in, random)).toList();
            List<Entry> entries = Run.of(history, catalog).entries();
            List<Entry> others = Run.of(respelled, catalog).entries();
            assertThat(others).usingRecursiveFieldByFieldElementComparatorIgnoringFields("cause")
                    .isEqualTo(entries);
        }
    }

    @Test void a_plans_name_is_compared_exactly() {
        Scenario.given().when(Happening.planStarted("Pro"))
                .then(Expected.refused(Reason.UNKNOWN_PLAN));
    }

    @Test void letters_beyond_ascii_do_not_fold() {
        assertThat(FoldedName.of("AZaz@[`{09")).isEqualTo("azaz@[`{09");
        assertThat(FoldedName.of("\u00c0\u0130\u212a")).isEqualTo("\u00c0\u0130\u212a");
    }

    private static Input respelled(Input input, Random random) {
        if (!(input.event() instanceof UsageEvent u)) {
            return input;
        }
        Map<String, Long> units = new TreeMap<>();
        u.units().forEach((unit, count) -> units.merge(respelled(unit, random), count, Long::sum));
        String tier = u.serviceTier() == null ? null : respelled(u.serviceTier(), random);
        return new Input(new UsageEvent(u.eventId(), u.accountId(), u.memberId(), u.occurredAt(),
                respelled(u.app(), random), u.sessionId(), respelled(u.model(), random),
                u.inputTokens(), u.outputTokens(), u.cacheWriteTokens(), u.cacheWrite1hTokens(),
                u.cacheReadTokens(), tier, units), input.receivedAt());
    }

    private static String respelled(String name, Random random) {
        StringBuilder spelled = new StringBuilder();
        for (char c : name.toCharArray()) {
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            spelled.append(letter && random.nextInt(3) == 0 ? (char) (c ^ 0x20) : c);
        }
        return spelled.toString();
    }
}
