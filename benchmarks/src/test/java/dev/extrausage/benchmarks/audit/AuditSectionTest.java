package dev.extrausage.benchmarks.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.extrausage.benchmarks.report.Section;
import dev.extrausage.benchmarks.settings.BenchSettings;
import dev.extrausage.benchmarks.settings.Contender;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AuditSectionTest {
    private static final Offset<Double> EXACTLY = within(1e-9);
    private static final BenchSettings SETTINGS = new BenchSettings(1_000, 0, 0, 4, 2, 100, 5_000,
            0, 3, 512, 1, Path.of("data"), Set.of(Contender.LEDGER));

    @Test void ratio_compares_the_two_readings_of_one_round() {
        Section section = AuditSection.of(SETTINGS, List.of(
                round(1, 2, 0.5, 0.5), round(10, 40, 1, 2), round(1, 4, 1, 1.25)));

        assertThat(section.json().at("/audit_over_decode/median").doubleValue())
                .isEqualTo(0.25, EXACTLY);
        assertThat(section.json().at("/audit_over_decode/max").doubleValue())
                .isEqualTo(0.5, EXACTLY);
        assertThat(section.json().at("/audit_over_decode_again/median").doubleValue())
                .isEqualTo(0.8, EXACTLY);
    }

    @Test void rates_and_processor_time_are_told_for_each_reading() {
        Section section = AuditSection.of(SETTINGS, List.of(round(1, 2, 0.5, 1)));

        assertThat(section.id()).isEqualTo("audit");
        assertThat(section.conditions()).contains("1,000,000 entries", "1,000 accounts",
                "4 partitions");
        assertThat(section.tables().get(0).rows()).containsExactly(
                List.of("decode", "1,000,000 (1,000,000 to 1,000,000)", "3.00 (3.00 to 3.00)",
                        "2,000,000 (2,000,000 to 2,000,000)", "3.00 (3.00 to 3.00)"),
                List.of("audit", "500,000 (500,000 to 500,000)", "3.00 (3.00 to 3.00)",
                        "1,000,000 (1,000,000 to 1,000,000)", "3.00 (3.00 to 3.00)"));
    }

    private static AuditRun.Round round(
            double decode, double audit, double decodeAgain, double auditAgain) {
        return new AuditRun.Round(
                Map.of(AuditContender.DECODE, reading(decode),
                        AuditContender.AUDIT, reading(audit)),
                Map.of(AuditContender.DECODE, reading(decodeAgain),
                        AuditContender.AUDIT, reading(auditAgain)));
    }

    private static Reading reading(double seconds) {
        return new Reading(1_000_000, seconds, 3);
    }
}
