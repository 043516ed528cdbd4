package dev.extrausage.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The mutable copy of one account while one input is decided: the rules change it in the order of
 * section 5, and {@link #decision} freezes the result. It lives no longer than one call of {@link
 * Ledger#decide}; a rule that refuses has changed nothing of it.
 */
final class Draft {
    final Account before;
    final Input input;
    final Catalog catalog;
    /** The version in force at the input's time: it decides the input (section 3). */
    final CatalogVersion version;
    /** The version of the rules that decides: 1 for entries of before this contract (J5). */
    final int rules;
    final NoticeText texts;

    long clock;
    Subscription subscription;
    Allowance allowance;
    final GrantList grants;
    boolean extraUsageOn;
    Long monthlyLimit;
    long spent;
    Long lowBalanceThreshold;
    AutoReload autoReload;
    StarterCredit starterCredit;
    ThirdPartyUse thirdPartyUse;
    int noticesGiven;
    List<String> chargebackIds;

    /** The number of cycles that D2 rolled over. */
    int cyclesRolled;
    TopUpDue topUpDue;
    private final List<Posting> postings = new ArrayList<>(4);
    private List<Notice> notices = List.of();

    Draft(int rules, Account account, Input input, Catalog catalog, CatalogVersion version) {
        this.rules = rules;
        this.before = account;
        this.input = input;
        this.catalog = catalog;
        this.version = version;
        texts = new NoticeText(version.texts());
        clock = account.clock() == null
                ? input.time() : Math.max(account.clock(), input.time());
        subscription = account.subscription();
        allowance = account.allowance();
        grants = new GrantList(account.grants());
        extraUsageOn = account.extraUsageOn();
        monthlyLimit = account.monthlyLimitNanos();
        spent = account.spentNanos();
        lowBalanceThreshold = account.lowBalanceThresholdNanos();
        autoReload = account.autoReload();
        starterCredit = account.starterCredit();
        thirdPartyUse = account.thirdPartyUse();
        noticesGiven = account.noticesGiven();
        chargebackIds = account.chargebackIds();
    }

    long sequence() {
        return before.sequence() + 1;
    }

    boolean isOpen() {
        return subscription != null && !subscription.closed();
    }

    /** The plan's terms under the version that decides the input. */
    Plan plan() {
        return catalog.termsOf(subscription.plan(), version);
    }

    /** Moves {@code amount}, effective at the clock; an amount of 0 makes no posting. */
    void post(Pool from, Pool to, String grantId, long amount) {
        post(from, to, grantId, amount, clock);
    }

    void post(Pool from, Pool to, String grantId, long amount, long effectiveAt) {
        if (amount > 0) {
            postings.add(new Posting(from, to, grantId, amount, effectiveAt));
        }
    }

    void notice(NoticeKind kind, Long amount, String topUpId, String text) {
        notice(kind, amount, topUpId, null, null, text);
    }

    void notice(NoticeKind kind, Long amount, String topUpId, String grantId, String refundId,
            String text) {
        notice(new Notice(kind, clock, amount, topUpId, grantId, refundId, text));
    }

    void notice(Notice notice) {
        if (notices.isEmpty()) {
            notices = new ArrayList<>(2);
        }
        notices.add(notice);
    }

    /** Tells whether D2 or D4 did anything that an entry shows (C2). */
    boolean didAnything() {
        return cyclesRolled > 0 || !postings.isEmpty() || !notices.isEmpty() || topUpDue != null;
    }

    /**
     * Restarts the counters of a cycle: used (in {@code fresh}), spent, reloaded, notices given.
     */
    void startCycle(Allowance fresh) {
        allowance = fresh;
        spent = 0;
        autoReload = autoReload.reloaded(0);
        noticesGiven = 0;
    }

    Decision decision(Ruling ruling) {
        Long clockAfter = clock;
        Account account = new Account(before.accountId(), sequence(), clockAfter, subscription,
                allowance, grants.toList(), extraUsageOn, monthlyLimit, spent, lowBalanceThreshold,
                autoReload, starterCredit, thirdPartyUse, noticesGiven, chargebackIds);
        if (notices.size() > 1) {
            notices.sort(Comparator.comparing(Notice::kind));
        }
        Entry entry = new Entry(before.accountId(), sequence(), version.version(), input,
                clockAfter, ruling.costNanos(), ruling.outcome(), ruling.reason(),
                List.copyOf(postings), allowance.leftNanos(), grants.left(), spent, topUpDue,
                List.copyOf(notices));
        return new Decision(entry, account);
    }
}
