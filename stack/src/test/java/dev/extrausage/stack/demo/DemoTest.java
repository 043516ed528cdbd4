package dev.extrausage.stack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.stack.Stack;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DemoTest {
    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);

    private static final long START = 1_767_225_600_000L;

    private final Service service = new Service(CatalogFile.defaultCatalog());
    @TempDir private Path folder;

    @Test
    @Timeout(180)
    void three_days_are_played_against_the_real_system_and_shown() {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Demo demo = new Demo(folder, 3, 7, new PrintWriter(out), new PrintWriter(err));

        try (Stack stack = demo.stack()) {
            stack.start();
            demo.play(stack);
        }

        List<String> lines = out.toString().lines().toList();
        assertThat(lines).allMatch(line -> line.length() <= 120);
        for (Habit habit : Habit.values()) {
            assertThat(out.toString()).contains("── " + habit.title());
        }
        assertThat(lines).anyMatch(line -> line.matches(
                "arlo +pro +[█░]{5} +\\d+%.* \\$\\d+ \\(\\d+\\).*"));
        assertThat(out.toString()).containsPattern("all 20 ")
                .containsPattern("[0-9,]+ inputs decided in \\d+ s, [0-9,]+ a second");
        assertThat(err.toString()).contains("day  3 of 3");
    }

    @ParameterizedTest
    @EnumSource(Habit.class)
    void a_day_of_a_habit_costs_what_the_habit_says(Habit habit) {
        Player player = new Player("anna", habit).on("pro");
        for (int day = 0; day < 40; day++) {
            long cents = Workday.of(player, MONDAY.plusDays(day), day, service::costNanos).stream()
                    .filter(request -> !request.app().startsWith("claude")
                            || request.app().equals("claude-code"))
                    .mapToLong(service::costNanos).sum() / 10_000_000L;

            // The last request goes over the day's aim, by half a dollar at the very most.
            assertThat(cents).isBetween((long) habit.leastCents(), habit.mostCents() + 50L);
        }
    }

    @Test
    void the_same_seed_makes_the_same_day_and_another_seed_another() {
        Player player = Cast.all(START).get(0);
        List<UsageEvent> day = Workday.of(player, MONDAY, 5, service::costNanos);

        assertThat(Workday.of(player, MONDAY, 5, service::costNanos)).isEqualTo(day);
        assertThat(Workday.of(player, MONDAY, 6, service::costNanos)).isNotEqualTo(day);
        assertThat(day).isSortedAccordingTo(
                java.util.Comparator.comparingLong(UsageEvent::occurredAt));
    }

    @Test
    void the_cast_has_everybody_once_and_every_plan() {
        Set<String> names = new TreeSet<>();
        Set<String> plans = new TreeSet<>();
        for (Player player : Cast.all(START)) {
            assertThat(names.add(player.name())).as(player.name()).isTrue();
            player.deeds().forEach(deed -> {
                if (deed.change() instanceof dev.extrausage.core.Change.PlanStarted started) {
                    plans.add(started.plan());
                }
            });
        }
        assertThat(names).hasSize(36);
        assertThat(plans).containsExactly("enterprise", "free", "pro", "team");
    }

    @Test
    void figures_are_short() {
        assertThat(Figures.usd(0)).isEqualTo("-");
        assertThat(Figures.usd(3_079_999_999L)).isEqualTo("$3.07");
        assertThat(Figures.usd(1_234_567_000_000L)).isEqualTo("$1,234");
        assertThat(Figures.lots(60_000_000_000L, 3)).isEqualTo("$60 (3)");
        assertThat(Figures.used(20_000_000_000L, 5_000_000_000L)).isEqualTo("████░  75%");
    }
}
