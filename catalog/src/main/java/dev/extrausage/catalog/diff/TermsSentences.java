package dev.extrausage.catalog.diff;

import dev.extrausage.core.CatalogVersion;
import dev.extrausage.core.CatalogVersion.AutoReloadTerms;
import dev.extrausage.core.CatalogVersion.MidCycleChange;
import dev.extrausage.core.CatalogVersion.TopUpTerms;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Sentences on apps, terms of credit and top-ups, and texts. */
final class TermsSentences {
    private final CatalogVersion was;
    private final CatalogVersion is;
    private final List<String> sentences = new ArrayList<>();

    TermsSentences(CatalogVersion was, CatalogVersion is) {
        this.was = was;
        this.is = is;
    }

    List<String> sentences() {
        apps();
        if (was.midCycleChange() != is.midCycleChange()) {
            sentences.add(is.midCycleChange() == MidCycleChange.PRORATED
                    ? "A change of plan or seats changes the allowance for the rest of the cycle"
                            + " only, in proportion to its time."
                    : "A change of plan or seats gives the new plan's whole allowance at once.");
        }
        changed("A starter credit claimed from then on expires after ",
                Wording.duration(was.starterCreditLifetimeMillis()),
                Wording.duration(is.starterCreditLifetimeMillis()));
        changed("Customers are warned before credit expires by ",
                Wording.duration(was.creditExpiringWarningMillis()),
                Wording.duration(is.creditExpiringWarningMillis()));
        changed("A request that arrives after its cycle's end draws on that cycle's allowance for ",
                Wording.duration(was.lateUsageGraceMillis()),
                Wording.duration(is.lateUsageGraceMillis()));
        topUp(was.topUp(), is.topUp());
        autoReload(was.autoReload(), is.autoReload());
        changed("Messages call the product ",
                was.texts().product(), is.texts().product());
        changed("Messages send customers to ",
                was.texts().settingsUrl(), is.texts().settingsUrl());
        return sentences;
    }

    private void apps() {
        TreeSet<String> apps = new TreeSet<>(was.firstPartyApps());
        apps.addAll(is.firstPartyApps());
        for (String app : apps) {
            if (!was.firstPartyApps().contains(app)) {
                sentences.add(app + " becomes a first-party app: it draws on the allowance first.");
            } else if (!is.firstPartyApps().contains(app)) {
                sentences.add(app + " becomes a third-party app: it draws on extra usage only.");
            }
        }
    }

    private void topUp(TopUpTerms before, TopUpTerms after) {
        changed("The amounts offered for a top-up are ",
                Wording.usd(before.presetsNanos()), Wording.usd(after.presetsNanos()));
        changed("The least top-up is ",
                Wording.usd(before.minNanos()), Wording.usd(after.minNanos()));
        changed("The greatest top-up is ",
                Wording.usd(before.maxNanos()), Wording.usd(after.maxNanos()));
    }

    private void autoReload(AutoReloadTerms before, AutoReloadTerms after) {
        changed("Auto-reload without a cap of its own stops in a cycle at ",
                Wording.usd(before.defaultMonthlyCapNanos()),
                Wording.usd(after.defaultMonthlyCapNanos()));
        changed("Auto-reload is suspended when the card is declined in a row as often as ",
                Wording.count(before.maxConsecutiveDeclines()),
                Wording.count(after.maxConsecutiveDeclines()));
        changed("After a first decline auto-reload waits for ",
                Wording.duration(before.firstBackoffMillis()),
                Wording.duration(after.firstBackoffMillis()));
        changed("A top-up without an answer is asked for again after ",
                Wording.duration(before.askAgainAfterMillis()),
                Wording.duration(after.askAgainAfterMillis()));
    }

    private void changed(String start, String before, String after) {
        if (!before.equals(after)) {
            sentences.add(start + after + ", instead of " + before + ".");
        }
    }
}
