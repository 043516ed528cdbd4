package dev.extrausage.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The one word for auto-reload says what A1 to A5 would do next. */
class AutoReloadStandingLawsTest {
    static AutoReloadStanding standing(Account a, Catalog catalog) {
        if (!a.wasOpened()) {
            return AutoReloadStanding.IDLE;
        }
        CatalogVersion version = catalog.at(a.clock());
        Plan plan = catalog.termsOf(a.subscription().plan(), version);
        return AutoReloadStanding.of(a.autoReload(), a.clock(),
                a.isOpen() && plan.extraUsage() && a.extraUsageOn(), a.monthlyLimitNanos(),
                a.spentNanos(), a.extraUsageNanos(), plan, version);
    }

    /** Past D1 the ledger has just considered a reload (D4), so an idle one was not wanted. */
    @Test void an_idle_auto_reload_has_nothing_to_buy() {
        Law.everyStep((step, catalog) -> {
            Account a = step.after();
            if (!step.isScreenedOut() && standing(a, catalog) == AutoReloadStanding.IDLE
                    && a.isOpen() && a.autoReload().isEnabled() && a.extraUsageOn()) {
                CatalogVersion version = catalog.at(a.clock());
                boolean hasAccess =
                        catalog.termsOf(a.subscription().plan(), version).extraUsage();
                assertThat(!hasAccess || isDecidedByAnother(step, catalog)
                        || a.extraUsageNanos() >= a.autoReload().settings().thresholdNanos())
                        .as("%s", a).isTrue();
            }
        });
    }

    /** A late input is decided by an earlier version, whose plan may have had no extra usage. */
    private static boolean isDecidedByAnother(Run.Step step, Catalog catalog) {
        return !step.entry().catalogVersion().equals(catalog.at(step.after().clock()).version());
    }

    @Test void a_top_up_due_puts_auto_reload_in_flight() {
        Law.everyStep((step, catalog) -> assertThat(
                standing(step.after(), catalog) == AutoReloadStanding.IN_FLIGHT)
                .isEqualTo(step.after().autoReload().inFlight() != null
                        && step.after().wasOpened()));
    }

    @Test void a_back_off_ends_after_the_clock() {
        Law.everyStep((step, catalog) -> {
            if (standing(step.after(), catalog) == AutoReloadStanding.BACKING_OFF) {
                assertThat(step.after().autoReload().retryNotBefore())
                        .isGreaterThan(step.after().clock());
            }
        });
    }

    @Test void histories_meet_every_standing() {
        Set<AutoReloadStanding> met = EnumSet.noneOf(AutoReloadStanding.class);
        Law.everyStep((step, catalog) -> met.add(standing(step.after(), catalog)));

        assertThat(met).containsExactlyInAnyOrder(AutoReloadStanding.values());
    }
}
