package dev.extrausage.stack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.core.Change;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.stack.Stack;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
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
    void three_days_are_played_against_the_real_system() {
        List<DemoProgress> told = new ArrayList<>();
        Demo demo = new Demo(folder, 3, 7, told::add);
        DemoResult result;

        try (Stack stack = demo.stack()) {
            stack.start();
            result = demo.play(stack);
        }

        assertThat(result.rows()).hasSize(25);
        assertThat(result.rows()).extracting(DemoResult.Row::habit).containsOnly(
                Arrays.stream(Habit.values()).map(Habit::title).toArray(String[]::new));
        assertThat(result.rows()).anySatisfy(row -> {
            assertThat(row.account()).isEqualTo("arlo");
            assertThat(row.balance().getPlan()).isEqualTo("pro");
            assertThat(row.tally().topUps().count() + row.tally().reloads().count()).isPositive();
        });
        assertThat(result.decided()).isPositive();
        assertThat(told.get(told.size() - 1).day()).isEqualTo(3);
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
    void equal_seeds_make_equal_days_and_other_seeds_others() {
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
                if (deed instanceof Deed.Changed changed
                        && changed.change() instanceof Change.PlanStarted started) {
                    plans.add(started.plan());
                }
            });
        }
        assertThat(names).hasSize(40);
        assertThat(plans).containsExactly("enterprise", "free", "pro", "team");
    }
}
