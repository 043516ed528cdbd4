package dev.extrausage.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Laws of every auto-reload (section 8). */
class AutoReloadLawsTest {
    @Test void the_one_reload_in_flight_keeps_name_and_amount() {
        Law.everyStep((step, catalog) -> {
            AutoReload.InFlight before = step.before().autoReload().inFlight();
            AutoReload.InFlight after = step.after().autoReload().inFlight();
            TopUpDue due = step.entry().topUpDue();
            String newName = "auto:acme:" + step.entry().sequence();
            if (due == null) {
                assertThat(after == null || after.equals(before)).isTrue();
                return;
            }
            assertThat(after).isEqualTo(new AutoReload.InFlight(
                    due.topUpId(), due.amountNanos(), step.after().clock()));
            if (!due.topUpId().equals(newName)) {
                assertThat(due).isEqualTo(new TopUpDue(before.topUpId(), before.amountNanos()));
            } else if (before != null) {
                assertThat(answered(step.input().event())).isEqualTo(before.topUpId());
            }
        });
    }

    @Test void a_reload_is_asked_for_when_due_within_the_cap() {
        Law.everyStep((step, catalog) -> {
            if (step.isScreenedOut()) {
                assertThat(step.entry().topUpDue()).isNull();
                return;
            }
            CatalogVersion version = catalog.at(step.input().time());
            boolean asked = step.entry().topUpDue() != null
                    && step.entry().topUpDue().topUpId().endsWith(":" + step.entry().sequence());
            boolean none = asked || step.after().autoReload().inFlight() == null;
            assertThat(asked).isEqualTo(none && isDueButForFlight(step.after(), version, catalog));
        });
    }

    /** A1 as the SPEC words it, without "none in flight". */
    private static boolean isDueButForFlight(Account a, CatalogVersion version, Catalog catalog) {
        AutoReload state = a.autoReload();
        if (!a.isOpen() || state.settings() == null || !state.settings().enabled()) {
            return false;
        }
        Long own = state.settings().monthlyCapNanos();
        long cap = own == null ? version.autoReload().defaultMonthlyCapNanos() : own;
        Plan plan = catalog.termsOf(a.subscription().plan(), version);
        Long limit = a.monthlyLimitNanos();
        Long most = plan.maxBalanceNanos();
        return plan.extraUsage() && a.extraUsageOn()
                && a.extraUsageNanos() < state.settings().thresholdNanos() && !state.suspended()
                && (limit == null || a.spentNanos() < limit)
                && (state.retryNotBefore() == null || a.clock() >= state.retryNotBefore())
                && state.settings().amountNanos() <= cap - state.reloadedNanos()
                && (most == null || state.settings().amountNanos() <= most - a.extraUsageNanos());
    }

    /** The top-up whose payment the event answers; null for any other event. */
    static String answered(Event event) {
        Change change = event instanceof AccountEvent a ? a.change() : null;
        if (change instanceof Change.TopUpDeclined declined) {
            return declined.topUpId();
        }
        return change instanceof Change.CreditGranted credit ? credit.topUpId() : null;
    }
}
